// What a shell needs so that the aws CLI and the SDKs work on a connection.
// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
import type { AccessKey } from '../app/connectionPorts';

/** Undefined: a variable that must not be set, since it would win over what is meant. */
export type ShellEnvironment = Readonly<Record<string, string | undefined>>;

/** Keys in the environment win over AWS_PROFILE. */
const noKeys = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_SESSION_TOKEN: undefined };

/** @param profile undefined: whatever the shell has already. */
export function profileEnvironment(profile: string | undefined, region: string): ShellEnvironment {
  const regions = { AWS_REGION: region, AWS_DEFAULT_REGION: region };
  return profile === undefined ? regions : { ...noKeys, ...regions, AWS_PROFILE: profile };
}

export function keyEnvironment({ accessKeyId, secretAccessKey, sessionToken }: AccessKey): ShellEnvironment {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_PROFILE: undefined,
    AWS_DEFAULT_PROFILE: undefined,
  };
}

export function endpointEnvironment(
  url: string,
  region: string,
  env: NodeJS.ProcessEnv = process.env,
): ShellEnvironment {
  return {
    // Endpoints of single services win over the one for all.
    ...Object.fromEntries(
      Object.keys(env)
        .filter((name) => name.startsWith('AWS_ENDPOINT_URL_'))
        .map((name) => [name, undefined]),
    ),
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // Without it `aws logs start-live-tail` looks for a host called stream-127.0.0.1.
    AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
    ...noProxyFor(new URL(url).hostname, env),
  };
}

/** The CLI would send calls for this machine to the proxy. */
function noProxyFor(host: string, env: NodeJS.ProcessEnv): ShellEnvironment {
  const isLoopback = host === 'localhost' || host === '[::1]' || host.startsWith('127.');
  const hasProxy = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'].some((name) => env[name] !== undefined);
  if (!isLoopback || !hasProxy) return {};
  const list = [env.no_proxy ?? env.NO_PROXY, 'localhost', '127.0.0.1'].filter((part) => part !== undefined);
  return { NO_PROXY: list.join(','), no_proxy: list.join(',') };
}
