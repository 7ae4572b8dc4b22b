// The request to stop that a signal makes: what must not be left behind is cleaned up first.

export type Cleanup = (signal: NodeJS.Signals) => Promise<void>;

export class Interruption {
  isRaised = false;
  readonly #cleanups = new Set<Cleanup>();

  /** Has `cleanup` called when the worker is interrupted, until the returned function is called. */
  onRaise(cleanup: Cleanup): () => void {
    this.#cleanups.add(cleanup);
    return () => this.#cleanups.delete(cleanup);
  }

  /** Resolves when everything is cleaned up, as far as that was possible. */
  async raise(signal: NodeJS.Signals): Promise<void> {
    this.isRaised = true;
    await Promise.allSettled([...this.#cleanups].map((cleanup) => cleanup(signal)));
  }
}
