// THE table of what can be changed in a plan before it is submitted: each row is an entry of the plan view.
import { AppError } from '../../core/errors';
import { maxChildren } from '../../core/pipelineContract';
import type { PipelinePlan } from '../../core/pipelinePlan';
import { checkResultName } from '../pipeline/runRequest';
import type { Translate } from '../l10n';
import type { Session } from '../session';
import type { InputOptions, StepOptions } from '../ui';
import { askSettings } from './askJob';
import { askShare } from './askShare';
import { fetchDefinitionFacts } from './definitionFacts';
import { settingsText } from './jobMembers';
import { type PickServices, pickBucket, pickDefinition, pickQueue } from './pickName';
import { type PipelineChoices, isChildCount } from './pipelineChoices';
import { type QueueShares, fetchQueueShares } from './queueShares';
import { blankLinesText, childrenText } from './planText';

export type PlanState = {
  readonly plan: PipelinePlan;
  readonly choices: PipelineChoices;
  /** Of the queue; undefined until somebody has asked. */
  readonly shares?: QueueShares;
};

export type PlanRow = {
  /** Not there: always. */
  readonly applies?: (state: PlanState) => boolean;
  readonly label: (state: PlanState, t: Translate) => string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly group: (t: Translate) => string;
  readonly describe: (state: PlanState, t: Translate) => string;
  /** Asks for another value. @throws StepBack, UserCancelled: it stays as it is. */
  readonly change: (choices: PipelineChoices, services: PickServices, session: Session) => Promise<PipelineChoices>;
};

export type PlanRowId =
  | 'children'
  | 'blankLines'
  | 'preset'
  | 'work'
  | 'jobQueue'
  | 'share'
  | 'splitDefinition'
  | 'splitSettings'
  | 'mergeDefinition'
  | 'mergeSettings'
  | 'bucket'
  | 'resultName';

export const planRows: Readonly<Record<PlanRowId, PlanRow>> = {
  children: {
    label: (_, t) => t('Children'),
    icon: 'list-ordered',
    group: input,
    describe: ({ plan }, t) => childrenText(plan, t),
    change: async (choices, services) => {
      const typed = await ask(services, services.t('Children'), {
        prompt: services.t(
          'At most how many children, 1 to {0}? Empty: one for each line, as far as it goes.',
          maxChildren,
        ),
        value: choices.maxChildren === undefined ? '' : String(choices.maxChildren),
        validate: (value) =>
          value.trim() === '' || isChildCount(Number(value))
            ? undefined
            : services.t('A whole number from 1 to {0}, or nothing.', maxChildren),
      });
      return { ...choices, maxChildren: typed === '' ? undefined : Number(typed) };
    },
  },
  blankLines: {
    label: (_, t) => t('Blank Lines'),
    icon: 'whitespace',
    group: input,
    describe: ({ plan, choices }, t) => blankLinesText(plan, choices.skipBlank, t),
    change: (choices) => Promise.resolve({ ...choices, skipBlank: !choices.skipBlank }),
  },
  preset: {
    label: (_, t) => t('Preset'),
    icon: 'symbol-event',
    group: work,
    describe: ({ choices }, t) => (choices.preset === 'command' ? t('Command') : t('Rainbow')),
    change: changePreset,
  },
  work: {
    label: ({ choices }, t) => (choices.preset === 'command' ? t('Command Line') : t('Template')),
    icon: 'terminal',
    group: work,
    describe: ({ choices }) => (choices.preset === 'command' ? choices.command : choices.template),
    change: (choices, services) =>
      choices.preset === 'command' ? changeCommand(choices, services) : changeTemplate(choices, services),
  },
  jobQueue: chosenRow('jobQueue', (t) => t('Job Queue'), 'inbox', jobs, pickQueue),
  share: {
    applies: ({ choices, shares }) => shares?.kind === 'fair' || choices.shareIdentifier !== undefined,
    label: (_, t) => t('Share'),
    icon: 'pie-chart',
    group: jobs,
    describe: ({ choices }, t) => choices.shareIdentifier ?? t('none: the queue needs one'),
    change: async (choices, services, { batch, signal }) => {
      const { jobQueue = '', shareIdentifier: current } = choices;
      const shares = await fetchQueueShares(jobQueue, batch, signal);
      return { ...choices, shareIdentifier: await askShare(current, shares, prompt(services.t('Share')), services) };
    },
  },
  splitDefinition: chosenRow('splitDefinition', (t) => t('Split Definition'), 'split-horizontal', jobs, pickDefinition),
  splitSettings: settingsRow('split', (t) => t('Settings of the Split')),
  mergeDefinition: chosenRow('mergeDefinition', (t) => t('Merge Definition'), 'merge', jobs, pickDefinition),
  mergeSettings: settingsRow('merge', (t) => t('Settings of the Merge')),
  bucket: chosenRow('bucket', (t) => t('Bucket'), 'archive', result, pickBucket),
  resultName: {
    label: (_, t) => t('Result Name'),
    icon: 'file',
    group: result,
    describe: ({ choices }) => choices.resultName,
    change: async (choices, services) => ({
      ...choices,
      resultName: await ask(services, services.t('Result Name'), {
        value: choices.resultName,
        validate: (value) => faultOf(() => checkResultName(value.trim())),
      }),
    }),
  },
};

/** A row whose value is the name of something in AWS. */
function chosenRow(
  key: 'jobQueue' | 'splitDefinition' | 'mergeDefinition' | 'bucket',
  label: (t: Translate) => string,
  icon: string,
  group: PlanRow['group'],
  pick: typeof pickQueue,
): PlanRow {
  return {
    label: (_, t) => label(t),
    icon,
    group,
    describe: ({ choices }, t) => choices[key] ?? t('choose one'),
    change: async (choices, services, session) => ({
      ...choices,
      [key]: await pick(services, session, prompt(label(services.t)), choices[key]),
    }),
  };
}

/** What a job gets beyond what the pipeline gives it, in a list of its own. */
function settingsRow(role: 'split' | 'merge', label: (t: Translate) => string): PlanRow {
  return {
    applies: ({ choices }) => choices.forms !== undefined,
    label: (_, t) => label(t),
    icon: 'settings-gear',
    group: jobs,
    describe: ({ choices: { forms } }, t) => (forms === undefined ? '' : settingsText(forms[role], t)),
    change: async (choices, services, session) => {
      const { forms } = choices;
      if (forms === undefined) return choices;
      // Another definition may have been chosen since.
      const definition = role === 'split' ? choices.splitDefinition : choices.mergeDefinition;
      const facts = await fetchDefinitionFacts(definition, session.batch, services.t, session.signal);
      const form = await askSettings({ ...forms[role], facts }, label(services.t), {
        services,
        session,
        isClone: true,
      });
      return { ...choices, forms: { ...forms, [role]: form } };
    },
  };
}

function input(t: Translate): string {
  return t('Input');
}

function work(t: Translate): string {
  return t('What is done with each line');
}

function jobs(t: Translate): string {
  return t('Jobs');
}

function result(t: Translate): string {
  return t('Result');
}

async function changePreset(choices: PipelineChoices, services: PickServices): Promise<PipelineChoices> {
  const { ui, t } = services;
  const isCommand = choices.preset === 'command';
  const preset = await ui.pick<PipelineChoices['preset']>(
    [
      {
        label: t('Rainbow'),
        detail: t('Writes a sentence with each line.'),
        value: 'rainbow',
        isPreselected: !isCommand,
      },
      {
        label: t('Command'),
        detail: t('Runs a shell command for each line: the line is its input and in LINE; its output is kept.'),
        value: 'command',
        isPreselected: isCommand,
      },
    ],
    prompt(t('Preset')),
  );
  const changed = { ...choices, preset };
  return preset === 'command' && choices.command === '' ? changeCommand(changed, services) : changed;
}

async function changeCommand(choices: PipelineChoices, services: PickServices): Promise<PipelineChoices> {
  const { t } = services;
  const command = await ask(services, t('Command Line'), {
    prompt: t('Shell command for each line: the line is its input and in LINE, its output goes to the result.'),
    value: choices.command,
    validate: (value) => (value.trim() === '' ? t('A command is needed.') : undefined),
  });
  return { ...choices, command };
}

async function changeTemplate(choices: PipelineChoices, services: PickServices): Promise<PipelineChoices> {
  const { t } = services;
  const template = await ask(services, t('Template'), {
    prompt: t('A sentence in which {line} stands for the line.'),
    value: choices.template,
    validate: (value) => (value.trim() === '' ? t('A template is needed.') : undefined),
  });
  return { ...choices, template };
}

async function ask({ ui }: PickServices, title: string, options: Omit<InputOptions, 'title'>): Promise<string> {
  return (await ui.input({ ...prompt(title), ...options })).trim();
}

/** Back leads to the plan view. */
function prompt(title: string): StepOptions {
  return { title, canGoBack: true };
}

function faultOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (cause) {
    if (cause instanceof AppError) return cause.message;
    throw cause;
  }
}
