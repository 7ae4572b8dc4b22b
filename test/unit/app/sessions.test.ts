// One connection for everybody: opened once, switched at any moment, broken where it is of no use any longer.
import assert from 'node:assert/strict';
import type { Session, SessionState } from '../../../src/app/session';
import { SessionEnded } from '../../../src/app/session';
import { Sessions } from '../../../src/app/sessions';
import type { Connection } from '../../../src/core/connection';
import { AppError } from '../../../src/core/errors';
import { appError } from '../../support/fakePorts';
import { until } from '../../support/until';

const local: Connection = { kind: 'local' };
const aws: Connection = { kind: 'aws', profile: 'team', region: 'eu-west-1' };

type Opening = {
  readonly connection: Connection;
  readonly signal: AbortSignal;
  succeed(): void;
  fail(error: Error): void;
};

describe('sessions', () => {
  let openings: Opening[];
  let remembered: Connection[];
  let states: string[];
  let isQuiet: boolean;
  let sessions: Sessions;

  beforeEach(() => {
    [openings, remembered, states, isQuiet] = [[], [], [], false];
    const nothing = (): void => undefined;
    sessions = new Sessions({
      factory: { open: (connection, signal) => begin(connection, signal) },
      connection: local,
      remember: (connection) => Promise.resolve(void remembered.push(connection)),
      isQuietEnd: () => Promise.resolve(isQuiet),
      log: { info: nothing, warn: nothing, error: nothing },
    });
    sessions.onDidChange((state) => states.push(`${state.status} ${state.connection.kind}`));
  });

  function begin(connection: Connection, signal: AbortSignal): Promise<Session> {
    return new Promise((resolve, reject) => {
      const session = { id: `session-${openings.length}`, connection, region: 'r', signal } as Session;
      openings.push({ connection, signal, succeed: () => resolve(session), fail: reject });
    });
  }
  async function opening(index: number): Promise<Opening> {
    await until(1_000, `opening ${index} has begun`, () => openings.length > index);
    return openings[index] as Opening;
  }
  async function opened(): Promise<Session> {
    const session = sessions.open();
    (await opening(openings.length)).succeed();
    return session;
  }
  const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (cause: unknown) => cause,
    );

  it('asks for nothing before it is asked', () => {
    assert.deepEqual(sessions.state, { status: 'idle', connection: local });
    assert.equal(openings.length, 0);
  });

  it('opens once for all who ask, also from within the news of it', async () => {
    const within: Promise<Session>[] = [];
    sessions.onDidChange(({ status }) => {
      if (status === 'opening') within.push(sessions.open());
    });
    const asked = [sessions.open(), sessions.open()];
    (await opening(0)).succeed();
    const all = await Promise.all([...asked, ...within, sessions.open()]);
    assert.equal(new Set(all).size, 1);
    assert.equal(openings.length, 1);
    assert.deepEqual(states, ['opening local', 'open local']);
  });

  it('goes on with the new connection when it is switched while opening', async () => {
    const asked = sessions.open();
    const first = await opening(0);
    sessions.use(aws);
    const second = await opening(1);
    assert.ok(first.signal.reason instanceof SessionEnded);
    // The old one answers late: it must not come back.
    first.succeed();
    second.succeed();
    assert.equal((await asked).connection, aws);
    assert.equal((sessions.state as SessionState & { status: 'open' }).session.connection, aws);
    assert.deepEqual(remembered, [aws]);
  });

  it('does not wait for what was given up: a prompt, a credential service that hangs', async () => {
    const asked = sessions.open();
    await opening(0);
    sessions.use(aws);
    (await opening(1)).succeed();
    assert.equal((await asked).connection, aws);
  });

  it('ends the session that is switched away', async () => {
    const session = await opened();
    sessions.use(aws);
    assert.ok(session.signal.reason instanceof SessionEnded);
    assert.deepEqual(sessions.state, { status: 'idle', connection: aws });
    sessions.report(session, appError('expired'));
    assert.equal(sessions.state.status, 'idle', 'what fails late of the old one says nothing');
  });

  it('is broken when it cannot be opened, tells why to all, and tries again', async () => {
    const trouble = appError('expired');
    const asked = [sessions.open(), sessions.open()];
    (await opening(0)).fail(trouble);
    assert.deepEqual(await Promise.all(asked.map(failureOf)), [trouble, trouble]);
    assert.deepEqual(sessions.state, { status: 'broken', connection: local, error: trouble });
    await opened();
    assert.equal(sessions.state.status, 'open');
  });

  it('makes an AppError of what is none', async () => {
    const asked = sessions.open();
    (await opening(0)).fail(new TypeError('of ours'));
    const error = await failureOf(asked);
    assert.ok(error instanceof AppError && error.message === 'of ours');
  });

  describe('reports', () => {
    const cases: readonly (readonly [connection: Connection, kind: AppError['kind'], broken: string])[] = [
      [aws, 'expired', 'expired'],
      [aws, 'signedOut', 'signedOut'],
      [aws, 'denied', ''],
      [aws, 'throttled', ''],
      [aws, 'network', ''],
      [local, 'network', 'engine'],
      [local, 'signedOut', 'engine'],
      [local, 'engine', 'engine'],
      [local, 'server', ''],
    ];
    for (const [connection, kind, broken] of cases) {
      it(`${kind} on ${connection.kind} ${broken === '' ? 'are the trouble of one call' : `break it: ${broken}`}`, async () => {
        sessions.use(connection);
        const session = await opened();
        for (const _ of [1, 2]) sessions.report(session, appError(kind, `told ${_}`));
        const { state } = sessions;
        assert.equal(state.status === 'broken' ? state.error.kind : '', broken);
        assert.equal(session.signal.aborted, broken !== '');
        assert.equal(states.filter((text) => text.startsWith('broken')).length, broken === '' ? 0 : 1);
      });
    }
  });

  it('comes back by itself after an engine that ended because nobody used it', async () => {
    isQuiet = true;
    const session = await opened();
    sessions.report(session, appError('network'));
    await until(1_000, 'it is idle again', () => sessions.state.status === 'idle');
    assert.equal(openings.length, 1, 'whoever looks at it opens it, nobody else');
  });

  it('opens nothing after its end', async () => {
    const asked = sessions.open();
    await opening(0);
    sessions.dispose();
    assert.ok((await failureOf(asked)) instanceof SessionEnded);
    assert.equal(openings.length, 1);
  });
});
