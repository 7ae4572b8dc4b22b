// The types of layers.mjs, which stays plain JavaScript because the linter's configuration reads it.
export type Layer = {
  /** Folder or file, relative to src. */
  readonly place: string;
  /** Folders, or single files without their ending. */
  readonly allowed: readonly string[];
  /** May import node's own modules and packages of the registry. */
  readonly node: boolean;
  /** Packages that it may import although `node` is false: they do no I/O. */
  readonly packages?: readonly string[];
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
