// The Lambda handler of the upload trigger: dist/trigger.js.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../app/ports';
import { BatchGateway } from '../aws/batchGateway';
import { ClaimGateway } from '../aws/claimGateway';
import { awsClients } from '../aws/clients';
import { StorageGateway } from '../aws/storageGateway';
import { AppError, messageOf } from '../core/errors';
import { readTriggerSettings } from '../core/triggerContract';
import { readEvent } from './readEvent';
import { type TriggerPorts, startRun } from './startRun';

/** What the handler uses of Lambda's own. */
type LambdaContext = {
  readonly getRemainingTimeInMillis: () => number;
  /** From the local engine, which never works on one delivery twice at a time: then it goes on without waiting. */
  readonly deliveryId?: string;
};

/** What is left of the time for writing down that another delivery may go on. */
const reserveMs = 3000;

const clock: Clock = {
  now: () => Date.now(),
  sleep: (delayMs, signal) => wait(delayMs, undefined, { signal }),
};

/** One line of JSON: nothing in it is a secret, since no setting is. */
function log(entry: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(entry)}\n`);
}

/** Kept between the invocations of one instance. */
let ports: TriggerPorts | undefined;

function portsOf(env: NodeJS.ProcessEnv): TriggerPorts {
  const clients = awsClients({ region: env.AWS_REGION ?? 'us-east-1', endpoint: env.AWS_ENDPOINT_URL });
  return {
    batch: new BatchGateway(clients),
    storage: new StorageGateway(clients),
    claims: new ClaimGateway(clients),
    clock,
    random: Math.random,
    log,
  };
}

/** @throws the first failure, once all objects of the event were tried: Lambda then delivers the event again. */
export async function handler(event: unknown, context: LambdaContext): Promise<void> {
  const remainingMs = context.getRemainingTimeInMillis();
  const delivery = { owner: context.deliveryId ?? randomUUID(), endsAtMs: clock.now() + remainingMs };
  const signal = AbortSignal.timeout(Math.max(remainingMs - reserveMs, 1));
  const failures: unknown[] = [];
  const settings = readTriggerSettings(process.env);
  for (const arrived of readEvent(event)) {
    try {
      await startRun(arrived, settings, delivery, (ports ??= portsOf(process.env)), signal);
    } catch (cause) {
      const { bucket, key } = arrived;
      const kind = cause instanceof AppError ? cause.kind : undefined;
      log({ message: 'failed', bucket, key, kind, error: messageOf(cause) });
      failures.push(cause);
    }
  }
  if (failures.length > 0) throw failures[0];
}
