// Lets the user choose a VPC and its subnets, or type their ids where they may not be listed.
import { AppError, type ErrorKind } from '../../core/errors';
import type { Services } from '../services';
import type { Session } from '../session';
import type { StepOptions } from '../ui';
import type { Subnet } from './setUpPorts';

type PickServices = Pick<Services, 'ui' | 't'>;

/** Trouble that only keeps the list from being shown. */
const onlyTheList: readonly ErrorKind[] = ['denied', 'invalid', 'notFound', 'server', 'throttled'];

export async function pickVpc(
  { ui, t }: PickServices,
  { setUp, signal }: Session,
  options: StepOptions,
  current: string,
): Promise<string> {
  const vpcs = await unlessRefused(() => setUp.network.listVpcs(signal));
  const type = { label: t('Type a VPC…'), icon: 'edit', value: undefined };
  const items = vpcs.list.map(({ id, name, cidr, isDefault }) => ({
    label: name ?? id,
    description: [name === undefined ? '' : id, cidr, isDefault ? t('default') : ''].filter(Boolean).join(' · '),
    icon: 'globe',
    value: id,
    isPreselected: id === current,
  }));
  const chosen = await ui.pick([...items, { ...type, detail: vpcs.refusal }], options);
  if (chosen !== undefined) return chosen;
  const validate = (value: string): string | undefined =>
    /^vpc-[0-9a-f]+$/.test(value.trim()) ? undefined : t('An id like vpc-0123456789abcdef0.');
  return (await ui.input({ ...options, placeholder: undefined, value: current, validate })).trim();
}

export type ChosenSubnets = { readonly subnetIds: readonly string[]; readonly hasPublicIp: boolean };

export async function pickSubnets(
  { ui, t }: PickServices,
  { setUp, signal }: Session,
  vpcId: string,
  options: StepOptions,
  current: readonly string[],
): Promise<ChosenSubnets> {
  const { list } = await unlessRefused(() => setUp.network.listSubnets(vpcId, signal));
  if (list.length === 0) return typeSubnets({ ui, t }, options, current);
  const isKnown = list.some(({ id }) => current.includes(id));
  const chosen = await ui.pickMany(
    list.map((subnet) => ({
      label: subnet.name ?? subnet.id,
      description: [subnet.name === undefined ? '' : subnet.id, subnet.zone, subnet.cidr].filter(Boolean).join(' · '),
      detail: subnet.isPublic ? undefined : t('Private: jobs reach AWS only through a NAT gateway or endpoints.'),
      value: subnet,
      isPreselected: isKnown ? current.includes(subnet.id) : isFirstChoice(subnet, list),
    })),
    options,
  );
  if (chosen.length === 0 || chosen.length > 16) throw new AppError('invalid', t('Choose 1 to 16 subnets.'));
  return { subnetIds: chosen.map(({ id }) => id), hasPublicIp: chosen.some(({ isPublic }) => isPublic) };
}

/** The public ones, where there are any: jobs reach AWS from there without anything that costs. */
function isFirstChoice({ isPublic }: Subnet, all: readonly Subnet[]): boolean {
  return isPublic || all.every((other) => !other.isPublic);
}

async function typeSubnets(
  { ui, t }: PickServices,
  options: StepOptions,
  current: readonly string[],
): Promise<ChosenSubnets> {
  const idsIn = (text: string): readonly string[] => text.split(/[\s,]+/).filter((id) => id !== '');
  const isRight = (text: string): boolean => {
    const ids = idsIn(text);
    return ids.length >= 1 && ids.length <= 16 && ids.every((id) => /^subnet-[0-9a-f]+$/.test(id));
  };
  const typed = await ui.input({
    ...options,
    placeholder: undefined,
    prompt: t('The subnets cannot be listed: type their ids, with commas between them.'),
    value: current.join(', '),
    validate: (text) => (isRight(text) ? undefined : t('1 to 16 ids like subnet-0123456789abcdef0.')),
  });
  // In a private subnet a public address does no harm.
  return { subnetIds: idsIn(typed), hasPublicIp: true };
}

export async function unlessRefused<T>(
  ask: () => Promise<readonly T[]>,
): Promise<{ readonly list: readonly T[]; readonly refusal?: string }> {
  try {
    return { list: await ask() };
  } catch (cause) {
    if (!(cause instanceof AppError) || !onlyTheList.includes(cause.kind)) throw cause;
    return { list: [], refusal: cause.message };
  }
}
