// Opens what the local engine writes, which is where it says why it did not start or a job could not run.
import type { Services } from '../services';
import type { Command } from './command';

const lookEveryMs = 2_000;

export const showEngineLog: Command<Pick<Services, 'ui' | 'engine' | 'clock' | 't'>> = async ({
  ui,
  engine,
  clock,
  t,
}) => {
  let shown = '';
  await ui.openDocument({
    id: 'engine.log',
    name: 'engine.log',
    language: 'log',
    read: async () => {
      shown = await engine.readLog();
      return shown === '' ? `${t('The local engine has not written anything yet.')}\n` : shown;
    },
    follow: async (append, signal) => {
      while (!signal.aborted) {
        await clock.sleep(lookEveryMs, signal);
        const text = await engine.readLog();
        // Its oldest part goes when a new file is begun: then what is new cannot be told from what was shown.
        append(text.startsWith(shown) ? text.slice(shown.length) : `\n${text}`);
        shown = text;
      }
    },
  });
};
