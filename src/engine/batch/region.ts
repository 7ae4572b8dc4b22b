// One region's AWS Batch: its state, its scheduler and what a beginner finds in it.
import type { Clock } from '../clock';
import type { Log } from '../log';
import type { Logs } from '../logs/logs';
import type { Store } from '../store/store';
import { Arns } from './arns';
import type { BatchContext } from './context';
import { BatchState } from './state';

export type RegionOptions = {
  readonly region: string;
  readonly accountId: string;
  readonly dataDir: string;
  readonly runImagesOnHost: boolean;
  readonly workerPath: string;
  readonly store: Store;
  readonly logs: Logs;
  readonly clock: Clock;
  readonly log: Log;
  /** What a job needs to reach the engine. */
  readonly access: {
    readonly endpoint: () => string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
};

export class BatchRegion {
  readonly context: BatchContext;

  constructor(options: RegionOptions) {
    this.context = {
      state: new BatchState(options.store),
      arns: new Arns(options.region, options.accountId),
      clock: options.clock,
      scheduler: { wake: () => undefined, stopTask: () => undefined, endJobsOfQueue: () => undefined },
    };
  }

  /** Compute environment, queue and the two job definitions of the pipeline. */
  createBeginnersSet(): void {
    return;
  }

  /** Takes up the jobs of an earlier engine: ends the attempts that died with it, starts what can start. */
  resume(): void {
    return;
  }

  /** Stops every attempt. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}
