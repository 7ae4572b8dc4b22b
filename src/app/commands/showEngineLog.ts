// Opens what the local engine has written, which is where it says why it did not start or a job could not run.
import type { Services } from '../services';
import type { Command } from './command';

export const showEngineLog: Command<Pick<Services, 'ui' | 'engine' | 't'>> = async ({ ui, engine, t }) => {
  await ui.openDocument({
    id: 'engine.log',
    name: 'engine.log',
    language: 'log',
    read: async () => {
      const text = await engine.readLog();
      return text === '' ? t('The local engine has not written anything yet.') : text;
    },
  });
};
