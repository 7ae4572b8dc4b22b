// Finding out the state of each child where the service helps little: no counts, late counts, children that slip through.
import assert from 'node:assert/strict';
import { ChildSweeps } from '../../../../src/app/runPanel/childSweeps';
import { RunModel } from '../../../../src/app/runPanel/runModel';
import { ChildTable } from '../../../../src/app/runPanel/childTable';
import { statusCounts } from '../../../../src/core/arrayJob';
import { FakeBrowser, aJob, fails } from '../../../support/fakeBrowser';
import { FakeStorage } from '../../../support/fakePorts';
import { countsOf } from '../../../support/panelWorld';
import { childJobs } from '../../../support/treeWorld';

const { signal } = new AbortController();

describe('children of an array', () => {
  let browser: FakeBrowser;
  let table: ChildTable;
  let sweeps: ChildSweeps;
  const letters = (): string => table.toChildren().letters;
  const put = (states: string): void => {
    const names: Readonly<Record<string, string>> = { R: 'RUNNING', S: 'SUCCEEDED', F: 'FAILED', W: 'RUNNABLE' };
    browser.jobs = childJobs('a', states.length, (index) => ({ status: names[states[index] ?? ''] ?? '' }));
  };
  beforeEach(() => {
    browser = new FakeBrowser();
    table = new ChildTable(6);
    sweeps = new ChildSweeps('a', table, browser);
  });

  it('are found without counts, a few pages at a time', async () => {
    put('RSFWWR');
    for (let look = 0; look < 4; look += 1) await sweeps.look(undefined, 2, signal);
    assert.equal(letters(), 'RSFWWR');
    assert.equal(browser.calls.length, 8);
    put('SSFSSF');
    for (let look = 0; look < 4; look += 1) await sweeps.look(undefined, 2, signal);
    assert.equal(letters(), 'SSFSSF');
    // All have ended: nobody needs to ask again.
    const calls = browser.calls.length;
    await sweeps.look(undefined, 2, signal);
    assert.equal(browser.calls.length, calls);
  });

  it('are not asked for when the service has merely counted late', async () => {
    put('SSSRRR');
    await sweeps.look(statusCounts({ SUCCEEDED: 3, RUNNING: 3 }), 10, signal);
    const calls = browser.calls.length;
    await sweeps.look(statusCounts({ SUCCEEDED: 2, RUNNING: 3 }), 10, signal);
    assert.equal(browser.calls.length, calls);
  });

  it('are told as moved when a whole pass has not met them', async () => {
    browser.pageSizes.byStatus = 2;
    put('RRRRRR');
    await sweeps.look(statusCounts({ RUNNING: 6 }), 2, signal);
    assert.equal(letters(), 'RRRR..');
    await sweeps.look(statusCounts({ RUNNING: 6 }), 2, signal);
    assert.deepEqual([letters(), table.moved(10)], ['RRRRRR', []]);
    put('RWRRWR');
    await sweeps.look(statusCounts({ RUNNING: 4 }), 2, signal);
    assert.deepEqual([table.moved(10), table.count('RUNNING')], [[1, 4], 4]);
    for (const child of browser.jobs) table.note(child);
    assert.deepEqual([letters(), table.moved(10)], ['RWRRWR', []]);
  });

  it('are described when they have moved, and kept only while their log is read', async () => {
    const at = (states: string): void => {
      put(states);
      const counts = countsOf(browser.jobs);
      browser.jobs.push(aJob('a', 'PENDING', { array: { size: states.length, counts } }));
    };
    at('RRRRRR');
    const session = { batch: browser, storage: new FakeStorage() };
    const model = new RunModel('a', { session, clock: { now: () => 0 }, onChange: () => undefined });
    await model.look(signal);
    at('RWRRRF');
    model.follow(['a:5']);
    await model.look(signal);
    await model.look(signal);
    assert.equal(model.table?.toChildren().letters, 'RWRRRF');
    assert.deepEqual([model.known('a:1'), model.known('a:5')?.status], [undefined, 'FAILED']);
    model.follow([]);
    assert.equal(model.known('a:5'), undefined);
  });

  it('stay ended, whatever an older page says', () => {
    put('SSSSSS');
    for (const child of browser.jobs) table.note(child);
    put('RRRRRR');
    for (const child of browser.jobs) table.note(child);
    assert.equal(letters(), 'SSSSSS');
  });

  it('are asked for from the beginning after a page that failed', async () => {
    browser.pageSizes.byStatus = 2;
    put('RRRRRR');
    await sweeps.look(statusCounts({ RUNNING: 6 }), 1, signal);
    browser.before = () => fails('invalid', 'the token is too old');
    await assert.rejects(sweeps.look(statusCounts({ RUNNING: 6 }), 1, signal), { kind: 'invalid' });
    browser.before = () => undefined;
    await sweeps.look(statusCounts({ RUNNING: 6 }), 3, signal);
    assert.equal(letters(), 'RRRRRR');
  });
});
