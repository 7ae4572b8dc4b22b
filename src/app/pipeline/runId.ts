// Names of runs and of their jobs.
import { compactTimestamp } from '../../core/time';

const randomLength = 5;
const maxBaseLength = 60;

/**
 * `20261124T041502-x7k2q`: sorts by time, is safe in keys and job names, and tells runs of one second apart.
 * @param random gives numbers from 0 up to, but not including, 1
 */
export function makeRunId(nowMs: number, random: () => number): string {
  const letters = Array.from({ length: randomLength }, () => Math.floor(random() * 36).toString(36));
  return `${compactTimestamp(nowMs)}-${letters.join('')}`;
}

/** `color-split-20261124T041502-x7k2q`: the role stands where a narrow list still shows it; the file's name as far as Batch takes it; no other job has this name. */
export function pipelineJobName(inputName: string, runId: string, role: 'split' | 'merge'): string {
  const base = inputName
    .replace(/\.[^.]*$/, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, maxBaseLength);
  return `${base === '' ? 'pipeline' : base}-${role}-${runId}`;
}
