// When an engine ends by itself: not while anything is asked or runs, and not a moment too early after it.
import assert from 'node:assert/strict';
import { type Server, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IdleWatch } from '../../../src/engine/idleWatch';
import { FakeClock } from '../../support/fakeClock';
import { until } from '../../support/until';

const idleMs = 300_000;

describe('idleWatch', () => {
  let clock: FakeClock;
  let isWorking: boolean;
  let ends: number;
  let watch: IdleWatch;
  beforeEach(() => {
    [clock, isWorking, ends] = [new FakeClock(), false, 0];
    watch = new IdleWatch({ idleMs, clock, hasWork: () => isWorking, onIdle: () => (ends += 1) });
  });

  it('ends an engine that nobody has asked for anything, once', () => {
    clock.advance(idleMs - 1);
    assert.equal(ends, 0);
    clock.advance(1);
    assert.equal(ends, 1);
    clock.advance(10 * idleMs);
    assert.equal(ends, 1);
  });

  it('waits for the last job, and then as long as after a request', () => {
    isWorking = true;
    clock.advance(20 * idleMs);
    assert.equal(ends, 0);
    isWorking = false;
    clock.advance(idleMs - 20_000);
    assert.equal(ends, 0);
    clock.advance(20_000);
    assert.equal(ends, 1);
  });

  it('never fires after it was closed', () => {
    watch.close();
    clock.advance(10 * idleMs);
    assert.equal(ends, 0);
  });

  describe('with requests', () => {
    let server: Server;
    let finish: () => void;
    let isClosed: boolean;
    beforeEach(async () => {
      isClosed = false;
      server = createServer((_, response) => {
        response.once('close', () => (isClosed = true));
        finish = () => response.end();
      });
      watch.watch(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterEach(() => void server.close());

    it('counts from the end of the last answer, however long it took', async () => {
      finish = (): void => undefined;
      const { port } = server.address() as AddressInfo;
      const begun = new Promise<void>((resolve) => server.once('request', () => resolve()));
      request({ port, host: '127.0.0.1', agent: false }, (answer) => answer.resume()).end();
      await begun;
      clock.advance(20 * idleMs);
      assert.equal(ends, 0, 'a stream is open');
      finish();
      await until(5_000, 'the answer is out', () => isClosed);
      clock.advance(idleMs - 20_000);
      assert.equal(ends, 0);
      clock.advance(20_000);
      assert.equal(ends, 1);
    });
  });
});
