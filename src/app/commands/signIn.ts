// Gets a connection new credentials, in the way of its profile: never anything that the user has not asked for.
import { AppError } from '../../core/errors';
import type { AwsProfile } from '../connectionPorts';
import { askAccessKey } from '../connectionPrompts';
import type { Services } from '../services';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 'profiles' | 'secrets' | 'programs' | 't'>;

const cliGuide = 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html';

export const signIn: Command<Needs> = async (services) => {
  const { sessions, secrets, t } = services;
  const { status, connection } = sessions.state;
  if (connection.kind === 'endpoint' && connection.profile === undefined) {
    const key = await askAccessKey(connection.url, services, { title: t('Sign In'), canGoBack: false });
    await secrets.storeAccessKey(connection.url, key);
  } else if (connection.kind !== 'local') {
    const profile = await profileOf(connection.profile, services);
    const command = profile === undefined ? undefined : signInCommand(profile);
    if (command !== undefined && !(await runSignIn(command, services))) return;
  }
  // What was open was opened with the old credentials.
  if (status === 'open') sessions.use(connection);
  // A role with MFA asks for its code here; keys that another program has renewed are read anew.
  await sessions.open();
};

/** Undefined where nothing in AWS's files says how to sign in: the environment decides. */
async function profileOf(name: string | undefined, { profiles }: Needs): Promise<AwsProfile | undefined> {
  const { profiles: found, environmentProfile } = await profiles.list();
  const wanted = name ?? environmentProfile ?? 'default';
  return found.find((profile) => profile.name === wanted);
}

/** What the aws CLI is told; undefined where credentials come without a sign-in. */
function signInCommand({ kind, signInProfile }: AwsProfile): readonly string[] | undefined {
  if (kind === 'sso') return ['sso', 'login', '--profile', signInProfile];
  if (kind === 'login') return ['login', '--profile', signInProfile];
  return undefined;
}

/** @returns whether it is known to have succeeded. */
async function runSignIn(parameters: readonly string[], services: Needs): Promise<boolean> {
  const { ui, programs, sessions, t } = services;
  if (!(await programs.has('aws'))) {
    const text = t('To sign in, the AWS CLI is needed on this machine: {0}', `aws ${parameters.join(' ')}`);
    ui.warn(text, { label: t('How to Install It'), run: () => ui.openExternal(cliGuide) });
    return false;
  }
  const exitCode = await ui.runInTerminal(t('AWS Sign-In'), 'aws', parameters);
  if (exitCode === undefined) {
    // The shell does not tell when its command has ended.
    ui.inform(t('When you have signed in, connect again.'), {
      label: t('Connect Again'),
      run: async () => {
        await sessions.open();
      },
    });
  } else if (exitCode !== 0) {
    throw new AppError('signedOut', `The sign-in failed (exit code ${exitCode}). Its terminal says why.`);
  }
  return exitCode === 0;
}
