// The page of a run panel: a frame without any content of its own, into which the panel's script draws.
import { type SavedPanel, savedPanelAttribute } from '../app/runPanel/protocol';

export type PanelPage = {
  /** From a cryptographic source, new for each page. */
  readonly nonce: string;
  /** Where VS Code serves the extension's own files from. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  readonly saved: SavedPanel;
  /** BCP 47. */
  readonly language: string;
  /** Of the panel, in the user's language: JSON by key; empty: English. */
  readonly texts: string;
};

export function runPanelHtml({ nonce, cspSource, scriptUri, styleUri, saved, language, texts }: PanelPage): string {
  const policy = [
    `default-src 'none'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>AWS Batch</title>
    <link rel="stylesheet" href="${escaped(styleUri)}">
  </head>
  <body>
    <div id="root" ${savedPanelAttribute}="${escaped(JSON.stringify(saved))}" data-texts="${escaped(texts)}"></div>
    <script nonce="${nonce}" src="${escaped(scriptUri)}"></script>
  </body>
</html>
`;
}

/** For attributes in double quotes. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
  return text.replaceAll(/[&"<>]/g, (character) => entities[character] ?? character);
}
