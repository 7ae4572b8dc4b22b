// Writes a profile for the local engine into AWS's files, so that any program that knows profiles can use it.
import type { ProfileEntries } from '../connectionPorts';
import type { Services } from '../services';
import type { Command } from './command';

const name = 'batch-local';

export const writeAwsProfile: Command<Pick<Services, 'ui' | 'engine' | 'profileFiles' | 't'>> = async ({
  ui,
  engine,
  profileFiles,
  t,
}) => {
  const address = await ui.withProgress(t('Starting the local engine'), (_, signal) => engine.start(signal));
  const entries: ProfileEntries = {
    name,
    config: { endpoint_url: address.endpoint, region: address.region },
    credentials: { aws_access_key_id: address.accessKeyId, aws_secret_access_key: address.secretAccessKey },
  };
  const { configPath, credentialsPath } = profileFiles;
  const shown = { ...entries.credentials, aws_secret_access_key: '…' };
  await ui.confirm(t('Write the profile "{0}" into your AWS files?', name), {
    detail: [
      block(configPath, `profile ${name}`, entries.config),
      block(credentialsPath, name, shown),
      t('Everything else in these files stays as it is.'),
    ].join('\n\n'),
    action: t('Write'),
  });
  await profileFiles.write(entries);
  const command = `aws --profile ${name} batch describe-job-queues`;
  ui.inform(t('The profile is written. Try it: {0}', command), {
    label: t('Copy Command'),
    run: () => ui.copy(command, t('command')),
  });
};

function block(path: string, section: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}`);
  return [path, `[${section}]`, ...lines].join('\n');
}
