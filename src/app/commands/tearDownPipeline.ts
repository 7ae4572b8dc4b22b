// Removes from AWS what Set Up Pipeline has made.
import type { Services } from '../services';
import { tearDownPipeline as tearDown } from '../setUp/tearDownPipeline';
import { withAdvice } from '../setUp/withAdvice';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'clock' | 'explorer'>;

export const tearDownPipeline: Command<Needs> = async (services) => {
  const { sessions, ui, t } = services;
  if (sessions.state.connection.kind === 'local') {
    ui.inform(t('On the local engine nothing was set up. Switch to the connection that was.'));
    return;
  }
  await inSession(services, (session) => withAdvice(t, () => tearDown(session, services)));
};
