// THE table of settings: each row is also a row of `contributes.configuration` in package.json.

export type Setting = {
  readonly type: 'boolean' | 'number' | 'string';
  readonly default: boolean | number | string;
  /**
   * What a workspace may decide: `machine` settings it cannot set at all, the others only when it is trusted (they stand
   * in `restrictedConfigurations`) or, with `isHarmless`, always.
   */
  readonly scope: 'machine' | 'window' | 'resource';
  readonly isHarmless?: boolean;
};

export const settings: Readonly<Record<`awsBatch.${string}`, Setting>> = {};
