// Which endpoints the environment and a profile set. The SDK asks the profile of the environment only, not the chosen one.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
import { type AwsFiles, type Section, profileSection } from './awsFiles';
import { type ServiceEndpoints, serviceIds } from './clientConfig';

/** @param profile the chosen one; undefined: that of the environment. */
export function configuredEndpoints(
  files: AwsFiles,
  profile: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): ServiceEndpoints {
  const section = profileSection(files, profile ?? env.AWS_PROFILE ?? 'default') ?? {};
  if (isTrue(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? section.ignore_configured_endpoint_urls)) return {};
  const ofServices = section.services === undefined ? {} : (files.config[`services.${section.services}`] ?? {});
  return Object.fromEntries(
    Object.entries(serviceIds).map(([name, id]) => [name, endpointOf(id, env, section, ofServices)]),
  );
}

function endpointOf(id: string, env: NodeJS.ProcessEnv, section: Section, ofServices: Section): string | undefined {
  return [
    env[`AWS_ENDPOINT_URL_${id.toUpperCase()}`],
    env.AWS_ENDPOINT_URL,
    ofServices[`${id}.endpoint_url`],
    section.endpoint_url,
  ].find((url) => url !== undefined && url !== '');
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}
