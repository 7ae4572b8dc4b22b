// Ended since it took more memory than it asked for, or killed by what most often is that.
// https://repost.aws/knowledge-center/batch-container-exit-code-137
import { failureCheck } from '../failureCheck';

export const outOfMemory = failureCheck(
  ['memory'],
  (t) => t('Memory'),
  (t) => t('It was not killed for its memory.'),
  (end, job, t) => {
    const memory = job.container?.memoryMib;
    const evidence = memory === undefined ? [] : [t('The job asks for {0} MiB.', memory)];
    const action = { kind: 'openLog', jobId: job.jobId } as const;
    if (/OutOfMemory/i.test(end.reason ?? '')) {
      return {
        sentence: t('The container took more memory than the job asks for: ask for more, or let it use less.'),
        verdict:
          memory === undefined
            ? t('Failed: out of memory.')
            : t('Failed: out of memory, the {0} MiB that it asks for were not enough.', memory),
        evidence,
        action,
      };
    }
    return {
      sentence: t('Something ended it with SIGKILL: most often the memory was not enough. Its log may tell.'),
      verdict: t('Failed: it was killed (exit code 137), most often for its memory.'),
      evidence,
      action,
    };
  },
);
