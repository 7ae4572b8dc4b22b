// Who works on an event: at least once means that the same event may come again, later or at the same moment.
import { createHash } from 'node:crypto';
import { claimsPrefix } from '../core/triggerContract';
import type { ClaimPort } from '../app/ports';
import { AppError } from '../core/errors';
import type { ArrivedObject } from './readEvent';

/** The note beside the runs about one event. */
export type Claim = {
  readonly key: string;
  readonly runId: string;
  readonly createdAtMs: number;
  /** Whose it is: one delivery of the event. */
  readonly owner: string;
  /** After this the owner is gone for certain, and another may go on with the run. */
  readonly leaseUntilMs: number;
  /** How the event was answered; absent while it is worked on. */
  readonly outcome?: 'submitted' | 'refused' | 'superseded';
};

export type Lease = { readonly claim: Claim; readonly etag: string };

/**
 * Takes the event for this owner, with the run id of an owner before it whose time is over.
 * @returns undefined when the event has been answered already
 * @throws AppError `throttled` while another delivery of the event is worked on: the outcome is not known yet.
 */
export async function takeClaim(
  arrived: ArrivedObject,
  fresh: Claim,
  nowMs: number,
  claims: ClaimPort,
  signal: AbortSignal,
): Promise<Lease | undefined> {
  const address = claimAddress(arrived);
  await claims.putTextIf(address, JSON.stringify(fresh), 'absent', signal);
  // Read back in any case: the answer to a write may have been lost and the write repeated.
  const found = await readClaim(arrived, claims, signal);
  if (found.claim.outcome !== undefined) return undefined;
  if (found.claim.owner === fresh.owner) return found;
  if (found.claim.leaseUntilMs > nowMs) throw busy(found.claim);
  const { owner, leaseUntilMs } = fresh;
  const taken = JSON.stringify({ ...found.claim, owner, leaseUntilMs });
  await claims.putTextIf(address, taken, { etag: found.etag }, signal);
  const now = await readClaim(arrived, claims, signal);
  if (now.claim.owner !== owner) throw busy(now.claim);
  return now;
}

/** Writes down how the event was answered, or (without outcome) that another delivery may go on at once. */
export async function settleClaim(
  arrived: ArrivedObject,
  { claim, etag }: Lease,
  outcome: Claim['outcome'],
  claims: ClaimPort,
  signal: AbortSignal,
): Promise<void> {
  const settled: Claim = { ...claim, leaseUntilMs: 0, ...(outcome !== undefined && { outcome }) };
  await claims.putTextIf(claimAddress(arrived), JSON.stringify(settled), { etag }, signal);
}

/** The same for every delivery of one event, whichever way it comes. */
export function claimAddress({ bucket, key, etag, versionId, sequencer }: ArrivedObject) {
  const order = sequencer?.replace(/^0+/, '').toLowerCase();
  // A bucket without versions is told as `null` by some senders and not at all by others.
  const identity = [bucket, key, etag, versionId === 'null' ? undefined : versionId, order];
  const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex');
  return { bucket, key: `${claimsPrefix}${hash}.json` };
}

async function readClaim(arrived: ArrivedObject, claims: ClaimPort, signal: AbortSignal): Promise<Lease> {
  const { bucket, key } = claimAddress(arrived);
  const found = await claims.readText({ bucket, key }, signal);
  if (found === undefined) throw new AppError('server', `s3://${bucket}/${key} was removed while it was needed.`);
  return { claim: JSON.parse(found.text) as Claim, etag: found.etag };
}

function busy({ key, runId }: Claim): AppError {
  const text = `Another delivery of the event of ${key} is being worked on as the run ${runId}: come back later.`;
  return new AppError('throttled', text);
}
