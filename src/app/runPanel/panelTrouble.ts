// Why the panel cannot show all of what it should, and the one thing that helps.
import { connectionKey } from '../../core/connection';
import type { AppError } from '../../core/errors';
import { connectionName } from '../connectionText';
import { explain } from '../explain';
import type { Translate } from '../l10n';
import type { SessionState } from '../session';
import { shortened } from './failureGroups';
import type { RunModel } from './runModel';
import type { Trouble } from './protocol';

const maxText = 2000;

/** Of the connection; undefined while its session is open. @param key of the connection that the panel is about */
export function sessionTrouble(state: SessionState, key: string, t: Translate): Trouble | undefined {
  const { connection, status } = state;
  if (connectionKey(connection) !== key) {
    const name = connectionName(connection, t);
    return {
      kind: 'disconnected',
      text: t('This job belongs to another connection than {0}, which is in use now.', name),
      action: { label: t('Switch Connection'), action: 'reconnect' },
    };
  }
  switch (status) {
    case 'open':
      return undefined;
    case 'idle':
    case 'opening':
      return { kind: 'loading', text: t('Opening the connection') };
    case 'broken':
      return brokenTrouble(state.error, t);
  }
}

function brokenTrouble(error: AppError, t: Translate): Trouble {
  const { sentence = '', action } = explain(error, t) ?? {};
  const text = shortened(error.kind === 'engine' ? error.message : `${sentence} ${error.message}`.trim(), maxText);
  if (action?.command === 'awsBatch.signIn') {
    return { kind: 'signedOut', text, action: { label: action.label, action: 'signIn' } };
  }
  return { kind: 'disconnected', text, action: { label: action?.label ?? t('Connect Again'), action: 'reconnect' } };
}

/** Of the looks at the job. @param error of the last one */
export function lookTrouble(model: RunModel, error: AppError | undefined, t: Translate): Trouble | undefined {
  const retry = { label: t('Try Again'), action: 'refresh' } as const;
  if (error !== undefined) {
    const sentence = explain(error, t)?.sentence ?? '';
    return { kind: kindOf(error), text: shortened(`${sentence} ${error.message}`.trim(), maxText), action: retry };
  }
  if (model.isGone) {
    const text = t('AWS Batch does not know this job any longer: it forgets jobs some seven days after their end.');
    return { kind: 'gone', text, action: retry };
  }
  if (model.job === undefined) return { kind: 'loading', text: t('Asking AWS Batch for the job') };
  if (model.listError !== undefined) {
    const text = t('The children cannot be listed, only counted: {0}', model.listError.message);
    return { kind: 'denied', text: shortened(text, maxText), action: retry };
  }
  return undefined;
}

function kindOf({ kind }: AppError): Trouble['kind'] {
  switch (kind) {
    case 'denied':
    case 'throttled':
      return kind;
    case 'network':
    case 'engine':
      return 'disconnected';
    case 'signedOut':
    case 'expired':
      return 'signedOut';
    default:
      return 'failed';
  }
}
