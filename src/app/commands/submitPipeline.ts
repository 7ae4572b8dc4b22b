// Runs something for every line of a file: plans it, lets the user change the plan, uploads, submits, shows the jobs.
import type { Services } from '../services';
import { chooseFile } from '../submit/chooseFile';
import { inSession } from '../submit/inSession';
import { withArguments } from '../submit/pipelineArguments';
import { pipelineChoices, rememberPipelineChoices } from '../submit/pipelineChoices';
import { agreeOnPlan } from '../submit/planView';
import { childrenText } from '../submit/planText';
import { planUnderProgress, submitUnderProgress } from '../submit/runPipeline';
import { showSubmitted } from '../submit/showSubmitted';
import type { Command } from './command';
import { PipelineTarget } from './typedArguments';

/** What a caller is promised: README has it. */
type PipelineSubmitted = {
  readonly runId: string;
  readonly bucket: string;
  readonly resultKey: string;
  readonly splitJobId: string;
  readonly mergeJobId: string;
};

type Needs = Pick<
  Services,
  'sessions' | 'ui' | 't' | 'files' | 'workspaceMemory' | 'log' | 'clock' | 'explorer' | 'runPanels'
>;

export const submitPipeline: Command<Needs, PipelineSubmitted> = async (services, target) => {
  const { files, workspaceMemory, t } = services;
  const said = target instanceof PipelineTarget ? target.said : undefined;
  const uri = await chooseFile(services, said?.file ?? target, t('Submit Pipeline'));
  const input = files.input(uri);
  return inSession(services, async (session) => {
    const { connection } = session;
    const makePlan = async (choices: typeof initial) =>
      planUnderProgress(input, (await files.status(uri)).sizeBytes, choices, services);
    const last = pipelineChoices(workspaceMemory, connection);
    const initial = said === undefined ? last : withArguments(last, said);
    const plan = await makePlan(initial);
    const options = { inputName: input.name, session, makePlan };
    const agreed = await agreeOnPlan({ plan, choices: initial }, services, options);
    // Before it is sent: what was typed is not lost when AWS refuses it.
    await rememberPipelineChoices(workspaceMemory, connection, agreed.choices);
    const run = await submitUnderProgress(input, agreed, session, services);
    services.ui.markDone('submitPipeline');
    const text = t('{0} was submitted: {1}, then a merge.', input.name, childrenText(agreed.plan, t));
    await showSubmitted(run.split.jobId, text, services);
    const { runId, bucket, resultKey, split, merge } = run;
    return { runId, bucket, resultKey, splitJobId: split.jobId, mergeJobId: merge.jobId };
  });
};
