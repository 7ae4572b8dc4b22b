// Runs as the host would tell of them: a rainbow of seven, an array that fails for three reasons, ten thousand children.
import type { Children, HostMessage, LogLine, PanelState, Stage, UsageView } from '../../src/app/runPanel/protocol';

export type Run = { readonly state: PanelState; readonly children: Children };

const second = 1_000;

/** The same numbers every time. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function stateOf(part: Partial<PanelState> & Pick<PanelState, 'now' | 'total'>): PanelState {
  return {
    jobId: 'job-1',
    name: 'rainbow-split',
    connection: 'Local engine',
    queue: 'default',
    status: 'RUNNING',
    statusText: 'Running',
    explanation: 'The children read their lines and write the words that they find.',
    createdAt: part.now - 80 * second,
    startedAt: part.now - 72 * second,
    stoppedAt: undefined,
    updatedAt: part.now - second,
    counts: {},
    isEnded: false,
    actions: ['stop', 'openLog', 'openJson', 'revealInTree', 'refresh'],
    stages: [],
    failures: [],
    ...part,
  };
}

function pipelineStages(now: number, split: string, isEnded: boolean): readonly Stage[] {
  const from = now - 90 * second;
  return [
    {
      kind: 'input',
      label: 'Upload',
      isCurrent: false,
      status: 'SUCCEEDED',
      statusText: 'Uploaded 1.2 MiB',
      startedAt: from,
      stoppedAt: from + 2_300,
      detail: 'runs/20261124T071500/input.txt',
    },
    {
      kind: 'job',
      label: split,
      jobId: 'job-1',
      isCurrent: true,
      status: isEnded ? 'SUCCEEDED' : 'RUNNING',
      statusText: isEnded ? 'Succeeded' : 'Running',
      startedAt: from + 5_000,
      stoppedAt: isEnded ? now - 9_000 : undefined,
    },
    {
      kind: 'job',
      label: 'Merge',
      jobId: 'job-2',
      isCurrent: false,
      status: isEnded ? 'SUCCEEDED' : 'PENDING',
      statusText: isEnded ? 'Succeeded' : 'Waits for the split',
      startedAt: isEnded ? now - 8_000 : undefined,
      stoppedAt: isEnded ? now - 4_000 : undefined,
    },
    {
      kind: 'result',
      label: 'Result',
      isCurrent: false,
      status: isEnded ? 'SUCCEEDED' : undefined,
      statusText: isEnded ? '47 B' : 'Not there yet',
      startedAt: undefined,
      stoppedAt: undefined,
    },
  ];
}

/** Seven children that have all succeeded, with a result. */
export function rainbow(now: number): Run {
  const from = now - 85 * second;
  const started = [0, 1, 2, 3, 4, 5, 6].map((index) => from + 400 * index);
  return {
    state: stateOf({
      now,
      total: 7,
      status: 'SUCCEEDED',
      statusText: 'Succeeded',
      explanation: 'All 7 children succeeded, and the merge wrote the result.',
      counts: { SUCCEEDED: 7 },
      stoppedAt: now - 9_000,
      isEnded: true,
      stages: [...pipelineStages(now, 'Split (7)', true)],
      actions: ['openLog', 'downloadResult', 'openResult', 'clone', 'showUsage', 'openJson', 'revealInTree', 'refresh'],
      result: {
        name: 'runs/20261124T071500/result.txt',
        sizeBytes: 47,
        head: 'red\norange\nyellow\ngreen\nblue\nindigo\nviolet\n',
        isCut: false,
      },
    }),
    children: {
      letters: 'SSSSSSS',
      createdAt: Array<number>(7).fill(from - 3_000),
      startedAt: started,
      stoppedAt: started.map((time, index) => time + 3_100 + 700 * ((index * 5) % 7)),
      exitCode: Array<number>(7).fill(0),
      attempts: Array<number>(7).fill(1),
      reason: Array<null>(7).fill(null),
      reasons: [],
    },
  };
}

export function usageOfRainbow(now: number): UsageView {
  const rows = [
    ['Estimate', 'USD 0.0021'],
    ['Estimate of rainbow-split', 'USD 0.0018'],
    ['Estimate of rainbow-merge', 'USD 0.0003'],
    ['Rates', 'the price list of AWS for eu-central-1, asked on 2026-11-24'],
    ['Compute environment', 'pipeline (FARGATE)'],
    ['Zone', 'eu-central-1a · eu-central-1b'],
    ['Size', '0.25 vCPU, 512 MiB'],
    ['Longest wait', '41 s'],
    ['Ran', '2 min 10 s in 8 attempts'],
  ];
  return {
    kind: 'shown',
    rows: rows.map(([label = '', value = '']) => ({ label, value })),
    notes: [
      'No figure for 1 attempts: The price of Spot changes all the time; the setting awsBatch.rates takes own ones.',
    ],
    at: now,
  };
}

export const threeReasons: readonly string[] = [
  'Essential container in task exited · exit code 1',
  'OutOfMemoryError: Container killed due to memory usage',
  'Host EC2 (instance i-0a1b2c3d4e5f) terminated.',
];

/** @param step How far it is: each step ends some more. */
export function array(count: number, now: number, step = 0): Run {
  const random = randomFrom(7);
  const from = now - 150 * second;
  const letters: string[] = [];
  const children: Children = {
    letters: '',
    createdAt: [],
    startedAt: [],
    stoppedAt: [],
    exitCode: [],
    attempts: [],
    reason: [],
    reasons: [...threeReasons],
  };
  const isFinished = count * 0.62 + step;
  for (let index = 0; index < count; index++) {
    const kind = random();
    const begin = from + 4_000 + (index / count) * 110 * second + random() * 3_000;
    const length = 4_000 + random() * 9_000 + (random() < 0.02 ? 45 * second : 0);
    const failed = kind < 0.09;
    const letter =
      index < isFinished
        ? failed
          ? 'F'
          : begin + length > now
            ? 'R'
            : 'S'
        : index < isFinished + count * 0.08
          ? 'R'
          : index < isFinished + count * 0.1
            ? 'T'
            : 'W';
    letters.push(letter);
    children.createdAt.push(from);
    children.startedAt.push('WT'.includes(letter) ? null : Math.min(begin, now - 500));
    children.stoppedAt.push(letter === 'S' || letter === 'F' ? Math.min(begin + length, now) : null);
    const reason = Math.floor((kind / 0.09) * 3);
    children.exitCode.push(letter === 'S' ? 0 : letter === 'F' && reason < 2 ? (reason === 0 ? 1 : 137) : null);
    children.attempts.push('WT'.includes(letter) ? null : letter === 'F' ? 2 : 1);
    children.reason.push(letter === 'F' ? reason : null);
  }
  children.letters = letters.join('');
  const counts: Record<string, number> = {};
  const names: Readonly<Record<string, string>> = {
    S: 'SUCCEEDED',
    F: 'FAILED',
    R: 'RUNNING',
    T: 'STARTING',
    W: 'RUNNABLE',
  };
  for (const letter of letters) counts[names[letter] ?? ''] = (counts[names[letter] ?? ''] ?? 0) + 1;
  const failures = threeReasons
    .map((text, at) => ({
      id: String(at),
      text,
      indexes: children.reason.flatMap((reason, index) => (reason === at ? [index] : [])),
    }))
    .filter(({ indexes }) => indexes.length > 0)
    .sort((one, other) => other.indexes.length - one.indexes.length);
  const state = stateOf({
    now,
    total: count,
    name: `render-frames-${count}`,
    connection: 'analytics · eu-central-1',
    queue: 'spot-render',
    explanation: `${counts.RUNNABLE ?? 0} children wait for capacity of the compute environment spot-render.`,
    counts,
    createdAt: from,
    startedAt: from + 4_000,
    perMinute: 0.31 * count,
    leftMs: 96 * second,
    failures,
    stages: [...pipelineStages(now, `Split (${count.toLocaleString('en')})`, false)],
    actions: ['stop', 'rerunFailed', 'openLog', 'clone', 'showUsage', 'openJson', 'revealInTree', 'refresh'],
  });
  return { state, children };
}

export function messagesOf({ state, children }: Run): readonly HostMessage[] {
  return [
    { type: 'state', state },
    { type: 'children', children },
  ];
}

const steps: readonly string[] = [
  '\x1b[36minfo\x1b[0m  reading lines {0} to {1}',
  '\x1b[36minfo\x1b[0m  frame {0} \x1b[32mdone\x1b[0m in {1} ms',
  '\x1b[33mwarn\x1b[0m  texture {0} is larger than 4096 px: it is scaled down',
  '\x1b[2mdebug cache hit {0}/{1}\x1b[0m',
  '\x1b[1;31merror\x1b[0m could not open \x1b[4mshaders/{0}.glsl\x1b[0m, trying again',
];

export function logLines(count: number, now: number, indexes: readonly number[] = []): LogLine[] {
  const random = randomFrom(3);
  return Array.from({ length: count }, (_, at) => {
    const kind = random();
    const text = steps[kind < 0.3 ? 0 : kind < 0.75 ? 1 : kind < 0.83 ? 2 : kind < 0.97 ? 3 : 4] ?? '';
    const [one, other] = [Math.floor(random() * 900), Math.floor(random() * 4_000)];
    return {
      timeMs: now - (count - at) * 137,
      text: text.replace('{0}', String(one)).replace('{1}', String(other)),
      index: indexes.length === 0 ? undefined : indexes[Math.floor(random() * indexes.length)],
    };
  });
}
