// Loads most of the extension's code: to read it takes longer than all that activation does.
import type * as laterModule from './later';

export type Later = () => Promise<typeof laterModule>;

/** Loads it, or gives what was loaded. */
export const loadLater: Later = () => import('./later');
