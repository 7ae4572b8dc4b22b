// What a command is.
import type { Services } from '../services';

/**
 * @typeParam Needs the part of the services that it uses: its tests have no more to make than that.
 * @param target what was clicked, in the tree or in the Explorer; undefined from the palette.
 * @param selection everything that is selected, the target among it.
 * @typeParam Result what a caller of the command is promised, see README.
 * @throws UserCancelled when the user closed a prompt: nothing is said then. Any other error is shown, with the log.
 */
export type Command<Needs = Services, Result = void> = (
  services: Needs,
  target?: unknown,
  selection?: readonly unknown[],
) => Promise<Result>;
