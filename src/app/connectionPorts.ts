// What connections need of the world: the local engine, AWS's files, secrets, and sessions made of them.
import type { Connection } from '../core/connection';
import type { Session } from './session';

export type EngineAddress = {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** The local engine of this user: a process of its own, shared by every window. */
export interface EnginePort {
  /**
   * Finds the engine that runs, or starts one. An abort leaves one that was begun to itself.
   * @throws AppError `engine` with what the engine said; `untrusted` in Restricted Mode.
   */
  start(signal: AbortSignal): Promise<EngineAddress>;
  /** The engine that runs and answers; undefined when there is none. */
  find(signal: AbortSignal): Promise<EngineAddress | undefined>;
  /**
   * Asks it to end, with its jobs, and waits until it has.
   * @returns false when none was running.
   * @throws AppError `engine` when it does not end.
   */
  stop(signal: AbortSignal): Promise<boolean>;
  /** What the engines of this user wrote last, oldest first. */
  readLog(): Promise<string>;
}

/** How a profile gets its credentials: it decides what can be done when they have expired. */
export type ProfileKind = 'keys' | 'sso' | 'login' | 'process' | 'webIdentity' | 'none';

export type AwsProfile = {
  readonly name: string;
  readonly region?: string;
  /** Of the profile, or of the one at the root of its `source_profile` chain. */
  readonly kind: ProfileKind;
  /** The profile whose sign-in gives the credentials: itself, or the root of its chain. */
  readonly signInProfile: string;
  readonly isRole: boolean;
  readonly hasEndpoint: boolean;
};

/** What AWS's files and this process's environment offer. */
export type AwsProfiles = {
  /** `default` first, then by name. */
  readonly profiles: readonly AwsProfile[];
  /** AWS_PROFILE. */
  readonly environmentProfile?: string;
  /** AWS_REGION or AWS_DEFAULT_REGION. */
  readonly environmentRegion?: string;
};

export interface ProfilesPort {
  /** Reads the files anew. @throws AppError `invalid` when one is there and cannot be read. */
  list(): Promise<AwsProfiles>;
}

export type AccessKey = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** Keeps secrets where only this user's VS Code reads them. */
export interface SecretsPort {
  getAccessKey(endpointUrl: string): Promise<AccessKey | undefined>;
  storeAccessKey(endpointUrl: string, key: AccessKey): Promise<void>;
}

/** Writes a profile into AWS's config and credentials files. */
export interface ProfileFilesPort {
  /** Paths of the files, to show. */
  readonly configPath: string;
  readonly credentialsPath: string;
  /**
   * Sets these keys of the profile; everything else in both files stays as it is.
   * @throws AppError `invalid` when a file cannot be read or written.
   */
  write(profile: ProfileEntries): Promise<void>;
}

export type ProfileEntries = {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, string>>;
};

export interface ProgramsPort {
  /** Whether a shell would find the program. */
  has(program: string): Promise<boolean>;
}

export interface SessionFactory {
  /**
   * Fetches credentials, or starts the engine; asks for an MFA code where the profile wants one.
   * @param signal of the session: aborted when it ends, or is not wanted any longer. Its connections are closed then.
   * @throws AppError `signedOut`, `expired`, `engine`, `untrusted`, `invalid`; the signal's reason.
   */
  open(connection: Connection, signal: AbortSignal): Promise<Session>;
}
