// The layer table: what each place in src may import. Read by the linter and by test/architecture.test.ts.
// A place is a folder or one file; for a file inside a folder that has a row of its own, its own row counts.
// It may import itself and the places in `allowed` (folders, or single files without their ending); `node`: node's own
// modules and packages of the registry; `packages`: these packages, which do no I/O, where `node` is false;
// `sdk`: the AWS SDK, `types` leaves nothing of it in the bundle; `vscode`: VS Code's API.
const table = [
  { place: 'core', allowed: [], node: false, sdk: 'none', vscode: false },
  { place: 'app', allowed: ['core'], node: false, packages: ['valibot'], sdk: 'none', vscode: false },
  { place: 'aws', allowed: ['core', 'app'], node: true, sdk: 'types', vscode: false },
  // The only files that pull the SDK in, so that they can be bundles of their own, loaded on the first call.
  { place: 'aws/sdk.ts', allowed: [], node: true, sdk: 'values', vscode: false },
  // What the upload trigger needs of it.
  { place: 'aws/triggerSdk.ts', allowed: [], node: true, sdk: 'values', vscode: false },
  { place: 'aws/moreSdk.ts', allowed: [], node: true, sdk: 'values', vscode: false },
  { place: 'worker', allowed: ['core'], node: true, sdk: 'none', vscode: false },
  { place: 'trigger', allowed: ['core', 'app', 'aws'], node: true, sdk: 'none', vscode: false },
  { place: 'engine', allowed: [], node: true, sdk: 'values', vscode: false },
  { place: 'ui', allowed: ['core', 'app'], node: true, sdk: 'none', vscode: true },
  {
    // Runs in the page of a webview: it meets the rest in the messages only.
    place: 'webview',
    allowed: ['core', 'app/runPanel/protocol'],
    node: false,
    packages: ['ansi-sequence-parser', 'preact', 'preact/hooks', 'valibot'],
    sdk: 'none',
    vscode: false,
  },
  // The composition roots. Neither imports the engine: it is its own process, reached by URL.
  { place: 'demo', allowed: ['core', 'app', 'aws'], node: true, sdk: 'none', vscode: false },
  { place: 'demo.ts', allowed: ['core', 'app', 'aws', 'demo'], node: true, sdk: 'none', vscode: false },
  { place: 'extension.ts', allowed: ['core', 'app', 'aws', 'ui'], node: true, sdk: 'none', vscode: true },
];

/** Names of folders only: what stands in `allowed`, and what a linter's pattern can tell apart. */
const folders = table.map(({ place }) => place).filter((place) => !place.endsWith('.ts'));

/** The single files of a folder that a place may import all the same. */
function exceptions({ allowed }, folder) {
  const files = allowed
    .filter((place) => place.startsWith(`${folder}/`))
    .map((place) => place.slice(folder.length + 1));
  return files.length === 0 ? '' : `(?!(${files.join('|')})$)`;
}

export const layers = table.map((row) => ({
  ...row,
  files: row.place.endsWith('.ts') ? `src/${row.place}` : `src/${row.place}/**/*.{ts,tsx}`,
  forbidden: [
    ...folders
      .filter((other) => row.place.split('/')[0] !== other && !row.allowed.includes(other))
      .map((other) => ({
        regex: `^\\.{1,2}/(\\.\\./)*${other}/${exceptions(row, other)}`,
        message: `${row.place} may not import ${other}.`,
      })),
    ...(row.node ? [] : [{ regex: '^node:', message: `${row.place} does no I/O of its own: use a port.` }]),
    ...(row.sdk === 'values'
      ? []
      : [
          {
            regex: '^@(aws-sdk|smithy)/',
            allowTypeImports: row.sdk === 'types',
            message: `${row.place} ${row.sdk === 'types' ? 'takes types only from the SDK: values come from aws/sdk.ts and aws/moreSdk.ts.' : 'knows nothing of the SDK.'}`,
          },
        ]),
    ...(row.vscode ? [] : [{ regex: '^vscode$', message: 'Only src/ui and src/extension.ts may import vscode.' }]),
  ],
}));
