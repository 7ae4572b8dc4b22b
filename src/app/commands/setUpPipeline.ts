// Makes bucket, queue, job definitions and upload trigger of the pipeline on AWS.
import type { Services } from '../services';
import { setUpPipeline as setUp } from '../setUp/setUpPipeline';
import { withAdvice } from '../setUp/withAdvice';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'clock' | 'explorer' | 'workspaceMemory' | 'pipelineFiles'>;

export const setUpPipeline: Command<Needs> = async (services) => {
  const { sessions, ui, t } = services;
  if (sessions.state.connection.kind === 'local') {
    ui.inform(t('The local engine has everything already: nothing has to be set up. Switch to AWS for that.'));
    return;
  }
  await inSession(services, (session) => withAdvice(t, () => setUp(session, services)));
};
