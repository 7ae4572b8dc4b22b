// What a next action is called, and doing it.
import { consoleUrl } from '../../core/consoleUrl';
import { connectionKey } from '../../core/connection';
import { openLog } from '../commands/openLog';
import type { Translate } from '../l10n';
import { raiseMaxvCpus } from '../manage/scaleEnvironment';
import { setEnvironmentState } from '../manage/setEnvironmentState';
import { setQueueState } from '../manage/setQueueState';
import type { Services } from '../services';
import type { Session } from '../session';
import type { NextAction } from './check';

export function actionLabel(action: NextAction, t: Translate): string {
  switch (action.kind) {
    case 'enableQueue':
      return t('Enable {0}', action.queue.name);
    case 'enableEnvironment':
      return t('Enable {0}', action.environment.name);
    case 'raiseMaxvCpus':
      return t('Let {0} have {1} vCPUs', action.environment.name, action.maxvCpus);
    case 'openLog':
      return t('Open Log');
    case 'explainJob':
      return t('Why: {0}', action.jobName);
    case 'openConsole':
      return t('Open in the AWS Console');
  }
}

/** @throws UserCancelled, AppError */
export async function runAction(
  action: Exclude<NextAction, { readonly kind: 'explainJob' }>,
  session: Session,
  services: Pick<Services, 'sessions' | 'ui' | 't' | 'clock' | 'explorer'>,
): Promise<void> {
  switch (action.kind) {
    case 'enableQueue':
      return setQueueState(action.queue, 'ENABLED', session, services);
    case 'enableEnvironment':
      return setEnvironmentState(action.environment, 'ENABLED', session, services);
    case 'raiseMaxvCpus':
      return raiseMaxvCpus(action.environment, action.maxvCpus, session, services);
    case 'openLog': {
      const parent = { kind: 'jobs', connection: connectionKey(session.connection) } as const;
      return openLog(services, { kind: 'job', jobId: action.jobId, parent });
    }
    case 'openConsole': {
      const url = consoleUrl(action.page, action.id, session.region);
      if (url !== undefined) await services.ui.openExternal(url);
    }
  }
}
