// What a user installs: exactly these files, and no more than this many bytes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PackageManager, listFiles } from '@vscode/vsce';
import { buildBundles } from './support/bundles';
import { projectRoot } from './support/hostFolders';
import { builtVsix } from './support/vsix';

const shipped = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/engine.js',
  'dist/extension/chunk-*.mjs',
  'dist/extension/extension.mjs',
  'dist/extension/later-*.mjs',
  'dist/moreSdk.js',
  'dist/panel.js',
  'dist/sdk.js',
  'dist/trigger.js',
  'dist/worker.js',
  'media/icon.png',
  'media/panel.css',
  'media/walkthroughOpen.svg',
  'media/walkthroughResult.svg',
  'media/walkthroughSample.svg',
  'media/walkthroughSubmit.svg',
  'package.json',
  'package.nls.json',
  'package.nls.vi.json',
  'resources/icons/batch.svg',
  'resources/icons/run-dark.svg',
  'resources/icons/run-light.svg',
  'resources/images/Dockerfile',
  'resources/l10n/bundle.l10n.vi.json',
  'resources/l10n/panel.vi.json',
  'resources/schemas/computeEnvironment.schema.json',
  'resources/schemas/jobQueue.schema.json',
  'resources/schemas/registerJobDefinition.schema.json',
  'resources/schemas/submitJob.schema.json',
  'resources/stack/pipeline.yaml',
];

/** Above these someone has pulled in what does not belong there: look (with esbuild's metafile) before you raise one. */
const budgetsKb: Readonly<Record<string, number>> = {
  'dist/extension/extension.mjs': 150,
  'dist/extension/chunk-*.mjs': 100,
  'dist/extension/later-*.mjs': 400,
  'dist/engine.js': 600,
  'dist/sdk.js': 600,
  'dist/trigger.js': 750,
  'dist/moreSdk.js': 1_100,
  'dist/worker.js': 150,
  'dist/panel.js': 150,
};

/** esbuild puts a hash of the content into the names of the parts of the extension. */
function withoutHash(file: string): string {
  return file.replaceAll('\\', '/').replace(/-[A-Z0-9]{8}\.mjs$/, '-*.mjs');
}

function pathOf(file: string): string {
  const folder = join(projectRoot, dirname(file));
  const name = readdirSync(folder).find((found) => withoutHash(found) === basename(file));
  assert.ok(name !== undefined, `There is no ${file}.`);
  return join(folder, name);
}

const vsixBudgetKb = 1_500;

describe('package', () => {
  it(`is at most ${vsixBudgetKb} kB`, async () => {
    const sizeKb = statSync(await builtVsix()).size / 1_000;
    assert.ok(sizeKb <= vsixBudgetKb, `${sizeKb.toFixed(0)} kB`);
  }).timeout(120_000);

  it('ships what is on the list and nothing else', async () => {
    const listed = await listFiles({ cwd: projectRoot, packageManager: PackageManager.None });
    assert.deepEqual(listed.map(withoutHash).sort(), shipped);
  });

  for (const [file, budgetKb] of Object.entries(budgetsKb)) {
    it(`keeps ${file} below ${budgetKb} kB`, () => {
      const sizeKb = statSync(pathOf(file)).size / 1_000;
      assert.ok(sizeKb <= budgetKb, `${sizeKb.toFixed(0)} kB`);
    });
  }

  it('carries no trace of the machine it was built on', () => {
    for (const file of Object.keys(budgetsKb)) {
      assert.ok(!readFileSync(pathOf(file), 'utf8').includes(projectRoot), file);
    }
  });

  it('keeps the extension while another bundle is built', () => {
    const bundles = buildBundles('extension');
    try {
      execFileSync(process.execPath, ['esbuild.mjs', `--outdir=${bundles.dist}`, 'worker'], { cwd: projectRoot });
      assert.ok(existsSync(join(bundles.dist, 'extension/extension.mjs')));
    } finally {
      bundles.remove();
    }
  });

  it('leaves the SDK out of what is loaded at activation', () => {
    for (const file of ['dist/extension/extension.mjs', 'dist/extension/chunk-*.mjs']) {
      assert.ok(!readFileSync(pathOf(file), 'utf8').includes('aws-sdk-js'));
    }
  });
});
