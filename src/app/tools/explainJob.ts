// Tool: why a job waits, does not begin or has failed, as Why Is It Not Running? finds it.
import * as v from 'valibot';
import { diagnose } from '../diagnosis/askWhy';
import { reportText } from '../diagnosis/reportText';
import { inToolSession } from './inToolSession';
import { makeTool } from './tool';

export const explainJob = makeTool({
  schema: v.strictObject({ jobId: v.pipe(v.string(), v.nonEmpty()) }),
  progress: ({ jobId }, { t }) => t('Looking at job {0}', jobId),
  run: ({ jobId }, services, cancel) =>
    inToolSession(services, cancel, async (session, signal) => {
      const report = await diagnose({ kind: 'job', jobId, shownName: jobId }, session, services, signal);
      return { verdict: report.verdict, report: reportText(report, services.t) };
    }),
});
