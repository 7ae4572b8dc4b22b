// THE table of tools for language models: each row is also a row of `contributes.languageModelTools` in package.json.
import { explainJob } from './explainJob';
import { listJobs } from './listJobs';
import { submitPipeline } from './submitPipeline';
import { tailLog } from './tailLog';
import type { Tool } from './tool';

export const tools: Readonly<Record<string, Tool>> = {
  awsBatch_listJobs: listJobs,
  awsBatch_explainJob: explainJob,
  awsBatch_tailLog: tailLog,
  awsBatch_submitPipeline: submitPipeline,
};
