// Shows the runs that hold all of some words.
import type { Services } from '../services';
import type { Command } from './command';

export const filterRuns: Command<Pick<Services, 'runs' | 't' | 'ui'>> = async ({ runs, t, ui }) => {
  const typed = await ui.input({
    title: t('Filter Runs'),
    prompt: t(
      'Words of name, state, day (2026-11-24), connection, queue, reason of a failure or note; all of them must be there.',
    ),
    value: runs.filter,
  });
  runs.setFilter(typed);
};
