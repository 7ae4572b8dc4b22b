// The prompts by which a user chooses a connection, one by one.
import { awsRegions, isRegionName } from '../core/awsRegions';
import type { Connection } from '../core/connection';
import { messageOf } from '../core/errors';
import type { AccessKey, AwsProfile, AwsProfiles } from './connectionPorts';
import type { Services } from './services';
import { inSteps } from './steps';
import type { PickItem } from './ui';

export type PromptServices = Pick<Services, 'ui' | 'profiles' | 't'>;

/** Where to work, before the details are known. */
export type Place =
  | { readonly kind: 'local' }
  /** Without a profile: the environment, the default profile, the instance. */
  | { readonly kind: 'aws'; readonly profile?: string; readonly region?: string }
  | { readonly kind: 'endpoint' };

type PromptOptions = { readonly title: string; readonly canGoBack: boolean };

/** Files that cannot be read do not stand in the way of all else. */
async function listProfiles({ ui, profiles }: PromptServices): Promise<AwsProfiles> {
  try {
    return await profiles.list();
  } catch (cause) {
    ui.warn(messageOf(cause));
    return { profiles: [] };
  }
}

export function pickPlace(current: Connection, services: PromptServices, options: PromptOptions): Promise<Place> {
  const { ui, t } = services;
  const isLocal = current.kind === 'local';
  const local: PickItem<Place> = {
    label: t('Local'),
    description: mark(isLocal, t),
    detail: t('An AWS Batch on this machine, started when it is needed. No account, no Docker.'),
    icon: 'server-process',
    value: { kind: 'local' },
    isPreselected: isLocal,
  };
  const endpoint: PickItem<Place> = {
    label: t('Endpoint…'),
    description: mark(current.kind === 'endpoint', t),
    detail: t('Anything else that speaks the protocols of AWS, by its URL.'),
    icon: 'plug',
    value: { kind: 'endpoint' },
    isPreselected: current.kind === 'endpoint',
  };
  const items = listProfiles(services).then((found) => [
    local,
    endpoint,
    ...(current.kind === 'aws' ? [otherRegionItem(current, t)] : []),
    environmentItem(current, found, t),
    ...found.profiles.map((profile) => profileItem(profile, current, found, t)),
  ]);
  return ui.pick(items, { ...options, placeholder: t('Where is the AWS Batch that you want to work with?') });
}

function mark(isCurrent: boolean, t: Services['t']): string | undefined {
  return isCurrent ? t('current') : undefined;
}

function otherRegionItem(current: Connection & { kind: 'aws' }, t: Services['t']): PickItem<Place> {
  return {
    label: t('Another region…'),
    description: current.region,
    icon: 'globe',
    value: { kind: 'aws', profile: current.profile },
  };
}

function environmentItem(current: Connection, found: AwsProfiles, t: Services['t']): PickItem<Place> {
  const isCurrent = current.kind === 'aws' && current.profile === undefined;
  return {
    label: t('AWS environment'),
    description: mark(isCurrent, t),
    detail: t('What the AWS CLI takes without a profile: variables, the default profile, the role of the machine.'),
    icon: 'cloud',
    group: t('AWS'),
    value: { kind: 'aws', region: found.environmentRegion ?? defaultRegion(found) },
    isPreselected: isCurrent,
  };
}

function defaultRegion({ profiles, environmentProfile = 'default' }: AwsProfiles): string | undefined {
  return profiles.find(({ name }) => name === environmentProfile)?.region;
}

function profileItem(profile: AwsProfile, current: Connection, found: AwsProfiles, t: Services['t']): PickItem<Place> {
  const isCurrent = current.kind === 'aws' && current.profile === profile.name;
  const region = profile.region ?? found.environmentRegion;
  const parts = [
    mark(isCurrent, t),
    profile.region,
    profile.kind === 'sso' ? 'SSO' : undefined,
    profile.isRole ? t('role') : undefined,
    profile.hasEndpoint ? t('own endpoint') : undefined,
    found.environmentProfile === profile.name ? 'AWS_PROFILE' : undefined,
  ];
  return {
    label: profile.name,
    description: parts.filter((part) => part !== undefined).join(' · '),
    icon: 'account',
    group: t('AWS profiles'),
    value: { kind: 'aws', profile: profile.name, region },
    isPreselected: isCurrent,
  };
}

/** Asks for one of the regions, or for any other name. */
export async function pickRegion(
  current: string | undefined,
  { ui, t }: PromptServices,
  { title, canGoBack }: PromptOptions,
): Promise<string> {
  type Answer = { readonly picked?: { readonly name?: string }; readonly typed?: string };
  const known = awsRegions.map(({ name, place }) => ({
    label: name,
    description: place,
    value: { name },
    isPreselected: name === current,
  }));
  const other: PickItem<{ readonly name?: string }> = { label: t('Another region…'), icon: 'edit', value: {} };
  const { picked, typed } = await inSteps<Answer>({}, [
    async (answer) => ({
      ...answer,
      picked: await ui.pick([...known, other], { title, canGoBack, placeholder: t('Region') }),
    }),
    async (answer) =>
      answer.picked?.name !== undefined
        ? answer
        : {
            ...answer,
            typed: await ui.input({
              title,
              canGoBack: true,
              prompt: t('The name of the region, such as us-east-1'),
              value: current,
              validate: (value) => (isRegionName(value.trim()) ? undefined : t('A region is named like us-east-1.')),
            }),
          },
  ]);
  return (picked?.name ?? typed ?? '').trim();
}

export function askEndpointUrl(
  current: string | undefined,
  { ui, t }: PromptServices,
  options: PromptOptions,
): Promise<string> {
  return ui.input({
    ...options,
    prompt: t('The URL of the endpoint, such as http://localhost:4566'),
    value: current,
    validate: (value) =>
      /^https?:$/.test(URL.canParse(value.trim()) ? new URL(value.trim()).protocol : '')
        ? undefined
        : t('It must begin with http:// or https://.'),
  });
}

/** Undefined: an access key, which is asked for next. */
export function pickEndpointProfile(services: PromptServices, options: PromptOptions): Promise<string | undefined> {
  const { ui, t } = services;
  const key: PickItem<string | undefined> = {
    label: t('Access key…'),
    detail: t('It is kept in the secret storage of VS Code.'),
    icon: 'key',
    value: undefined,
  };
  const items = listProfiles(services).then((found) => [
    key,
    ...found.profiles.map(({ name }): PickItem<string | undefined> => ({
      label: name,
      icon: 'account',
      group: t('AWS profiles'),
      value: name,
    })),
  ]);
  return ui.pick(items, { ...options, placeholder: t('With which credentials?') });
}

export async function askAccessKey(
  url: string,
  { ui, t }: Pick<PromptServices, 'ui' | 't'>,
  { title, canGoBack }: PromptOptions,
): Promise<AccessKey> {
  const validate = (value: string): string | undefined =>
    value.trim() === '' ? t('It must not be empty.') : undefined;
  const { id, secret } = await inSteps({ id: '', secret: '' }, [
    async (answer) => {
      const prompt = t('Access key id for {0}', url);
      return { ...answer, id: await ui.input({ title, canGoBack, prompt, value: answer.id, validate }) };
    },
    async (answer) => {
      const prompt = t('Secret access key of {0}', answer.id.trim());
      return { ...answer, secret: await ui.input({ title, canGoBack: true, prompt, isSecret: true, validate }) };
    },
  ]);
  return { accessKeyId: id.trim(), secretAccessKey: secret.trim() };
}
