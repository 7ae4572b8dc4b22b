// The panel's store: which messages it posts when, and what it does with messages that it does not know.
import assert from 'node:assert/strict';
import type { HostMessage, PanelMessage } from '../../../src/app/runPanel/protocol';
import { type Store, createStore } from '../../../src/webview/store';
import { englishTexts, text, useTexts } from '../../../src/webview/texts';
import { children, job } from './panelFixture';

type World = {
  readonly store: Store;
  readonly posted: PanelMessage[];
  readonly saved: unknown[];
  /** Lets the delay pass. */
  readonly wait: () => void;
  readonly drawn: () => number;
  readonly nextFrame: () => void;
};

function world(): World {
  const posted: PanelMessage[] = [];
  const saved: unknown[] = [];
  const timers = new Set<() => void>();
  const frames: (() => void)[] = [];
  let drawn = 0;
  const store = createStore(
    undefined,
    {
      post: (message) => posted.push(message),
      save: (ui, jobId) => saved.push({ ui, jobId }),
      onNextFrame: (draw) => frames.push(draw),
      after: (_, run) => {
        timers.add(run);
        return () => timers.delete(run);
      },
      now: () => 0,
    },
    () => (drawn += 1),
  );
  return {
    store,
    posted,
    saved,
    wait: () => {
      const due = [...timers];
      timers.clear();
      for (const run of due) run();
    },
    drawn: () => drawn,
    nextFrame: () => {
      for (const draw of frames.splice(0)) draw();
    },
  };
}

const array: readonly HostMessage[] = [
  { type: 'state', state: job() },
  { type: 'children', children: children('RRRFFF') },
];

function opened(): World {
  const made = world();
  for (const message of array) made.store.receive(message);
  made.wait();
  return made;
}

describe('the store of the panel', () => {
  it('asks for the log that the state calls for', () => {
    const { posted } = opened();
    assert.deepEqual(posted, [
      { type: 'followLog', selectionId: 1, selection: { kind: 'running' }, attempt: undefined, isLive: false },
    ]);
  });

  it('asks only for the child where the keyboard comes to rest', () => {
    const { store, posted, wait } = opened();
    for (const index of [1, 2, 3]) store.dispatch({ type: 'select', index, how: 'one' });
    assert.equal(posted.length, 1);
    wait();
    assert.deepEqual(posted.slice(1), [
      {
        type: 'followLog',
        selectionId: 2,
        selection: { kind: 'children', indexes: [3] },
        attempt: undefined,
        isLive: false,
      },
    ]);
  });

  it('does not ask again for the same log, nor puts it off while news come', () => {
    const { store, posted, wait } = opened();
    for (const message of array) store.receive(message);
    wait();
    assert.equal(posted.length, 1);
    store.dispatch({ type: 'select', index: 1, how: 'one' });
    for (const message of array) store.receive(message);
    wait();
    assert.equal(posted.length, 2);
  });

  it('asks for nothing when one comes back before the delay is over', () => {
    const { store, posted, wait } = opened();
    store.dispatch({ type: 'select', index: 1, how: 'one' });
    store.dispatch({ type: 'followRunning' });
    wait();
    assert.equal(posted.length, 1);
  });

  it('drops lines of the selection before', () => {
    const { store, wait } = opened();
    store.dispatch({ type: 'select', index: 1, how: 'one' });
    wait();
    store.receive({ type: 'logLines', selectionId: 1, lines: [{ timeMs: 0, text: 'late' }] });
    store.receive({ type: 'logLines', selectionId: 2, lines: [{ timeMs: 0, text: 'right' }] });
    assert.equal(store.state().log.buffer.end, 1);
  });

  const malformed: readonly unknown[] = [
    undefined,
    'text',
    { type: 'unknown' },
    { type: 'state', state: { name: 'half' } },
    { type: 'children', children: { ...children('RR'), letters: '<b>' } },
    { type: 'logLines', selectionId: 1, lines: [{ timeMs: 'now', text: 7 }] },
  ];
  for (const message of malformed) {
    it(`refuses ${(JSON.stringify(message) as string | undefined)?.slice(0, 60) ?? 'nothing'} and says so`, () => {
      const { store, posted } = opened();
      const before = store.state();
      store.receive(message);
      assert.equal(store.state(), before);
      assert.equal(posted.at(-1)?.type, 'fault');
    });
  }

  it('draws many changes together', () => {
    const made = opened();
    made.nextFrame();
    const before = made.drawn();
    for (const index of [1, 2, 3]) made.store.dispatch({ type: 'select', index, how: 'one' });
    made.nextFrame();
    assert.equal(made.drawn(), before + 1);
  });

  it('saves the view when it changes, and only then', () => {
    const { store, saved } = opened();
    const before = saved.length;
    store.dispatch({ type: 'set', ui: { tab: 'table' } });
    store.dispatch({ type: 'set', ui: { tab: 'table' } });
    for (const message of array) store.receive(message);
    assert.equal(saved.length, before + 1);
  });
});

describe('the texts of the panel', () => {
  afterEach(() => useTexts(null));

  it('come in another language where there are any', () => {
    useTexts(JSON.stringify({ stop: 'Dừng', child: 'Con {0}' }), 'vi');
    assert.equal(text('stop'), 'Dừng');
    assert.equal(text('child', '7'), 'Con 7');
    assert.equal(text('refresh'), 'Refresh');
    assert.equal(text('progressValue', 5_000, 10_000), '5.000 of 10.000 ended');
  });
  for (const nonsense of ['', '{', '[]', '{"stop": 7}', 'null']) {
    it(`stay English for ${nonsense}`, () => {
      useTexts(nonsense);
      assert.equal(text('stop'), 'Stop');
    });
  }
  it('have no empty ones', () => assert.ok(Object.values(englishTexts()).every((one) => one.trim() !== '')));
});
