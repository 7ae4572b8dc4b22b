// Tells when nobody uses the engine any longer: no request for a while, and no job that has not ended.
import type { Server, ServerResponse } from 'node:http';
import type { Clock } from './clock';

export type IdleOptions = {
  readonly idleMs: number;
  /** Whether any job has not ended. While there is one, the time does not begin. */
  readonly hasWork: () => boolean;
  /** Called once. */
  readonly onIdle: () => void;
  readonly clock: Clock;
};

/** While jobs run, it is asked this often whether they still do. */
const workCheckMs = 10_000;

export class IdleWatch {
  /** Requests that are being answered: a live tail may take hours. */
  private openRequests = 0;
  private lastUseMs: number;
  private cancel: () => void;

  constructor(private readonly options: IdleOptions) {
    this.lastUseMs = options.clock.now();
    this.cancel = options.clock.after(options.idleMs, () => this.look());
  }

  watch(server: Server): void {
    const count = (_request: unknown, response: ServerResponse): void => {
      this.openRequests += 1;
      response.once('close', () => {
        this.openRequests -= 1;
        this.lastUseMs = this.options.clock.now();
      });
    };
    server.on('request', count);
    server.on('checkContinue', count);
  }

  close(): void {
    this.cancel();
  }

  private look(): void {
    const { idleMs, clock, hasWork, onIdle } = this.options;
    const nowMs = clock.now();
    const isBusy = this.openRequests > 0 || hasWork();
    if (isBusy) this.lastUseMs = nowMs;
    const restMs = this.lastUseMs + idleMs - nowMs;
    if (restMs <= 0) onIdle();
    else this.cancel = clock.after(isBusy ? Math.min(restMs, workCheckMs) : restMs, () => this.look());
  }
}
