// A connection and its state in words: for the status bar, the pickers and the head of the tree.
import type { Connection } from '../core/connection';
import { type Explanation, type SuggestedAction, explain } from './explain';
import type { Translate } from './l10n';
import type { SessionState } from './session';

export function connectionName(connection: Connection, t: Translate): string {
  switch (connection.kind) {
    case 'local':
      return t('Local');
    case 'aws':
      return `${connection.profile ?? t('AWS environment')} · ${connection.region}`;
    case 'endpoint':
      return `${hostOf(connection.url)} · ${connection.region}`;
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** What the status bar shows. */
export type ConnectionView = {
  readonly name: string;
  /** Name of a codicon; with ` ~spin` where it turns. */
  readonly icon: string;
  readonly isBroken: boolean;
  /** The state in a sentence. */
  readonly sentence: string;
  /** Where the connection is broken. */
  readonly action?: SuggestedAction;
  /** Names and values to show, such as the region. */
  readonly facts: readonly (readonly [name: string, value: string])[];
};

export function connectionView(state: SessionState, t: Translate): ConnectionView {
  const { connection } = state;
  const name = connectionName(connection, t);
  const base = { name, isBroken: false, facts: factsOf(state, t) };
  switch (state.status) {
    case 'idle':
      return { ...base, icon: iconOf(connection), sentence: t('Not connected yet: nothing has been asked.') };
    case 'opening':
      return { ...base, icon: 'loading~spin', sentence: openingText(connection, t) };
    case 'open':
      return { ...base, icon: iconOf(connection), sentence: t('Connected.') };
    case 'broken':
      return { ...base, icon: 'warning', isBroken: true, ...brokenText(state.error, t) };
  }
}

/** A broken connection always has something to do: at least to try again. */
function brokenText(error: unknown, t: Translate): Explanation {
  const { sentence, action } = explain(error, t) ?? { sentence: '' };
  return {
    sentence,
    action: action ?? { label: t('Connect Again'), command: 'awsBatch.reconnect', icon: 'debug-restart' },
  };
}

function iconOf({ kind }: Connection): string {
  return kind === 'local' ? 'server-process' : kind === 'aws' ? 'cloud' : 'plug';
}

function openingText({ kind }: Connection, t: Translate): string {
  return kind === 'local' ? t('The local engine is starting…') : t('Fetching credentials…');
}

function factsOf(state: SessionState, t: Translate): ConnectionView['facts'] {
  const { connection } = state;
  const session = state.status === 'open' ? state.session : undefined;
  const region = session?.region ?? (connection.kind === 'local' ? undefined : connection.region);
  const profile = connection.kind === 'local' ? undefined : connection.profile;
  const endpoint = session?.endpoint ?? (connection.kind === 'endpoint' ? connection.url : undefined);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t('Profile'), profile],
    [t('Region'), region],
    [t('Account'), session?.accountId],
    [t('Endpoint'), endpoint],
    [t('Error'), state.status === 'broken' ? state.error.message : undefined],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
