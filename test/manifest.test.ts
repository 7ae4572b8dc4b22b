// The manifest says what the tables in src say, and everything a user reads is there in both languages.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commands } from '../src/app/commands';
import { documentKinds } from '../src/app/documents/documentKinds';
import { runWords } from '../src/app/runs/runsList';
import { nodeKinds } from '../src/app/tree';
import { tokens } from '../src/app/tree/tokens';
import { settings } from '../src/ui/settings';
import {
  type Manifest,
  type Product,
  type Texts,
  difference,
  manifestFaults,
  placeholderFaults,
} from './support/manifestFaults';
import { shownTexts } from './support/shownTexts';
import { vscodeVersions } from './support/vscodeServer';

const root = resolve(__dirname, '..');
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
const manifest = readJson('package.json') as Manifest & {
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
};

const viewItemWords = [...Object.keys(nodeKinds), ...Object.keys(tokens), ...runWords];

describe('manifest', () => {
  it('agrees with the tables and the translations', () => {
    const translations = Object.fromEntries(
      ['package.nls.json', 'package.nls.vi.json'].map((file) => [file, readJson(file) as Texts]),
    );
    assert.deepEqual(
      manifestFaults({
        ...{ manifest, translations, settings, viewItemWords },
        commandIds: Object.keys(commands),
        documents: Object.values(documentKinds),
      }),
      [],
    );
  });

  it('names files that exist', () => {
    const files = JSON.stringify(manifest.contributes).match(/(?:media|resources)\/[^"]+/g) ?? [];
    assert.deepEqual(
      [manifest.icon, ...files].filter((file) => !existsSync(join(root, file))),
      [],
    );
  });

  it('promises the VS Code that the tests run in, and is compiled against its API', () => {
    const minor = vscodeVersions.oldest.replace(/\.\d+$/, '');
    assert.equal(manifest.engines.vscode, `^${minor}.0`);
    assert.ok(manifest.devDependencies['@types/vscode']?.startsWith(minor));
  });

  it('has a Vietnamese text for each that the code shows, and no other', () => {
    const shown = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /^(app[\\/]|ui[\\/]|extension\.ts$).*/.test(path) && path.endsWith('.ts'))
      .flatMap((path) => shownTexts(readFileSync(join(root, 'src', path), 'utf8'), path));
    const texts = [...new Set(shown)];
    const vietnamese = readJson('resources/l10n/bundle.l10n.vi.json') as Texts;
    assert.deepEqual(difference(texts, Object.keys(vietnamese), 'src', 'bundle.l10n.vi.json'), []);
    const english = Object.fromEntries(texts.map((text) => [text, text]));
    assert.deepEqual(placeholderFaults({ english, vietnamese }), []);
  });
});

describe('the manifest check itself', () => {
  const sound: Product = {
    manifest: {
      activationEvents: ['onUri'],
      capabilities: { untrustedWorkspaces: { restrictedConfigurations: ['awsBatch.region'] } },
      contributes: {
        commands: [{ command: 'awsBatch.open', title: '%open%', category: 'AWS Batch' }],
        menus: { 'view/title': [{ command: 'awsBatch.open' }, { command: 'workbench.action.reload' }] },
        configuration: { properties: { 'awsBatch.region': { type: 'string', default: '', scope: 'window' } } },
      },
    },
    translations: {
      english: { open: 'Open {0} [now](command:awsBatch.open)' },
      other: { open: 'Mở {0} [x](command:awsBatch.open)' },
    },
    commandIds: ['awsBatch.open'],
    settings: { 'awsBatch.region': { type: 'string', default: '', scope: 'window' } },
    viewItemWords: ['job', 'id'],
    documents: [],
  };
  const { contributes } = sound.manifest;
  const withContributes = (part: Partial<Manifest['contributes']>): Product => ({
    ...sound,
    manifest: { ...sound.manifest, contributes: { ...contributes, ...part } },
  });
  const open = { command: 'awsBatch.open', title: '%open%', category: 'AWS Batch' };
  const region = { type: 'string', default: '', scope: 'window' } as const;

  it('finds no fault with a sound product', () => assert.deepEqual(manifestFaults(sound), []));

  const planted: Readonly<Record<string, Product>> = {
    'a command without a row': { ...sound, commandIds: ['awsBatch.open', 'awsBatch.close'] },
    'a row without a command': withContributes({ commands: [open, { ...open, command: 'awsBatch.close' }] }),
    'another category': withContributes({ commands: [{ ...open, category: 'AWS' }] }),
    'a menu of no command': withContributes({ menus: { 'view/title': [{ command: 'awsBatch.gone' }] } }),
    'a row of the tree that there is not': withContributes({
      menus: {
        'view/item/context': [
          { command: 'awsBatch.open', when: String.raw`viewItem =~ /^(job|jib)\+(.+\+)?id(\+|$)/` },
        ],
      },
    }),
    'a setting without a row': withContributes({
      configuration: { properties: { 'awsBatch.region': region, 'awsBatch.other': region } },
    }),
    'another default': withContributes({
      configuration: { properties: { 'awsBatch.region': { ...region, default: 'x' } } },
    }),
    'a setting that an untrusted workspace may choose': {
      ...sound,
      manifest: { ...sound.manifest, capabilities: { untrustedWorkspaces: { restrictedConfigurations: [] } } },
    },
    'a text that is missing': { ...sound, translations: { ...sound.translations, other: {} } },
    'a text that nothing uses': {
      ...sound,
      translations: { ...sound.translations, other: { ...sound.translations.other, old: 'Cũ' } },
    },
    'a translation without its placeholder': {
      ...sound,
      translations: { ...sound.translations, other: { open: 'Mở [x](command:awsBatch.open)' } },
    },
    'a document without a schema': { ...sound, documents: [{ suffix: '.x.json', schema: 'x.json', actions: [] }] },
    'an activation for files of others': {
      ...sound,
      manifest: { ...sound.manifest, activationEvents: ['workspaceContains:**/*.json'] },
    },
    'an activation at start-up': { ...sound, manifest: { ...sound.manifest, activationEvents: ['onStartupFinished'] } },
  };
  for (const [name, product] of Object.entries(planted)) {
    it(`finds ${name}`, () => assert.equal(manifestFaults(product).length, 1, manifestFaults(product).join('\n')));
  }

  it('finds a title that is not translated', () => {
    assert.ok(manifestFaults(withContributes({ commands: [{ ...open, title: 'Open' }] })).length > 0);
  });

  it('refuses a text that cannot be translated', () => {
    assert.deepEqual(shownTexts(`vscode.l10n.t('Open {0}', name); t("Close"); other('no');`, 'a.ts'), [
      'Open {0}',
      'Close',
    ]);
    assert.throws(() => shownTexts('\nl10n.t(`Open ${name}`);', 'a.ts'), /a\.ts:2/);
  });
});
