// The credentials of a profile, or of the environment: fetched once for all clients, and again before they expire.
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { AppError } from '../core/errors';
import type { AwsFilePaths } from './awsFiles';
import { loadSdk } from './loadSdk';

export type CredentialsProvider = () => Promise<AwsCredentialIdentity>;

export type CredentialsOptions = {
  /** Undefined: the SDK's own chain (environment, AWS_PROFILE or the default profile, container, instance). */
  readonly profile: string | undefined;
  /** For the calls to STS, when the profile names none. */
  readonly region: string;
  readonly files: AwsFilePaths;
  readonly stsEndpoint: string | undefined;
  /** Asks the user for the code that this device shows. */
  readonly askMfaCode: (device: string) => Promise<string>;
  readonly now?: () => number;
};

/** The SDK refreshes when this is left, so that a request never carries what expires on its way. */
const refreshBeforeMs = 5 * 60_000;

/**
 * The user is asked for an MFA code by the first fetch only: a later one happens in the background, and fails with
 * `expired` instead.
 */
export async function profileCredentials(options: CredentialsOptions): Promise<CredentialsProvider> {
  const { profile, region, files, stsEndpoint, askMfaCode, now = Date.now } = options;
  const { fromIni, fromNodeProviderChain } = await loadSdk();
  let mayAsk = true;
  const init = {
    ...(profile !== undefined && { profile }),
    filepath: files.credentialsPath,
    configFilepath: files.configPath,
    // Another program may have renewed what the files hold.
    ignoreCache: true,
    parentClientConfig: { region, ...(profile !== undefined && { profile }) },
    clientConfig: {
      ignoreConfiguredEndpointUrls: true,
      ...(stsEndpoint !== undefined && { endpoint: stsEndpoint }),
    },
    mfaCodeProvider: (device: string): Promise<string> => {
      if (mayAsk) return askMfaCode(device);
      const text = `The session that was begun with an MFA code of ${device} has ended: sign in again with a new one.`;
      return Promise.reject(new AppError('expired', text));
    },
  };
  // Not the chain for a profile that was chosen: it would go on to an instance's role when the profile fails.
  // A copy each time: it keeps the STS client, which keeps the credentials that the role was assumed with.
  const fetch = (): Promise<AwsCredentialIdentity> =>
    profile === undefined ? fromNodeProviderChain({ ...init })() : fromIni({ ...init })();
  return shareCredentials(async () => {
    const credentials = await fetch();
    mayAsk = false;
    return credentials;
  }, now);
}

/** One fetch at a time, whoever asks; kept until shortly before it expires. A failure is not kept. */
export function shareCredentials(fetch: CredentialsProvider, now: () => number): CredentialsProvider {
  let kept: AwsCredentialIdentity | undefined;
  let pending: Promise<AwsCredentialIdentity> | undefined;
  const leftMs = ({ expiration }: AwsCredentialIdentity): number =>
    expiration === undefined ? Infinity : expiration.getTime() - now();
  const refresh = async (): Promise<AwsCredentialIdentity> => {
    try {
      return (kept = await fetch());
    } catch (cause) {
      // Early, or only off-line: what is there serves until its end.
      if (kept !== undefined && leftMs(kept) > 0) return kept;
      throw cause;
    } finally {
      pending = undefined;
    }
  };
  return () => {
    if (kept !== undefined && leftMs(kept) > refreshBeforeMs) return Promise.resolve(kept);
    return (pending ??= refresh());
  };
}
