// Chooses where to work: the local engine, a profile and region of AWS, or any endpoint.
import type { Connection } from '../../core/connection';
import {
  type Place,
  type PromptServices,
  askAccessKey,
  askEndpointUrl,
  pickEndpointProfile,
  pickPlace,
  pickRegion,
} from '../connectionPrompts';
import type { AccessKey } from '../connectionPorts';
import type { Services } from '../services';
import { type Step, inSteps } from '../steps';
import type { Command } from './command';

type Needs = PromptServices & Pick<Services, 'sessions' | 'secrets'>;

/** What has been answered so far. */
type Draft = {
  readonly place?: Place;
  readonly url?: string;
  /** Of an endpoint; `profile` undefined: an access key. */
  readonly credentials?: { readonly profile?: string };
  readonly key?: AccessKey;
  readonly region?: string;
};

export const switchConnection: Command<Needs> = async (services) => {
  const { sessions, secrets } = services;
  const draft = await inSteps<Draft>({}, steps(sessions.state.connection, services));
  if (draft.key !== undefined && draft.url !== undefined) await secrets.storeAccessKey(draft.url, draft.key);
  sessions.use(connectionOf(draft));
  await sessions.open();
};

function steps(current: Connection, services: Needs): readonly Step<Draft>[] {
  const title = services.t('Switch Connection');
  const currentRegion = current.kind === 'local' ? undefined : current.region;
  const currentUrl = current.kind === 'endpoint' ? current.url : undefined;
  return [
    async (draft, canGoBack) => {
      const place = await pickPlace(current, services, { title, canGoBack });
      return { ...draft, place, region: place.kind === 'aws' ? place.region : undefined };
    },
    async (draft, canGoBack) => {
      if (draft.place?.kind !== 'endpoint') return draft;
      const url = await askEndpointUrl(draft.url ?? currentUrl, services, { title, canGoBack });
      return { ...draft, url: url.trim().replace(/\/+$/, '') };
    },
    async (draft, canGoBack) => {
      if (draft.place?.kind !== 'endpoint') return draft;
      return { ...draft, credentials: { profile: await pickEndpointProfile(services, { title, canGoBack }) } };
    },
    async (draft, canGoBack) => {
      if (draft.url === undefined || draft.credentials?.profile !== undefined) return draft;
      return { ...draft, key: await askAccessKey(draft.url, services, { title, canGoBack }) };
    },
    async (draft, canGoBack) => {
      if (draft.place?.kind === 'local' || draft.region !== undefined) return draft;
      const region = await pickRegion(currentRegion ?? 'us-east-1', services, { title, canGoBack });
      return { ...draft, region };
    },
  ];
}

function connectionOf({ place, url, credentials, region }: Draft): Connection {
  if (place?.kind === 'aws' && region !== undefined) return { kind: 'aws', profile: place.profile, region };
  if (url !== undefined && region !== undefined) {
    return { kind: 'endpoint', url, profile: credentials?.profile, region };
  }
  return { kind: 'local' };
}
