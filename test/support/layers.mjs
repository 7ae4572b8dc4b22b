// The layer table: what each folder of src may not import. Read by the linter and by test/architecture.test.ts.
// A folder may import itself, what stands in `allowed`, and node's own modules unless `node: false`.
const folders = [
  { folder: 'core', allowed: [], node: false, sdk: false },
  { folder: 'app', allowed: ['core'], node: false, sdk: false },
  { folder: 'aws', allowed: ['core', 'app'], node: true, sdk: true },
  { folder: 'worker', allowed: ['core'], node: true, sdk: false },
  { folder: 'engine', allowed: [], node: true, sdk: true },
];

export const layers = folders.map(({ folder, allowed, node, sdk }) => ({
  folder,
  allowed,
  node,
  sdk,
  forbidden: [
    ...folders
      .map((other) => other.folder)
      .filter((other) => other !== folder && !allowed.includes(other))
      .map((other) => ({ regex: `^(\\.\\./)+${other}/`, message: `src/${folder} may not import src/${other}.` })),
    ...(node ? [] : [{ regex: '^node:', message: `src/${folder} does no I/O of its own: use a port.` }]),
    ...(sdk ? [] : [{ regex: '^@(aws-sdk|smithy)/', message: `src/${folder} knows nothing of the SDK.` }]),
    { regex: '^vscode$', message: 'Only src/ui and src/extension.ts may import vscode.' },
  ],
}));
