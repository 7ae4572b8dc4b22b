// Where a bucket answers: at the endpoint that the environment names, else at AWS's own for the region.
import type { Environment } from '../environment';
import { WorkerFailure, usageExitCode } from '../workerFailure';

export type Endpoint = {
  /** Scheme, host and port. */
  readonly url: URL;
  /** Path that stands before `/<key>`. */
  readonly bucketPath: string;
};

/** @throws WorkerFailure when the environment's endpoint is not a URL */
export function endpointOf(environment: Environment, bucket: string, region: string): Endpoint {
  // An empty variable is one that is not set, as for the aws CLI.
  const custom = environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL;
  const host = `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  // The certificate's `*` stands for one label: a bucket name with dots does not fit it.
  if (!custom && !bucket.includes('.')) return { url: new URL(`https://${bucket}.${host}`), bucketPath: '' };
  const base = custom || `https://${host}`;
  if (!/^https?:/.test(base) || !URL.canParse(base))
    throw new WorkerFailure(`AWS_ENDPOINT_URL must be an http or https URL, not "${base}".`, usageExitCode);
  const url = new URL(base);
  return { url, bucketPath: `${url.pathname.replace(/\/$/, '')}/${bucket}` };
}
