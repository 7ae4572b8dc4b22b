// The types of layers.mjs, which stays plain JavaScript because the linter's configuration reads it.
export type Layer = {
  /** Folder or file, relative to src. */
  readonly place: string;
  readonly allowed: readonly string[];
  /** May import node's own modules and packages of the registry. */
  readonly node: boolean;
  readonly sdk: 'none' | 'types' | 'values';
  readonly vscode: boolean;
  /** The same files as a glob for the linter. */
  readonly files: string;
  /** The same rules as patterns for the linter. */
  readonly forbidden: readonly {
    readonly regex: string;
    readonly message: string;
    readonly allowTypeImports?: boolean;
  }[];
};

export const layers: readonly Layer[];
