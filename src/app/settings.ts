// The user's settings, as the app reads them.

/** By name, without the prefix `awsBatch.`; ui/settings.ts says for each what the manifest says. */
export type SettingValues = {
  /** Minutes after which a local engine ends that nobody uses and that has no jobs. */
  readonly 'localEngine.idleMinutes': number;
  /** The local engine runs every command on this machine, whatever image its definition names. */
  readonly 'localEngine.runImagesOnHost': boolean;
  /** Own prices, unchecked: see usage/ownRates.ts. */
  readonly rates: object;
  /** How many runs the ledger keeps beside the pinned ones. */
  readonly 'runs.keep': number;
  /** Of which runs the user is told when they end. */
  readonly 'runs.tell': 'off' | 'failed' | 'all';
  /** Privileged containers can do anything on this machine. */
  readonly 'localEngine.allowPrivileged': boolean;
};

export interface Settings {
  get<Name extends keyof SettingValues>(name: Name): SettingValues[Name];
}
