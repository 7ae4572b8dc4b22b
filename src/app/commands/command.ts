// What a command is, and what it can reach.

/** The services of the running extension, in domain words: the composition root makes them. */
export type Services = {
  readonly explorer: {
    /** Asks for everything that is shown anew. */
    refresh(): void;
  };
  readonly log: {
    /** Brings the log in front of the user. */
    show(): void;
  };
};

/**
 * @param target what was clicked, in the tree or in the Explorer; undefined from the palette.
 * @param selection everything that is selected, the target among it.
 * @throws UserCancelled when the user closed a prompt: nothing is said then. Any other error is shown, with the log.
 */
export type Command = (services: Services, target?: unknown, selection?: readonly unknown[]) => Promise<void>;
