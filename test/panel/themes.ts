// The variables that VS Code gives to a webview in its default themes, as far as the panel reads them.
export const themeNames = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;
export type ThemeName = (typeof themeNames)[number];

type Values = Readonly<Record<ThemeName, string | undefined>>;

function row(dark: string, light: string, contrast: string | undefined, contrastLight: string | undefined): Values {
  return { dark, light, 'high-contrast': contrast, 'high-contrast-light': contrastLight };
}

const variables: Readonly<Record<string, Values>> = {
  foreground: row('#cccccc', '#3b3b3b', '#ffffff', '#292929'),
  descriptionForeground: row('#9d9d9d', '#3b3b3b', '#ffffffb3', '#292929b3'),
  disabledForeground: row('#cccccc80', '#61616180', '#a5a5a5', '#7f7f7f'),
  'icon-foreground': row('#cccccc', '#3b3b3b', '#ffffff', '#292929'),
  'editor-background': row('#1f1f1f', '#ffffff', '#000000', '#ffffff'),
  focusBorder: row('#0078d4', '#005fb8', '#f38518', '#006bbd'),
  contrastBorder: row('', '', '#6fc3df', '#0f4a85'),
  contrastActiveBorder: row('', '', '#f38518', '#006bbd'),
  'panel-border': row('#2b2b2b', '#e5e5e5', '#6fc3df', '#0f4a85'),
  'panelTitle-activeForeground': row('#cccccc', '#3b3b3b', '#ffffff', '#292929'),
  'panelTitle-inactiveForeground': row('#9d9d9d', '#3b3b3b', '#ffffff', '#292929'),
  'panelTitle-activeBorder': row('#0078d4', '#005fb8', '#6fc3df', '#b5200d'),
  'button-border': row('#ffffff12', '#0000001a', '#6fc3df', '#0f4a85'),
  'button-secondaryForeground': row('#cccccc', '#3b3b3b', '#ffffff', '#292929'),
  'button-secondaryBackground': row('#313131', '#e5e5e5', undefined, '#ffffff'),
  'button-secondaryHoverBackground': row('#3c3c3c', '#cccccc', undefined, undefined),
  'toolbar-hoverBackground': row('#5a5d5e50', '#b8b8b850', undefined, undefined),
  'list-hoverBackground': row('#2a2d2e', '#f2f2f2', '#ffffff1a', '#0f4a851a'),
  'list-activeSelectionBackground': row('#04395e', '#e8e8e8', undefined, '#0f4a851a'),
  'list-activeSelectionForeground': row('#ffffff', '#000000', undefined, undefined),
  'list-inactiveSelectionBackground': row('#37373d', '#e4e6f1', undefined, '#0f4a851a'),
  'dropdown-background': row('#313131', '#ffffff', '#000000', '#ffffff'),
  'dropdown-foreground': row('#cccccc', '#3b3b3b', '#ffffff', '#292929'),
  'dropdown-border': row('#3c3c3c', '#cecece', '#6fc3df', '#0f4a85'),
  'input-background': row('#313131', '#ffffff', '#000000', '#ffffff'),
  'input-foreground': row('#cccccc', '#3b3b3b', '#ffffff', '#292929'),
  'input-border': row('#3c3c3c', '#cecece', '#6fc3df', '#0f4a85'),
  'input-placeholderForeground': row('#989898', '#767676', '#ffffffb3', '#292929b3'),
  'inputOption-activeBackground': row('#2489db82', '#bed6ed', undefined, undefined),
  'inputOption-activeBorder': row('#2488db', '#005fb8', '#6fc3df', '#0f4a85'),
  'inputOption-activeForeground': row('#ffffff', '#000000', '#ffffff', '#292929'),
  'inputValidation-errorBackground': row('#5a1d1d', '#f2dede', '#000000', '#ffffff'),
  'inputValidation-errorBorder': row('#be1100', '#be1100', '#6fc3df', '#0f4a85'),
  'inputValidation-infoBackground': row('#063b49', '#d6ecf2', '#000000', '#ffffff'),
  'inputValidation-infoBorder': row('#007acc', '#007acc', '#6fc3df', '#0f4a85'),
  'badge-background': row('#616161', '#cccccc', '#000000', '#0f4a85'),
  'badge-foreground': row('#f8f8f8', '#3b3b3b', '#ffffff', '#ffffff'),
  'editorHoverWidget-background': row('#202020', '#f8f8f8', '#0c141f', '#ffffff'),
  'editorHoverWidget-border': row('#454545', '#c8c8c8', '#6fc3df', '#0f4a85'),
  'editorHoverWidget-foreground': row('#cccccc', '#3b3b3b', '#ffffff', '#292929'),
  'editorWidget-background': row('#202020', '#f8f8f8', '#0c141f', '#ffffff'),
  'editorLineNumber-foreground': row('#6e7681', '#6e7681', '#ffffff', '#237893'),
  'widget-shadow': row('#0000005c', '#00000029', undefined, undefined),
  'editor-findMatchBackground': row('#9e6a03', '#a8ac94', undefined, undefined),
  'editor-findMatchHighlightBackground': row('#ea5c0055', '#ea5c0055', undefined, undefined),
  'textCodeBlock-background': row('#2b2b2b', '#f8f8f8', '#000000', '#f2f2f2'),
  'progressBar-background': row('#0078d4', '#005fb8', '#6fc3df', '#0f4a85'),
  'charts-yellow': row('#cca700', '#bf8803', '#ffd700', '#895503'),
  'charts-purple': row('#b180d7', '#652d90', '#b180d7', '#652d90'),
  'charts-blue': row('#59a4f9', '#1a85ff', '#59a4f9', '#1a85ff'),
  'testing-iconPassed': row('#73c991', '#388a34', '#73c991', '#007100'),
  'testing-iconFailed': row('#f14c4c', '#f14c4c', '#f14c4c', '#b5200d'),
  'terminal-ansiBlack': row('#000000', '#000000', '#000000', '#292929'),
  'terminal-ansiRed': row('#cd3131', '#cd3131', '#cd0000', '#cd3131'),
  'terminal-ansiGreen': row('#0dbc79', '#107c10', '#00cd00', '#136c13'),
  'terminal-ansiYellow': row('#e5e510', '#949800', '#cdcd00', '#949800'),
  'terminal-ansiBlue': row('#2472c8', '#0451a5', '#0000ee', '#0451a5'),
  'terminal-ansiCyan': row('#11a8cd', '#0598bc', '#00cdcd', '#0598bc'),
  'terminal-ansiBrightBlack': row('#666666', '#666666', '#7f7f7f', '#666666'),
};

/** What VS Code writes into the page. */
export function themeStyle(name: ThemeName): string {
  const lines = Object.entries(variables).flatMap(([key, values]) => {
    const value = values[name];
    return value === undefined || value === '' ? [] : [`--vscode-${key}: ${value};`];
  });
  return [
    '--vscode-font-family: "Segoe WPC", "Segoe UI", system-ui, "Open Sans", sans-serif;',
    '--vscode-font-size: 13px;',
    '--vscode-editor-font-family: "Droid Sans Mono", monospace;',
    '--vscode-editor-font-size: 13px;',
    ...lines,
  ].join(' ');
}

/** Of the body; VS Code gives the high contrast one to its light variant too. */
export function themeClass(name: ThemeName): string {
  return name === 'high-contrast-light' ? 'vscode-high-contrast vscode-high-contrast-light' : `vscode-${name}`;
}
