// Compares the manifest with the tables in src and with its translations.
import { isDeepStrictEqual } from 'node:util';
import type { Setting } from '../../src/ui/settings';

/** A kind of document: what src/app/documents/documentKinds.ts says of it. */
export type ShownDocument = {
  readonly suffix: string;
  readonly schema: string;
  readonly actions: readonly { readonly command: string }[];
};

type Menu = { readonly command?: string; readonly submenu?: string; readonly when?: string };

export type Manifest = {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category?: string }[];
    readonly menus?: Readonly<Record<string, readonly Menu[]>>;
    readonly keybindings?: readonly Menu[];
    readonly jsonValidation?: readonly { readonly fileMatch: string; readonly url: string }[];
    readonly walkthroughs?: readonly { readonly steps: readonly { readonly completionEvents: readonly string[] }[] }[];
    readonly configuration?: {
      readonly properties: Readonly<Record<string, Omit<Setting, 'isHarmless'> & { readonly description?: string }>>;
    };
  };
};

export type Texts = Readonly<Record<string, string>>;

export type Product = {
  readonly manifest: Manifest;
  /** By the name of the file. */
  readonly translations: Readonly<Record<string, Texts>>;
  readonly commandIds: readonly string[];
  readonly settings: Readonly<Record<string, Setting>>;
  /** Of which the contextValue of a tree's row is made. */
  readonly viewItemWords: readonly string[];
  readonly documents: readonly ShownDocument[];
};

/** One sentence for each disagreement. */
export function manifestFaults(product: Product): readonly string[] {
  return [
    ...commandFaults(product),
    ...referenceFaults(product),
    ...viewItemFaults(product),
    ...settingFaults(product),
    ...translationFaults(product),
    ...documentFaults(product),
    ...activationFaults(product),
  ];
}

function commandFaults({ manifest, commandIds }: Product): readonly string[] {
  const { commands } = manifest.contributes;
  return [
    ...difference(
      commandIds,
      commands.map(({ command }) => command),
      'src/app/commands/index.ts',
      'contributes.commands',
    ),
    ...commands
      .filter(({ category }) => category !== 'AWS Batch')
      .map(({ command }) => `${command}: its category must be "AWS Batch".`),
    ...commands
      .filter(({ title }) => keyOf(title) === undefined)
      .map(({ command }) => `${command}: its title must be a key of package.nls.json.`),
  ];
}

/** VS Code makes these itself, for each view. */
const madeByVsCode = /^awsBatch\.explorer\./;

/** Menus, keys, the links of texts and the steps of walkthroughs that name a command of ours. */
function referenceFaults({ manifest, translations, commandIds }: Product): readonly string[] {
  const { menus = {}, keybindings = [], walkthroughs = [] } = manifest.contributes;
  const named = [...Object.values(menus).flat(), ...keybindings].flatMap(({ command }) => command ?? []);
  const awaited = walkthroughs
    .flatMap(({ steps }) => steps)
    .flatMap(({ completionEvents }) => completionEvents)
    .map((event) => event.replace(/^onCommand:/, ''));
  const linked = Object.values(translations)
    .flatMap((texts) => Object.values(texts))
    .flatMap(linksOf);
  return [...new Set([...named, ...awaited, ...linked])]
    .filter((id) => id.startsWith('awsBatch.') && !madeByVsCode.test(id) && !commandIds.includes(id))
    .map((id) => `${id} is named by a menu, a key, a walkthrough or a text, but there is no such command.`);
}

/** A condition on a word that no row of the tree has never holds. */
function viewItemFaults({ manifest, viewItemWords }: Product): readonly string[] {
  const { menus = {}, keybindings = [] } = manifest.contributes;
  const conditions = [...Object.values(menus).flat(), ...keybindings].flatMap(({ when }) => when ?? []);
  const words = conditions.flatMap((when) =>
    [...when.matchAll(/viewItem\s*(?:=~\s*\/((?:\\.|[^/])+)\/|[!=]=+\s*'?([\w+]+))/g)].flatMap(
      ([, pattern, value]) => (pattern ?? value ?? '').replace(/\\./g, ' ').match(/\w+/g) ?? [],
    ),
  );
  return [...new Set(words)]
    .filter((word) => !viewItemWords.includes(word))
    .map((word) => `A menu asks for viewItem "${word}", which is neither a kind of node nor a token.`);
}

function settingFaults({ manifest, settings }: Product): readonly string[] {
  const declared = manifest.contributes.configuration?.properties ?? {};
  const restricted = Object.keys(settings).filter(
    (key) => settings[key]?.scope !== 'machine' && settings[key]?.isHarmless !== true,
  );
  return [
    ...difference(Object.keys(settings), Object.keys(declared), 'src/ui/settings.ts', 'contributes.configuration'),
    ...difference(
      restricted,
      manifest.capabilities.untrustedWorkspaces.restrictedConfigurations,
      'what src/ui/settings.ts makes of it',
      'restrictedConfigurations',
    ),
    ...Object.entries(settings).flatMap(([key, setting]) =>
      (['type', 'default', 'scope', 'minimum', 'maximum', 'enum'] as const)
        .filter((part) => declared[key] !== undefined && !isDeepStrictEqual(declared[key][part], setting[part]))
        .map((part) => `${key}: its ${part} in the manifest and in src/ui/settings.ts differ.`),
    ),
  ];
}

function translationFaults({ manifest, translations }: Product): readonly string[] {
  const used = [...new Set(stringsIn(manifest).flatMap((text) => keyOf(text) ?? []))];
  return [
    ...Object.entries(translations).flatMap(([file, texts]) =>
      difference(used, Object.keys(texts), 'the manifest', file),
    ),
    ...placeholderFaults(translations),
  ];
}

/** Each translation of a text must have the links and the `{0}` of the others. */
export function placeholderFaults(translations: Readonly<Record<string, Texts>>): readonly string[] {
  const [[, first] = ['', {}], ...others] = Object.entries(translations);
  return others.flatMap(([file, texts]) =>
    Object.entries(texts)
      .filter(([key, text]) => first[key] !== undefined && fixedParts(first[key]) !== fixedParts(text))
      .map(([key]) => `${file}: "${key}" has other links or placeholders than the English text.`),
  );
}

function fixedParts(text: string): string {
  return [...linksOf(text), ...(text.match(/\{\d+\}/g) ?? [])].sort().join(' ');
}

/** A document has its schema, its buttons in the editor's title, and commands that are offered for it alone. */
function documentFaults({ manifest, documents }: Product): readonly string[] {
  const { menus = {}, jsonValidation = [] } = manifest.contributes;
  const whenShown = ({ suffix }: ShownDocument) => `resourceFilename =~ /${suffix.replaceAll('.', '\\.')}$/`;
  const wanted = documents.flatMap((document) =>
    document.actions.map(({ command }) => `${command} when ${whenShown(document)}`),
  );
  const inMenu = (menu: string): readonly string[] =>
    (menus[menu] ?? [])
      .filter(({ when = '' }) => when.startsWith('resourceFilename'))
      .map(({ command = '', when = '' }) => `${command} when ${when}`);
  return [
    ...difference(
      documents.map(({ suffix, schema }) => `*${suffix} ./resources/schemas/${schema}`),
      jsonValidation.map(({ fileMatch, url }) => `${fileMatch} ${url}`),
      'the table of documents',
      'contributes.jsonValidation',
    ),
    ...['editor/title', 'commandPalette'].flatMap((menu) =>
      difference(wanted, inMenu(menu), 'the table of documents', menu),
    ),
  ];
}

/** Nothing of the extension may run before the user asks for it, or has a document for it in the workspace. */
function activationFaults({ manifest, documents }: Product): readonly string[] {
  const forDocuments = documents.map(({ suffix }) => `workspaceContains:**/*${suffix}`);
  return manifest.activationEvents
    .filter((event) => !forDocuments.includes(event))
    .filter((event) => !/^on(View|Command|Uri|Walkthrough|FileSystem|WebviewPanel)\b/.test(event))
    .map((event) => `activationEvents: ${event} wakes the extension unasked.`);
}

function linksOf(text: string): readonly string[] {
  return [...text.matchAll(/command:(?:toSide:)?([\w.]+)/g)].map(([, id = '']) => id);
}

function keyOf(text: string): string | undefined {
  return /^%(.+)%$/.exec(text)?.[1];
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** What stands in one list and not in the other. */
export function difference(
  one: readonly string[],
  other: readonly string[],
  oneName: string,
  otherName: string,
): readonly string[] {
  return [
    ...one
      .filter((entry) => !other.includes(entry))
      .map((entry) => `"${entry}" is in ${oneName}, not in ${otherName}.`),
    ...other
      .filter((entry) => !one.includes(entry))
      .map((entry) => `"${entry}" is in ${otherName}, not in ${oneName}.`),
  ];
}
