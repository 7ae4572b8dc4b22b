// Ends the local engine with the jobs that it runs, for every window.
import { AppError } from '../../core/errors';
import type { Services } from '../services';
import type { Command } from './command';

export const stopLocalEngine: Command<Pick<Services, 'sessions' | 'ui' | 'engine' | 't'>> = async ({
  sessions,
  ui,
  engine,
  t,
}) => {
  await ui.confirm(t('Stop the local engine?'), {
    detail: t('It ends for every window, and so do the jobs that run on it. Everything that is finished is kept.'),
    action: t('Stop'),
  });
  const wasRunning = await ui.withProgress(t('Stopping the local engine'), (_, signal) => engine.stop(signal));
  if (!wasRunning) ui.inform(t('The local engine was not running.'));
  const { state } = sessions;
  if (state.status === 'open' && state.connection.kind === 'local') {
    sessions.report(state.session, new AppError('engine', 'The local engine was stopped.'));
  }
};
