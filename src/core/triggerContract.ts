// The contract of the upload trigger: what its function is told through its environment, by a template or by the engine.
import { AppError } from './errors';
import { type PipelinePreset, defaultResultName } from './pipelineContract';

/** Environment of the function `dist/trigger.js` (`handler`, CommonJS). AWS Lambda takes 4 KB of it in all. */
export type TriggerEnvironment = {
  /** Bucket whose objects start runs, and in which the runs are kept. */
  readonly PIPELINE_BUCKET: string;
  /** Name or ARN. */
  readonly PIPELINE_QUEUE: string;
  /** Name (its latest active revision), `name:revision` or ARN. */
  readonly PIPELINE_SPLIT_DEFINITION: string;
  readonly PIPELINE_MERGE_DEFINITION: string;
  /** Default: `rainbow`. */
  readonly PIPELINE_PRESET?: PipelinePreset;
  /** Preset `rainbow`: the sentence, in which `{line}` stands for the line. */
  readonly PIPELINE_TEMPLATE?: string;
  /** Preset `command`: the shell command for each line. */
  readonly PIPELINE_COMMAND?: string;
  /** `1`: blank lines are left out. */
  readonly PIPELINE_SKIP_BLANK?: '1';
  /** Name of the result. Default: `mycolor`. */
  readonly PIPELINE_RESULT?: string;
  /** Only objects below it start a run; ends in `/`. Default: `inbox/`. */
  readonly PIPELINE_INBOX?: string;
};

export const defaultInbox = 'inbox/';

/** Prefix of what the trigger keeps about each event; `runs/` holds the runs themselves. */
export const claimsPrefix = 'runs/.triggers/';

export type TriggerSettings = {
  readonly bucket: string;
  readonly jobQueue: string;
  readonly splitDefinition: string;
  readonly mergeDefinition: string;
  readonly choice:
    | { readonly preset: 'rainbow'; readonly template?: string }
    | { readonly preset: 'command'; readonly command: string };
  readonly skipBlank: boolean;
  readonly resultName: string;
  readonly inbox: string;
};

type Given = Readonly<Record<string, string | undefined>>;

/** @throws AppError `invalid` that names each variable that is missing or wrong. */
export function readTriggerSettings(given: Given): TriggerSettings {
  const { PIPELINE_PRESET: preset = 'rainbow', PIPELINE_TEMPLATE, PIPELINE_INBOX: inbox = defaultInbox } = given;
  const needed = [
    'PIPELINE_BUCKET',
    'PIPELINE_QUEUE',
    'PIPELINE_SPLIT_DEFINITION',
    'PIPELINE_MERGE_DEFINITION',
    ...(preset === 'command' ? ['PIPELINE_COMMAND'] : []),
  ];
  const missing = needed.filter((name) => (given[name] ?? '') === '');
  if (missing.length > 0) throw new AppError('invalid', `Set these variables of the function: ${missing.join(', ')}.`);
  if (preset !== 'rainbow' && preset !== 'command')
    throw new AppError('invalid', `PIPELINE_PRESET must be rainbow or command, not "${preset}".`);
  // A run writes below runs/: if that started runs there would be no end.
  if (!/^[^/].*\/$/.test(inbox) || 'runs/'.startsWith(inbox) || inbox.startsWith('runs/'))
    throw new AppError('invalid', `PIPELINE_INBOX must end in "/" and be apart from "runs/", not "${inbox}".`);
  return {
    bucket: given.PIPELINE_BUCKET ?? '',
    jobQueue: given.PIPELINE_QUEUE ?? '',
    splitDefinition: given.PIPELINE_SPLIT_DEFINITION ?? '',
    mergeDefinition: given.PIPELINE_MERGE_DEFINITION ?? '',
    choice:
      preset === 'command'
        ? { preset, command: given.PIPELINE_COMMAND ?? '' }
        : { preset, ...(PIPELINE_TEMPLATE !== undefined && { template: PIPELINE_TEMPLATE }) },
    skipBlank: given.PIPELINE_SKIP_BLANK === '1',
    resultName: given.PIPELINE_RESULT ?? defaultResultName,
    inbox,
  };
}
