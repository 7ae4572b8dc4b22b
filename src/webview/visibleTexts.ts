// Texts of the host that come from jobs, with whatever could hide or reorder text made visible.
import type { Children, PanelState, UsageView } from '../app/runPanel/protocol';
import { visible, visibleLines } from './logText';

export function visibleJob(job: PanelState): PanelState {
  return {
    ...job,
    name: visible(job.name),
    connection: visible(job.connection),
    queue: visible(job.queue),
    statusText: visible(job.statusText),
    explanation: visible(job.explanation),
    stages: job.stages.map((stage) => ({
      ...stage,
      label: visible(stage.label),
      statusText: visible(stage.statusText),
      detail: stage.detail === undefined ? undefined : visibleLines(stage.detail),
    })),
    failures: job.failures.map((group) => ({ ...group, text: visible(group.text) })),
    result: job.result && {
      ...job.result,
      name: visible(job.result.name),
      head: job.result.head === undefined ? undefined : visibleLines(job.result.head),
      note: job.result.note === undefined ? undefined : visible(job.result.note),
    },
    trouble: job.trouble && {
      ...job.trouble,
      text: visible(job.trouble.text),
      action: job.trouble.action && { ...job.trouble.action, label: visible(job.trouble.action.label) },
    },
  };
}

export function visibleChildren(children: Children): Children {
  return { ...children, reasons: children.reasons.map(visible) };
}

export function visibleUsage(usage: UsageView): UsageView {
  if (usage.kind !== 'shown') return { ...usage, text: visible(usage.text) };
  const rows = usage.rows.map(({ label, value }) => ({ label: visible(label), value: visible(value) }));
  return { ...usage, rows, notes: usage.notes.map(visible) };
}
