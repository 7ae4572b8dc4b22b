// Writes what *Where and How Much* has told of a run that is over into the ledger, where a comparison finds it.
import type { Log } from '../services';
import type { UsageReport } from '../usage/usageReport';
import { isOver } from './runEnd';
import type { RunLedger } from './runLedger';

/** What cannot be written is told in the log: the report is there all the same. */
export async function keepCost({ groups, all, now }: UsageReport, ledger: RunLedger, log: Log): Promise<void> {
  const run = groups.flatMap(({ group }) => ledger.get(group.job.jobId) ?? [])[0];
  const isWhole = groups.every(({ group, members }) => members.length === group.size);
  if (run === undefined || !isOver(run) || !isWhole || all.costs.length === 0) return;
  const cost = { costs: all.costs.map(({ currency, amount }) => ({ currency, amount })), unpriced: all.unpriced };
  try {
    await ledger.add({ kind: 'cost', id: run.id, at: now, cost });
  } catch (cause) {
    log.error(`The cost of ${run.jobName} could not be written into the ledger of runs.`, cause);
  }
}
