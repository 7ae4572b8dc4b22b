// Tool: the last lines of a job's log.
import * as v from 'valibot';
import { AppError } from '../../core/errors';
import { logStreamOf, noOutputText, stateText } from '../jobLog/logPlace';
import { LogText } from '../jobLog/logText';
import { LogTail } from '../logTail';
import { inToolSession } from './inToolSession';
import { makeTool } from './tool';

const maxLineChars = 1000;
const maxChars = 20_000;

const schema = v.strictObject({
  jobId: v.pipe(v.string(), v.nonEmpty()),
  lines: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)), 50),
});

export const tailLog = makeTool({
  schema,
  progress: ({ jobId }, { t }) => t('Reading the log of {0}', jobId),
  run: ({ jobId, lines }, services, cancel) =>
    inToolSession(services, cancel, async ({ batch, logs }, signal) => {
      const { t } = services;
      const [job] = await batch.describeJobs([jobId], signal);
      if (job === undefined)
        throw new AppError('notFound', t('AWS Batch does not know the job {0} any longer.', jobId));
      if (job.array?.size !== undefined) {
        const text = t(
          '{0} is an array: each child has a log of its own, ask for {1} and its kind.',
          jobId,
          `${jobId}:0`,
        );
        throw new AppError('invalid', text);
      }
      const stream = logStreamOf(job, undefined);
      const last = stream && (await new LogTail(logs, stream).readLast(lines, maxChars, signal));
      const events = last?.events ?? [];
      return {
        ...{ jobName: job.jobName, state: stateText(job, t) },
        ...(events.length === 0 && { why: noOutputText(job, undefined, t) }),
        lines: events.map((event) =>
          new LogText().of([event]).split('\n').slice(1).join('\n').trim().slice(0, maxLineChars),
        ),
        ...(last?.isCut === true && { hasEarlier: true }),
      };
    }),
});
