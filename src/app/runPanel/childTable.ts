// What is known of each child of an array, in columns: ten thousand children come and go in one message.
import type { StatusCounts } from '../../core/arrayJob';
import { parentJobId } from '../../core/arrayJob';
import type { Job, JobSummary } from '../../core/job';
import { type KnownJobStatus, isTerminal, jobStatuses } from '../../core/jobStatus';
import { failureReason, reasonGroup } from './failureGroups';
import { type Children, statusLetters, unknownLetter } from './protocol';

const numbers = ['createdAt', 'startedAt', 'stoppedAt', 'exitCode', 'attempts'] as const;
type NumberColumn = (typeof numbers)[number];

/** Of a child whose state is not known. */
const noState = -1;

export class ChildTable {
  /** Counts up with every change. */
  revision = 0;
  /** Place in `jobStatuses`. */
  private readonly states: Int8Array;
  /** It is no longer in the state that is shown; in which it is, nobody has asked. */
  private readonly hasMoved: Uint8Array;
  /** The number of the pass in which its state was seen last. */
  private readonly seenIn: Uint32Array;
  private readonly columns: Readonly<Record<NumberColumn, (number | null)[]>>;
  private readonly reasonOf: (number | null)[];
  private readonly reasons: string[] = [];
  /** Beside `reasons`: told once, not with every look. */
  private readonly reasonGroups: string[] = [];
  private readonly placeOfReason = new Map<string, number>();
  /** By place in `jobStatuses`, without those that have moved. */
  private readonly tally = jobStatuses.map(() => 0);
  private passes = 0;

  constructor(readonly size: number) {
    const empty = (): (number | null)[] => Array.from({ length: size }, () => null);
    this.states = new Int8Array(size).fill(noState);
    this.hasMoved = new Uint8Array(size);
    this.seenIn = new Uint32Array(size);
    this.reasonOf = empty();
    this.columns = {
      createdAt: empty(),
      startedAt: empty(),
      stoppedAt: empty(),
      exitCode: empty(),
      attempts: empty(),
    };
  }

  /** Of those whose state is known for sure. */
  count(status: KnownJobStatus): number {
    return this.tally[jobStatuses.indexOf(status)] ?? 0;
  }

  get counts(): StatusCounts {
    const counts = jobStatuses.map((status) => [status, this.count(status)] as const);
    return Object.fromEntries(counts) as StatusCounts;
  }

  get endedCount(): number {
    return this.count('SUCCEEDED') + this.count('FAILED');
  }

  statusOf(index: number): KnownJobStatus | undefined {
    return jobStatuses[this.states[index] ?? noState];
  }

  /** In ascending order. */
  indexesIn(status: KnownJobStatus, max = this.size): readonly number[] {
    const state = jobStatuses.indexOf(status);
    const found: number[] = [];
    for (let index = 0; index < this.size && found.length < max; index += 1) {
      if (this.states[index] === state) found.push(index);
    }
    return found;
  }

  /** Children that have left the state in which they were seen. */
  moved(max: number): readonly number[] {
    const found: number[] = [];
    for (let index = 0; index < this.size && found.length < max; index += 1) {
      if (this.hasMoved[index] === 1) found.push(index);
    }
    return found;
  }

  /** A pass through all children in one state begins. @returns its number */
  beginPass(): number {
    this.passes += 1;
    return this.passes;
  }

  /** The pass has ended: children that were in this state before and were not met have moved. */
  endPass(status: KnownJobStatus, pass: number): void {
    const state = jobStatuses.indexOf(status);
    for (let index = 0; index < this.size; index += 1) {
      const isMissing = this.states[index] === state && (this.seenIn[index] ?? 0) < pass;
      if (!isMissing || this.hasMoved[index] === 1 || isTerminal(status)) continue;
      this.hasMoved[index] = 1;
      this.tally[state] = (this.tally[state] ?? 0) - 1;
    }
  }

  /** What a list or a description tells of one child. Of one that has ended nothing older counts any more. */
  note(child: JobSummary | Job): void {
    const index = child.array?.index ?? indexOfChild(child.jobId);
    const state = (jobStatuses as readonly string[]).indexOf(child.status);
    if (index === undefined || index < 0 || index >= this.size || state === noState) return;
    const known = this.statusOf(index);
    if (known !== undefined && isTerminal(known) && !isTerminal(child.status)) return;
    this.seenIn[index] = this.passes;
    this.setState(index, state);
    const attempts = 'attempts' in child ? child.attempts.length : undefined;
    const values: Readonly<Record<NumberColumn, number | undefined>> = { ...pick(child), attempts };
    for (const name of numbers) {
      const value = values[name];
      // A list does not tell of attempts: what a description told stays.
      if (value === undefined && name === 'attempts') continue;
      this.set(this.columns[name], index, value ?? null);
    }
    this.set(this.reasonOf, index, this.placeOf(failureReason(child)));
  }

  toChildren(): Children {
    const letters = Array.from(this.states, (state) => {
      const status = jobStatuses[state];
      return status === undefined ? unknownLetter : statusLetters[status];
    });
    const { createdAt, startedAt, stoppedAt, exitCode, attempts } = this.columns;
    return {
      letters: letters.join(''),
      createdAt: [...createdAt],
      startedAt: [...startedAt],
      stoppedAt: [...stoppedAt],
      exitCode: [...exitCode],
      attempts: [...attempts],
      reason: [...this.reasonOf],
      reasons: [...this.reasons],
    };
  }

  exitCodeOf(index: number): number | undefined {
    return this.columns.exitCode[index] ?? undefined;
  }

  /** What its reason has in common with those of others. */
  reasonGroupOf(index: number): string | undefined {
    return this.reasonGroups[this.reasonOf[index] ?? -1];
  }

  /** Of those that are known. */
  timesOf(name: 'startedAt' | 'stoppedAt'): readonly number[] {
    return this.columns[name].filter((time) => time !== null);
  }

  private setState(index: number, state: number): void {
    const before = this.states[index] ?? noState;
    const hadMoved = this.hasMoved[index] === 1;
    if (before === state && !hadMoved) return;
    if (before !== noState && !hadMoved) this.tally[before] = (this.tally[before] ?? 0) - 1;
    this.tally[state] = (this.tally[state] ?? 0) + 1;
    this.hasMoved[index] = 0;
    this.states[index] = state;
    if (before !== state) this.revision += 1;
  }

  private set(column: (number | null)[], index: number, value: number | null): void {
    if (column[index] === value) return;
    column[index] = value;
    this.revision += 1;
  }

  private placeOf(reason: string | undefined): number | null {
    if (reason === undefined) return null;
    const known = this.placeOfReason.get(reason);
    if (known !== undefined) return known;
    this.placeOfReason.set(reason, this.reasons.length);
    this.reasonGroups.push(reasonGroup(reason));
    return this.reasons.push(reason) - 1;
  }
}

function pick({ createdAt, startedAt, stoppedAt, exitCode }: JobSummary) {
  return { createdAt, startedAt, stoppedAt, exitCode };
}

function indexOfChild(jobId: string): number | undefined {
  return parentJobId(jobId) === undefined ? undefined : Number(jobId.slice(jobId.lastIndexOf(':') + 1));
}
