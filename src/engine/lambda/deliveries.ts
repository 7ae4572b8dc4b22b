// Runs the upload trigger for what S3 has to tell, as Lambda does: at least once, again after a failure, twice at most.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { accessEnvironment, type EngineAccess } from '../batch/taskEnvironment';
import type { Clock } from '../clock';
import type { Log } from '../log';
import type { Logs } from '../logs/logs';
import { ProcessRunner } from '../runners/process';
import { pidsOfTasks, signalTree } from '../runners/processTree';
import type { RunningTask } from '../runners/runner';
import { triggerFunction } from '../s3/notificationRules';
import type { DeliveryRecord } from '../s3/records';
import type { S3 } from '../s3/s3';

export const triggerLogGroup = `/aws/lambda/${triggerFunction}`;

export type DeliveriesOptions = {
  readonly s3: S3;
  /** dist/trigger.js */
  readonly triggerPath: string;
  readonly workFolder: string;
  readonly logsOf: (region: string) => Logs;
  /** Makes the queue and the definitions that the function uses, in a region that has none. */
  readonly prepare: (region: string) => void;
  readonly access: EngineAccess;
  readonly clock: Clock;
  readonly log: Log;
};

const timeoutMs = 300_000;
/** Lambda waits one minute, then two: nobody waits so long in front of a local engine. */
const retryDelaysMs = [5_000, 30_000];
const maxAtOnce = 2;
const stopGraceMs = 2_000;

/** Runs in the child: the bundle and the event come as parameters. */
const script =
  'const [path, event, deliveryId] = process.argv.slice(1), end = Date.now() + ' +
  `${timeoutMs}; require(path).handler(JSON.parse(event), ` +
  '{ deliveryId, getRemainingTimeInMillis: () => end - Date.now() }).then(() => process.exit(0), (cause) => ' +
  '{ process.stderr.write(`${cause && cause.message}\\n`, () => process.exit(1)); });';

export class Deliveries {
  private readonly waiting: string[] = [];
  private readonly running = new Map<string, RunningTask>();
  private readonly runner: ProcessRunner;
  private isClosed = false;

  constructor(private readonly options: DeliveriesOptions) {
    this.runner = new ProcessRunner(options.clock);
    mkdirSync(options.workFolder, { recursive: true });
  }

  /** Takes up what an earlier engine left, and all that comes. */
  open(): void {
    const { s3 } = this.options;
    const ids = [...s3.deliveries.records.keys()];
    // What a killed engine left running must not work beside its successor.
    for (const pid of pidsOfTasks((taskId) => s3.deliveries.get(taskId) !== undefined)) signalTree(pid, '', 'SIGKILL');
    for (const id of ids) this.add(id);
    s3.onDelivery = (id) => this.add(id);
  }

  hasWork(): boolean {
    return this.options.s3.deliveries.records.size > 0;
  }

  close(): void {
    this.isClosed = true;
    for (const task of this.running.values()) task.stop(stopGraceMs);
  }

  private add(id: string): void {
    this.waiting.push(id);
    this.startNext();
  }

  private startNext(): void {
    while (!this.isClosed && this.running.size < maxAtOnce) {
      const id = this.waiting.shift();
      if (id === undefined) return;
      const delivery = this.options.s3.deliveries.get(id);
      if (delivery !== undefined) this.start(id, delivery);
    }
  }

  private start(id: string, delivery: DeliveryRecord): void {
    const { access, clock, prepare, triggerPath, workFolder } = this.options;
    const { bucket, region, event } = delivery;
    const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
    const stream = `${day}/[$LATEST]${randomBytes(16).toString('hex')}`;
    const say = (lines: readonly string[]): void => this.say(region, stream, lines);
    try {
      prepare(region);
    } catch (cause) {
      // The function will not find what it needs: why it is not there stands before its own words.
      say([`Queue and definitions could not be made: ${cause instanceof Error ? cause.message : String(cause)}`]);
    }
    const task = this.runner.start(
      {
        taskId: id,
        command: [process.execPath, '-e', script, triggerPath, JSON.stringify(event), id],
        workFolder,
        environment: {
          ...accessEnvironment(region, access),
          ELECTRON_RUN_AS_NODE: '1',
          PIPELINE_BUCKET: bucket,
          PIPELINE_QUEUE: 'local',
          PIPELINE_SPLIT_DEFINITION: 'pipeline-split',
          PIPELINE_MERGE_DEFINITION: 'pipeline-merge',
        },
      },
      {
        onStarted: () => undefined,
        onLines: say,
        onEnded: ({ exitCode, reason }) => {
          cancelTimeout();
          this.running.delete(id);
          if (!this.isClosed) this.settle(id, delivery, exitCode === 0, say, reason);
        },
      },
    );
    const cancelTimeout = clock.after(timeoutMs, () => task.stop(0));
    this.running.set(id, task);
  }

  private settle(
    id: string,
    { failures }: DeliveryRecord,
    isGood: boolean,
    say: (lines: readonly string[]) => void,
    reason: string | undefined,
  ): void {
    const { s3, clock, log } = this.options;
    const delayMs = retryDelaysMs[failures];
    try {
      if (reason !== undefined) say([reason]);
      if (isGood || delayMs === undefined) {
        if (!isGood) say(['The event is given up after three tries: put the object again once the cause is mended.']);
        s3.forgetDelivery(id);
      } else {
        s3.countFailure(id, failures + 1);
        clock.after(delayMs, () => this.add(id));
      }
    } catch (cause) {
      // A full disk: the delivery stays, and comes again at the next start.
      log.error(`the delivery ${id} could not be written down`, cause);
    }
    this.startNext();
  }

  private say(region: string, stream: string, lines: readonly string[]): void {
    // The files of the log are closed by then.
    if (this.isClosed) return;
    const timestamp = this.options.clock.now();
    const events = lines.map((message) => ({ timestamp, message }));
    this.options.logsOf(region).append(triggerLogGroup, stream, events);
  }
}
