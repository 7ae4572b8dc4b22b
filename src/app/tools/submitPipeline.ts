// Tool: runs something for every line of a file, once the user has agreed to what is shown.
import type * as v from 'valibot';
import { AppError } from '../../core/errors';
import { connectionName } from '../connectionText';
import { planRun } from '../pipeline/planRun';
import { submitRun } from '../pipeline/submitRun';
import { pipelineArguments, withArguments } from '../submit/pipelineArguments';
import { type PipelineChoices, pipelineChoices, runRequestOf } from '../submit/pipelineChoices';
import { code } from '../tree/markdown';
import { inToolSession } from './inToolSession';
import { type ToolServices, makeTool } from './tool';

type Input = v.InferOutput<typeof pipelineArguments>;

export const submitPipeline = makeTool({
  schema: pipelineArguments,
  progress: ({ file }, { t }) => t('Submitting {0} as a pipeline', file),
  confirmation(input, services) {
    const { t, sessions } = services;
    const { jobQueue, bucket, preset, template, command } = choicesOf(input, services);
    return {
      title: t('Submit a pipeline to AWS Batch?'),
      message: [
        t('Uploads {0} to the bucket {1}', code(input.file), code(bucket ?? t('(none)'))),
        t('Runs for each line: {0}', code(preset === 'command' ? command : template)),
        t('Job queue: {0}', code(jobQueue ?? t('(none)'))),
        t('Connection: {0}', code(connectionName(sessions.state.connection, t))),
      ].join('  \n'),
    };
  },
  run: (input, services, cancel) =>
    inToolSession(services, cancel, async (session, signal) => {
      const { t, files, clock, log } = services;
      const uri = files.uriOf(input.file);
      if (uri === undefined) {
        throw new AppError('invalid', t('{0} is neither a URI nor an absolute path.', input.file));
      }
      const choices = choicesOf(input, services);
      const request = runRequestOf(choices);
      if (request === undefined) throw new AppError('invalid', t('Say which queue and which bucket to use.'));
      const source = files.input(uri);
      const plan = await planRun(source, choices, signal);
      const ports = { batch: session.batch, storage: session.storage, clock, random: Math.random };
      const run = await submitRun(source, plan, request, ports, signal, (step) => {
        if (step.stage === 'note') log.warn(step.text);
      });
      log.info(`Submitted ${run.split.jobName} (${run.split.jobId}) for a language model.`);
      return {
        ...{ runId: run.runId, lines: plan.lineCount, children: run.childCount },
        ...{ splitJobId: run.split.jobId, mergeJobId: run.merge.jobId },
        ...{ bucket: run.bucket, resultKey: run.resultKey },
      };
    }),
});

function choicesOf(input: Input, { sessions, workspaceMemory }: ToolServices): PipelineChoices {
  return withArguments(pipelineChoices(workspaceMemory, sessions.state.connection), input);
}
