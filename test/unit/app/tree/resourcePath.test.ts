// The way to a queue, an environment or a revision that was just made, wherever it stands in the tree.
import assert from 'node:assert/strict';
import {
  aDefinition,
  aQueue,
  anEnvironment,
  definitionArn,
  environmentArn,
  queueArn,
} from '../../../support/fakeBrowser';
import { settle } from '../../../support/manualClock';
import { type TreeWorld, makeTreeWorld } from '../../../support/treeWorld';

describe('resources can be revealed', () => {
  let world: TreeWorld;
  beforeEach(async () => {
    world = makeTreeWorld();
    await world.view.show();
  });
  afterEach(() => {
    world.explorer.dispose();
    assert.deepEqual(world.faults, []);
  });

  const shownArn = (): string | undefined => {
    const [node] = world.view.selection;
    return node !== undefined && 'arn' in node ? node.arn : undefined;
  };

  it('when they were made a moment ago, whether their section was ever open or not', async () => {
    const { browser, explorer } = world;
    browser.queues.push(aQueue('new'));
    await explorer.revealResource(queueArn('new'));
    assert.equal(shownArn(), queueArn('new'));
    browser.environments.push(anEnvironment('new'));
    await explorer.revealResource(environmentArn('new'));
    assert.equal(shownArn(), environmentArn('new'));
    browser.definitions.push(aDefinition('new', 1));
    await explorer.revealResource(definitionArn('new:1'));
    browser.definitions.push(aDefinition('new', 2));
    await explorer.revealResource(definitionArn('new:2'));
    assert.equal(shownArn(), definitionArn('new:2'));
  });

  it('when a filter hides them, or they are far down', async () => {
    const { browser, view, explorer } = world;
    browser.queues = Array.from({ length: 150 }, (_, n) => aQueue(`q${n}`));
    await explorer.setOptions(view.find('Job Queues'), { text: 'nothing' });
    await explorer.revealResource(queueArn('q149'));
    await settle();
    assert.equal(explorer.optionsOf(view.find('Job Queues')).text, undefined);
    assert.match(view.text('Job Queues').at(-1) ?? '', /^q149/);
  });

  it('but not when no list has them', () =>
    assert.rejects(world.explorer.revealResource(queueArn('gone')), { kind: 'notFound' }));
});
