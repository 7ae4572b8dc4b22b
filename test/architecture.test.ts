// The layers of src, as drawn in ARCHITECTURE.md: who may import whom, no cycles, no file that grew too large.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importsOf } from './support/imports';
import { type Source, importCycles, layerFaults } from './support/layerFaults';

const root = resolve(__dirname, '..');
const maxLines = 350;

function sourcesBelow(folder: string): readonly Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(root, folder, path), 'utf8') }));
}

describe('architecture', () => {
  const sources = sourcesBelow('src');

  it('keeps to the layer table', () => assert.deepEqual(layerFaults(sources), []));

  it('has no import cycle', () => assert.deepEqual(importCycles(sources), []));

  it(`has no file of more than ${maxLines} lines`, () => {
    const files = [...sources, ...sourcesBelow('test')].map(({ path, text }) => ({
      path,
      lines: text.trimEnd().split('\n').length,
    }));
    assert.deepEqual(
      files.filter(({ lines }) => lines > maxLines),
      [],
    );
  });
});

describe('the architecture check itself', () => {
  const core = { path: 'core/job.ts', text: 'export const job = 1;' };
  const gateway = { path: 'aws/gateway.ts', text: 'export const gateway = 1;' };
  const others = [
    core,
    gateway,
    { path: 'app/l10n.ts', text: '' },
    { path: 'app/runPanel/protocol.ts', text: `import * as v from 'valibot';` },
  ];
  const faultsOf = (path: string, text: string): number => layerFaults([{ path, text }, ...others]).length;

  const planted: readonly [path: string, text: string][] = [
    ['core/a.ts', `import { readFileSync } from 'node:fs';`],
    ['core/a.ts', `import { gateway } from '../aws/gateway';`],
    ['app/deep/a.ts', `import type { gateway } from '../../aws/gateway';`],
    ['app/a.ts', `import type { BatchClient } from '@aws-sdk/client-batch';`],
    ['app/a.ts', `import * as vscode from 'vscode';`],
    ['app/a.ts', `type Uri = import('vscode').Uri;`],
    ['aws/a.ts', `import { BatchClient } from '@aws-sdk/client-batch';`],
    ['aws/a.ts', `import { type Job, BatchClient } from '@aws-sdk/client-batch';`],
    ['aws/a.ts', `export * from '@smithy/core';`],
    ['aws/a.ts', `const sdk = await import('@aws-sdk/client-s3');`],
    ['aws/a.ts', `const sdk = require('@aws-sdk/client-s3');`],
    ['engine/a.ts', `import { job } from '../core/job';`],
    ['engine/a.ts', `export { job } from '../core/job';`],
    ['ui/a.ts', `import { gateway } from '../aws/gateway';`],
    ['webview/a.ts', `import { t } from '../app/l10n';`],
    ['webview/a.tsx', `import { useState } from 'preact/compat'; export const a = <b />;`],
    ['worker/a.ts', `import { missing } from './missing';`],
    ['extras/a.ts', ``],
    ['main.ts', ``],
  ];
  for (const [path, text] of planted) {
    it(`refuses ${path}: ${text}`, () => assert.equal(faultsOf(path, text), 1));
  }

  it('accepts what the table allows', () => {
    const allowed: readonly [path: string, text: string][] = [
      ['app/deep/a.ts', `import { job } from '../../core/job';`],
      [
        'aws/a.ts',
        `import type { Job } from '@aws-sdk/client-batch'; import { type Other } from '@aws-sdk/client-s3';`,
      ],
      ['aws/sdk.ts', `export { BatchClient } from '@aws-sdk/client-batch';`],
      ['engine/a.ts', `import { createServer } from 'node:http';`],
      ['ui/a.ts', `import * as vscode from 'vscode'; import { job } from '../core/job';`],
      ['extension.ts', `import { gateway } from './aws/gateway'; import * as vscode from 'vscode';`],
      ['webview/a.tsx', `import { readHostMessage } from '../app/runPanel/protocol'; import { render } from 'preact';`],
      ['app/a.ts', `import schema from '../../resources/schemas/job.schema.json';`],
      ['core/a.ts', `// import { readFileSync } from 'node:fs';\nexport const text = "import 'node:fs'";`],
    ];
    for (const [path, text] of allowed) assert.equal(faultsOf(path, text), 0, `${path}: ${text}`);
  });

  it('finds a cycle, through imports of types too', () => {
    const cycle = importCycles([
      { path: 'core/a.ts', text: `import { b } from './b';` },
      { path: 'core/b.ts', text: `export * from './deep/c';` },
      { path: 'core/deep/c.ts', text: `import type { a } from '../a';` },
      { path: 'core/d.ts', text: `import { a } from './a';` },
    ]);
    assert.deepEqual(cycle, [['core/a.ts', 'core/b.ts', 'core/deep/c.ts', 'core/a.ts']]);
  });

  it('names the line of an import', () => {
    assert.deepEqual(importsOf(`const a = 1;\n\nimport type { B } from './b';`), [
      { specifier: './b', isTypeOnly: true, line: 3 },
    ]);
  });
});
