// Opens the command of the aws CLI that tells what the view shows, in a read-only document.
import { AppError } from '../../core/errors';
import { shellQuote } from '../../core/shellQuote';
import type { Services } from '../services';
import type { Session } from '../session';
import type { Command } from './command';
import { targetNode } from './targetNode';

export const openCliCommand: Command<Pick<Services, 'explorer' | 'sessions' | 't' | 'ui'>> = async (
  services,
  target,
) => {
  const { explorer, sessions, t, ui } = services;
  const node = targetNode(services, target);
  const commands = explorer.cliCommandsOf(node);
  if (commands.length === 0) throw new AppError('invalid', t('The aws CLI has no command for what is selected.'));
  const session = await sessions.open();
  const options = optionsOf(session);
  const lines = commands.map((words) => ['aws', ...words, ...options].map(shellQuote).join(' '));
  const hints =
    session.connection.kind === 'local'
      ? [`# ${t('"AWS Batch: Open Terminal" has the credentials of this connection.')}`]
      : [];
  await ui.openDocument({
    id: `cli:${session.id}:${lines.join(';')}`,
    name: 'aws-batch.sh',
    language: 'shellscript',
    read: () => Promise.resolve(`${[...hints, ...lines].join('\n')}\n`),
  });
};

function optionsOf({ connection, region, endpoint }: Session): readonly string[] {
  const profile = connection.kind === 'local' ? undefined : connection.profile;
  return [
    ...['--region', region],
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...(endpoint === undefined ? [] : ['--endpoint-url', endpoint]),
  ];
}
