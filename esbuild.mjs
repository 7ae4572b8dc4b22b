// Builds the bundles: `node esbuild.mjs [--outdir=DIR] [name…]` (all of them without a name; into dist/ by default).
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';

/** The engine needs the schemas of the SDK's packages only: a third of the size of the whole packages. */
const schemasOnly = Object.fromEntries(
  ['batch', 's3', 'cloudwatch-logs'].map((service) => [
    `@aws-sdk/client-${service}`,
    `@aws-sdk/client-${service}/dist-es/schemas/schemas_0.js`,
  ]),
);

/** The extension loads the SDK from the bundles beside its folder, when they are needed first. */
const sdkBeside = {
  name: 'sdk beside',
  setup: (building) =>
    building.onResolve({ filter: /^\.\/(sdk|moreSdk)$/ }, ({ path }) => ({ path: `.${path}.js`, external: true })),
};

/** The trigger is one file, with no more of the SDK than it uses. */
const sdkOfTrigger = {
  name: 'sdk of trigger',
  setup: (building) => building.onResolve({ filter: /^\.\/sdk$/ }, () => ({ path: resolve('src/aws/triggerSdk.ts') })),
};

const outdirOption = '--outdir=';
const outdirOptions = process.argv.slice(2).filter((word) => word.startsWith(outdirOption));
const outdir = outdirOptions.at(-1)?.slice(outdirOption.length) ?? 'dist';

const bundles = {
  engine: { entryPoints: ['src/engine/main.ts'], alias: schemasOnly },
  extension: {
    entryPoints: ['src/extension.ts'],
    // Modules, so that what is imported when it is needed first becomes a file of its own.
    format: 'esm',
    splitting: true,
    outfile: undefined,
    outdir: `${outdir}/extension`,
    outExtension: { '.js': '.mjs' },
    external: ['vscode'],
    plugins: [sdkBeside],
  },
  moreSdk: { entryPoints: ['src/aws/moreSdk.ts'] },
  sdk: { entryPoints: ['src/aws/sdk.ts'] },
  worker: { entryPoints: ['src/worker/main.ts'] },
  trigger: { entryPoints: ['src/trigger/main.ts'], plugins: [sdkOfTrigger] },
  demo: { entryPoints: ['src/demo.ts'] },
  // VS Code's webviews run in its own Chromium.
  panel: {
    entryPoints: ['src/webview/main.tsx'],
    platform: 'browser',
    target: 'chrome138',
    format: 'iife',
    keepNames: false,
    mainFields: ['module', 'main'],
  },
};

const wanted = process.argv.slice(2).filter((word) => !outdirOptions.includes(word));
for (const name of wanted) {
  if (!(name in bundles))
    throw new Error(`No bundle is called "${name}"; there are: ${Object.keys(bundles).join(', ')}`);
}
const chosen = Object.entries(bundles).filter(([name]) => wanted.length === 0 || wanted.includes(name));
for (const [, options] of chosen) {
  // The names of its files change with their content.
  if (options.splitting) rmSync(options.outdir, { recursive: true, force: true });
}
await Promise.all(
  chosen.map(([name, options]) =>
    build({
      outfile: `${outdir}/${name}.js`,
      bundle: true,
      minify: true,
      keepNames: name !== 'worker',
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      mainFields: ['module', 'main'],
      logLevel: 'warning',
      ...options,
    }),
  ),
);
