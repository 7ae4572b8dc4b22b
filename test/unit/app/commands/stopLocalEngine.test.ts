// Ending the engine that every window shares.
import assert from 'node:assert/strict';
import { stopLocalEngine } from '../../../../src/app/commands/stopLocalEngine';
import { UserCancelled } from '../../../../src/app/commands/userCancelled';
import { makeConnectionWorld } from '../../../support/connectionWorld';

describe('stopLocalEngine', () => {
  it('asks first, and leaves a connection that says that the engine is gone', async () => {
    const world = makeConnectionWorld();
    world.engine.isRunning = true;
    await world.sessions.open();
    world.ui.answers = ['escape'];
    await assert.rejects(stopLocalEngine(world), UserCancelled);
    assert.equal(world.engine.isRunning, true);
    world.ui.answers = [{ choose: 'Stop' }];
    await stopLocalEngine(world);
    assert.equal(world.engine.isRunning, false);
    assert.deepEqual(
      world.sessions.reported.map(({ kind }) => kind),
      ['engine'],
      'it must not be started again by whoever looks next',
    );
  });

  it('says so when there was none', async () => {
    const world = makeConnectionWorld();
    world.ui.answers = [{ choose: 'Stop' }];
    await stopLocalEngine(world);
    assert.match(world.ui.notices[0]?.message ?? '', /was not running/);
  });
});
