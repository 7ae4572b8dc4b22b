// A compute environment to begin with: on Fargate, in the account's default network where that can be told.
import { allPages } from '../../allPages';
import type { Session } from '../../session';
import { unlessRefused } from '../../setUp/pickNetwork';
import type { EnvironmentDocument } from '../readEnvironment';
import { freeName } from './freeName';

type Network = { readonly subnets: readonly string[]; readonly securityGroupIds: readonly string[] };

/** The engine's network is this machine. */
const localNetwork: Network = { subnets: ['subnet-local'], securityGroupIds: ['sg-local'] };
/** A fault in each line, until the user has put in what is meant. */
const unknownNetwork: Network = { subnets: ['subnet-…'], securityGroupIds: ['sg-…'] };
const maxSubnets = 16;

export async function environmentTemplate(session: Session, signal: AbortSignal): Promise<EnvironmentDocument> {
  const { batch, connection } = session;
  const isLocal = connection.kind === 'local';
  const [{ list: all }, network] = await Promise.all([
    unlessRefused(() => allPages((page) => batch.fetchComputeEnvironmentPage(page, signal))),
    isLocal ? localNetwork : defaultNetwork(session, signal),
  ]);
  return {
    computeEnvironmentName: freeName('my-environment', all),
    type: 'MANAGED',
    state: 'ENABLED',
    computeResources: { type: 'FARGATE', maxvCpus: isLocal ? 4 : 16, ...network },
  };
}

/** Public subnets first: jobs reach AWS from there without anything that costs. */
async function defaultNetwork({ setUp: { network } }: Session, signal: AbortSignal): Promise<Network> {
  const { list } = await unlessRefused(() => network.listVpcs(signal));
  const vpc = list.find(({ isDefault }) => isDefault);
  if (vpc === undefined) return unknownNetwork;
  const [{ list: subnets }, { list: groups }] = await Promise.all([
    unlessRefused(() => network.listSubnets(vpc.id, signal)),
    unlessRefused(async () => [await network.findDefaultGroup(vpc.id, signal)]),
  ]);
  const open = subnets.filter(({ isPublic }) => isPublic);
  const ids = (open.length > 0 ? open : subnets).map(({ id }) => id).slice(0, maxSubnets);
  const [group] = groups;
  return {
    subnets: ids.length > 0 ? ids : unknownNetwork.subnets,
    securityGroupIds: group === undefined ? unknownNetwork.securityGroupIds : [group],
  };
}
