// THE table of settings: each row is also a row of `contributes.configuration` in package.json.
import type { SettingValues } from '../app/settings';

export type Setting = {
  readonly type: 'boolean' | 'number' | 'object' | 'string';
  readonly default: boolean | number | object | string;
  /**
   * What a workspace may decide: `machine` settings it cannot set at all, the others only when it is trusted (they stand
   * in `restrictedConfigurations`) or, with `isHarmless`, always.
   */
  readonly scope: 'machine' | 'window' | 'resource';
  readonly isHarmless?: boolean;
};

export const settings: Readonly<Record<`awsBatch.${keyof SettingValues}`, Setting>> = {
  'awsBatch.localEngine.idleMinutes': { type: 'number', default: 5, scope: 'machine' },
  'awsBatch.localEngine.runImagesOnHost': { type: 'boolean', default: false, scope: 'machine' },
  'awsBatch.localEngine.allowPrivileged': { type: 'boolean', default: false, scope: 'machine' },
  'awsBatch.rates': { type: 'object', default: {}, scope: 'window', isHarmless: true },
};
