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
  /** Of a number. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** All that a text may be. */
  readonly enum?: readonly string[];
};

export const settings: Readonly<Record<`awsBatch.${keyof SettingValues}`, Setting>> = {
  'awsBatch.localEngine.idleMinutes': { type: 'number', default: 5, scope: 'machine', minimum: 1, maximum: 1440 },
  'awsBatch.localEngine.runImagesOnHost': { type: 'boolean', default: false, scope: 'machine' },
  'awsBatch.localEngine.allowPrivileged': { type: 'boolean', default: false, scope: 'machine' },
  'awsBatch.runs.keep': { type: 'number', default: 2000, scope: 'machine', minimum: 100, maximum: 20_000 },
  'awsBatch.runs.tell': {
    ...{ type: 'string', default: 'off', scope: 'window', isHarmless: true },
    enum: ['off', 'failed', 'all'],
  },
  'awsBatch.rates': { type: 'object', default: {}, scope: 'window', isHarmless: true },
};

/** What the setting comes to: a user may write anything into settings.json. */
export function effectiveValue({ type, default: fallback, minimum, maximum, enum: allowed }: Setting, value: unknown) {
  if (typeof value !== type) return fallback;
  if (typeof value === 'number') {
    return Number.isFinite(value) ? Math.min(Math.max(value, minimum ?? value), maximum ?? value) : fallback;
  }
  return allowed === undefined || allowed.includes(String(value)) ? value : fallback;
}
