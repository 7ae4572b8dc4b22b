// Everything that the commands around connections need, in memory, with a user by script.
import type { AccessKey, AwsProfile, AwsProfiles, EngineAddress, EnginePort } from '../../src/app/connectionPorts';
import { inEnglish } from '../../src/app/l10n';
import type { Session, SessionState, SessionsPort } from '../../src/app/session';
import type { Connection } from '../../src/core/connection';
import type { AppError } from '../../src/core/errors';
import { FakeUi } from './fakeUi';

export const engineAddress: EngineAddress = {
  endpoint: 'http://127.0.0.1:4567',
  region: 'us-east-1',
  accountId: '123456789012',
  accessKeyId: 'LKIAENGINE',
  secretAccessKey: 'engine-secret',
};

export class FakeSessions implements SessionsPort {
  state: SessionState = { status: 'idle', connection: { kind: 'local' } };
  openError: AppError | undefined;
  opened = 0;
  readonly used: Connection[] = [];
  readonly reported: AppError[] = [];
  environment: Readonly<Record<string, string | undefined>> = {};

  open(): Promise<Session> {
    this.opened += 1;
    const { connection } = this.state;
    if (this.openError !== undefined) {
      this.state = { status: 'broken', connection, error: this.openError };
      return Promise.reject(this.openError);
    }
    const environment = (): Promise<typeof this.environment> => Promise.resolve(this.environment);
    const session = { id: `session-${this.opened}`, connection, region: 'r', environment } as Session;
    this.state = { status: 'open', connection, session };
    return Promise.resolve(session);
  }

  use(connection: Connection): void {
    this.used.push(connection);
    this.state = { status: 'idle', connection };
  }

  report(_session: Session, error: AppError): void {
    this.reported.push(error);
  }

  onDidChange(): () => void {
    return () => undefined;
  }
}

export class FakeEngine implements EnginePort {
  isRunning = false;
  log = '';

  start(): Promise<EngineAddress> {
    this.isRunning = true;
    return Promise.resolve(engineAddress);
  }

  find(): Promise<EngineAddress | undefined> {
    return Promise.resolve(this.isRunning ? engineAddress : undefined);
  }

  stop(): Promise<boolean> {
    const wasRunning = this.isRunning;
    this.isRunning = false;
    return Promise.resolve(wasRunning);
  }

  readLog(): Promise<string> {
    return Promise.resolve(this.log);
  }
}

export function profile(name: string, changes: Partial<AwsProfile> = {}): AwsProfile {
  return { name, kind: 'keys', signInProfile: name, isRole: false, hasEndpoint: false, ...changes };
}

export type ConnectionWorld = ReturnType<typeof makeConnectionWorld>;

export function makeConnectionWorld() {
  const keys = new Map<string, AccessKey>();
  const found: { profiles: AwsProfile[] } & Omit<AwsProfiles, 'profiles'> = { profiles: [] };
  const installed = new Set<string>();
  return {
    ui: new FakeUi(),
    t: inEnglish,
    sessions: new FakeSessions(),
    engine: new FakeEngine(),
    profiles: { list: () => Promise.resolve(found) },
    secrets: {
      getAccessKey: (url: string) => Promise.resolve(keys.get(url)),
      storeAccessKey: (url: string, key: AccessKey) => Promise.resolve(void keys.set(url, key)),
    },
    programs: { has: (program: string) => Promise.resolve(installed.has(program)) },
    /** What a test prepares and looks at. */
    found,
    keys,
    installed,
  };
}
