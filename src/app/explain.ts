// What an error means to the user, and the one thing that helps: a sentence and a suggested action for each kind.
import { AppError, type ErrorKind } from '../core/errors';
import type { Translate } from './l10n';

export type SuggestedAction = {
  readonly label: string;
  /** Of this extension, or VS Code's own. */
  readonly command: `awsBatch.${string}` | 'workbench.trust.manage';
  /** Name of a codicon. */
  readonly icon: string;
};

export type Explanation = {
  readonly sentence: string;
  readonly action?: SuggestedAction;
};

const explanations: Readonly<Record<ErrorKind, (t: Translate) => Explanation>> = {
  signedOut: (t) => ({
    sentence: t('AWS does not accept the credentials of this connection, or there are none.'),
    action: signIn(t),
  }),
  expired: (t) => ({ sentence: t('The credentials of this connection have expired.'), action: signIn(t) }),
  denied: (t) => ({ sentence: t('The credentials of this connection may not do this.') }),
  notFound: (t) => ({ sentence: t('It does not exist, or no longer.') }),
  invalid: (t) => ({ sentence: t('This cannot be done as it was asked for.') }),
  throttled: (t) => ({ sentence: t('There were too many calls for this account; in a moment it will work again.') }),
  network: (t) => ({ sentence: t('No answer: check the network, the proxy and the endpoint of this connection.') }),
  server: (t) => ({ sentence: t('The service failed; often it works when it is tried again.') }),
  engine: (t) => ({
    sentence: t('The local engine is not running.'),
    action: { label: t('Start Local Engine'), command: 'awsBatch.startLocalEngine', icon: 'debug-start' },
  }),
  untrusted: (t) => ({
    sentence: t('The local engine runs commands on this machine, which Restricted Mode does not allow.'),
    action: { label: t('Manage Workspace Trust'), command: 'workbench.trust.manage', icon: 'shield' },
  }),
};

function signIn(t: Translate): SuggestedAction {
  return { label: t('Sign In'), command: 'awsBatch.signIn', icon: 'sign-in' };
}

/** Undefined for what is no AppError: a fault of ours, whose text is all there is. */
export function explain(error: unknown, t: Translate): Explanation | undefined {
  return error instanceof AppError ? explanations[error.kind](t) : undefined;
}
