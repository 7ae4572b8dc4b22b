// Checks sources against the layer table: forbidden imports, files outside the table, import cycles.
import { posix } from 'node:path';
import { type Import, importsOf } from './imports';
import { type Layer, layers } from './layers.mjs';

export type Source = {
  /** Relative to src, with `/`. */
  readonly path: string;
  readonly text: string;
};

/** One sentence for each import that the table does not allow, and for each file that it does not know. */
export function layerFaults(sources: readonly Source[]): readonly string[] {
  const paths = new Set(sources.map(({ path }) => path));
  return sources.flatMap(({ path, text }) => {
    const layer = layerOf(path);
    if (layer === undefined) return [`src/${path} is in no row of test/support/layers.mjs: give its place one.`];
    return importsOf(text, path).flatMap((found) => {
      const fault = faultOf(path, layer, found, paths);
      return fault === undefined ? [] : [`src/${path}:${found.line} imports '${found.specifier}': ${fault}`];
    });
  });
}

function layerOf(path: string): Layer | undefined {
  const rows = layers.filter(({ place }) => path === place || path.startsWith(`${place}/`));
  return rows.sort((one, other) => other.place.length - one.place.length)[0];
}

function faultOf(path: string, layer: Layer, found: Import, paths: ReadonlySet<string>): string | undefined {
  const { specifier } = found;
  // Data that the package ships: it ties nothing together.
  if (/^(\.\.\/)+resources\/.*\.json$/.test(specifier)) return undefined;
  if (specifier.startsWith('.')) {
    const target = resolve(path, specifier, paths);
    if (target === undefined) return 'there is no such file in src.';
    const folder = target.includes('/') ? (target.split('/')[0] ?? '') : target;
    const isOwn = folder === path.split('/')[0];
    const file = target.replace(/\.tsx?$/, '');
    return isOwn || layer.allowed.includes(folder) || layer.allowed.includes(file)
      ? undefined
      : `${layer.place} may not import ${folder}.`;
  }
  if (specifier === 'vscode') return layer.vscode ? undefined : 'only ui and extension.ts may import vscode.';
  if (/^@(aws-sdk|smithy)\//.test(specifier)) {
    if (layer.sdk === 'values' || (layer.sdk === 'types' && found.isTypeOnly)) return undefined;
    return layer.sdk === 'types'
      ? 'only types: values come from aws/sdk.ts and aws/moreSdk.ts.'
      : `${layer.place} knows nothing of the SDK.`;
  }
  return layer.node || layer.packages?.includes(specifier)
    ? undefined
    : `${layer.place} does no I/O of its own: use a port.`;
}

function resolve(from: string, specifier: string, paths: ReadonlySet<string>): string | undefined {
  const target = posix.join(posix.dirname(from), specifier);
  return [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find((candidate) => paths.has(candidate));
}

/** Each import cycle once, as the paths along it. Imports of types count too: they tie the files together all the same. */
export function importCycles(sources: readonly Source[]): readonly (readonly string[])[] {
  const paths = new Set(sources.map(({ path }) => path));
  const targets = new Map(
    sources.map(({ path, text }) => [
      path,
      importsOf(text, path).flatMap(({ specifier }) =>
        specifier.startsWith('.') ? (resolve(path, specifier, paths) ?? []) : [],
      ),
    ]),
  );
  const cycles: (readonly string[])[] = [];
  const finished = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    const at = trail.indexOf(path);
    if (at >= 0) cycles.push([...trail.slice(at), path]);
    if (at >= 0 || finished.has(path)) return;
    trail.push(path);
    for (const target of targets.get(path) ?? []) visit(target);
    trail.pop();
    finished.add(path);
  };
  for (const path of targets.keys()) visit(path);
  return cycles;
}
