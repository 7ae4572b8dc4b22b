// Going back and forth between prompts.
import assert from 'node:assert/strict';
import { UserCancelled } from '../../../src/app/commands/userCancelled';
import { type Step, inSteps } from '../../../src/app/steps';
import { StepBack } from '../../../src/app/ui';

describe('inSteps', () => {
  let asked: string[];
  beforeEach(() => {
    asked = [];
  });
  /** A step that adds its answers one by one, each time that it is asked; `back` goes back. */
  function step(name: string, ...answers: readonly string[]): Step<string> {
    const rest = [...answers];
    return (state, canGoBack) => {
      asked.push(`${name}${canGoBack ? ' <' : ''}`);
      const answer = rest.shift();
      if (answer === 'escape') return Promise.reject(new UserCancelled());
      return answer === 'back' ? Promise.reject(new StepBack()) : Promise.resolve(`${state}${answer ?? ''}`);
    };
  }

  it('asks one after the other', async () => {
    assert.equal(await inSteps('', [step('a', '1'), step('b', '2')]), '12');
    assert.deepEqual(asked, ['a', 'b <']);
  });

  it('goes back to the step before, which begins from what it was given', async () => {
    assert.equal(await inSteps('', [step('a', '1', '4'), step('b', '2', '5'), step('c', 'back', '6')]), '156');
    assert.deepEqual(asked, ['a', 'b <', 'c <', 'b <', 'c <']);
  });

  it('passes over steps that have nothing to ask, in both directions', async () => {
    const nothing: Step<string> = (state) => Promise.resolve(state);
    assert.equal(await inSteps('', [nothing, step('a', '1', '3'), nothing, step('b', 'back', '4')]), '34');
    assert.deepEqual(asked, ['a', 'b <', 'a', 'b <']);
  });

  it('ends when a prompt is closed', async () => {
    await assert.rejects(inSteps('', [step('a', '1'), step('b', 'escape')]), UserCancelled);
  });
});
