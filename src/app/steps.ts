// A sequence of prompts with a Back button: what a user answered is kept while going back and forth.
import { StepBack } from './ui';

/**
 * One prompt. It gets what was answered so far and gives it with its own answer; a step that has nothing to ask gives
 * the very same value back, and is passed over on the way back too.
 * @throws StepBack when the user went back; anything else ends the sequence.
 */
export type Step<State> = (state: State, canGoBack: boolean) => Promise<State>;

/** @throws UserCancelled when a prompt was closed. */
export async function inSteps<State>(initial: State, steps: readonly Step<State>[]): Promise<State> {
  /** The steps that asked, each with what it was given. */
  const asked: { readonly index: number; readonly before: State }[] = [];
  let state = initial;
  for (let index = 0; index < steps.length;) {
    try {
      const before = state;
      state = (await steps[index]?.(before, asked.length > 0)) ?? before;
      if (state !== before) asked.push({ index, before });
      index += 1;
    } catch (cause) {
      const previous = cause instanceof StepBack ? asked.pop() : undefined;
      if (previous === undefined) throw cause;
      index = previous.index;
      state = previous.before;
    }
  }
  return state;
}
