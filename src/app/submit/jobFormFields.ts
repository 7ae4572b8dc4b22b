// THE table of the steps of the form for a job: what each asks, and how its answer reads in the review.
import { fargateMemoryMib, fargateVcpus } from '../../core/fargateSizes';
import { joinShellWords, splitShellWords } from '../../core/shellWords';
import type { Translate } from '../l10n';
import { askDependencies } from './askDependencies';
import { askEnvironment } from './askEnvironment';
import { askShare } from './askShare';
import { fetchDefinitionFacts, requirementOf } from './definitionFacts';
import type { JobForm } from './jobForm';
import type { JobFormField } from './jobFormField';
import { pickDefinition, pickQueue } from './pickName';
import { fetchQueueShares } from './queueShares';

export type JobFormFieldId =
  | 'definition'
  | 'queue'
  | 'share'
  | 'name'
  | 'arraySize'
  | 'dependencies'
  | 'command'
  | 'environment'
  | 'vcpus'
  | 'memory'
  | 'attempts'
  | 'timeout';

/** Overrides of other definitions need the names of containers or nodes: the JSON document takes them. */
const hasOneContainer = ({ facts }: JobForm): boolean => facts?.shape === 'container' || facts?.shape === 'unknown';
const always = (): boolean => true;
const jobNamePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;
const minTimeoutSeconds = 60;

export const jobFormFields: Readonly<Record<JobFormFieldId, JobFormField>> = {
  definition: {
    label: (t) => t('Job Definition'),
    icon: 'symbol-class',
    applies: always,
    describe: ({ facts }) => facts?.definition ?? '',
    ask: async (form, options, { services, session }) => {
      const chosen = await pickDefinition(services, session, options, form.facts?.definition.replace(/:\d+$/, ''));
      const facts = await fetchDefinitionFacts(chosen, session.batch, services.t, session.signal);
      // What was said of another definition may make no sense for this one.
      const { jobQueue, queueShares, shareIdentifier, jobName, arraySize, dependsOn } = form;
      return {
        ...{ jobQueue, queueShares, shareIdentifier, jobName, arraySize, dependsOn, environment: [] },
        facts,
      };
    },
  },
  queue: {
    label: (t) => t('Job Queue'),
    icon: 'inbox',
    applies: always,
    describe: ({ jobQueue = '' }) => jobQueue,
    ask: async (form, options, { services, session }) => {
      const jobQueue = await pickQueue(services, session, options, form.jobQueue);
      const queueShares = await fetchQueueShares(jobQueue, session.batch, session.signal);
      const shareIdentifier = queueShares.kind === 'none' ? undefined : form.shareIdentifier;
      // Jobs of another queue may be depended on too, but those that were picked were of this one.
      const dependsOn = jobQueue === form.jobQueue ? form.dependsOn : [];
      return { ...form, jobQueue, queueShares, shareIdentifier, dependsOn };
    },
  },
  share: {
    label: (t) => t('Share'),
    icon: 'pie-chart',
    applies: ({ queueShares, shareIdentifier }) => queueShares?.kind === 'fair' || shareIdentifier !== undefined,
    describe: ({ shareIdentifier }, t) => shareIdentifier ?? t('none: the queue needs one'),
    ask: async (form, options, { services }) => {
      const shares = form.queueShares ?? { kind: 'unknown' };
      return { ...form, shareIdentifier: await askShare(form.shareIdentifier, shares, options, services) };
    },
  },
  name: {
    label: (t) => t('Job Name'),
    icon: 'tag',
    applies: always,
    describe: ({ jobName = '' }) => jobName,
    ask: async (form, options, { services: { ui, t } }) => ({
      ...form,
      jobName: (
        await ui.input({
          ...options,
          value: form.jobName ?? form.facts?.definition.replace(/^.*\/|:\d+$/g, ''),
          prompt: t('1 to 128 letters, digits, hyphens and underscores'),
          validate: (value) =>
            jobNamePattern.test(value.trim())
              ? undefined
              : t('1 to 128 letters, digits, hyphens and underscores; the first is a letter or a digit.'),
        })
      ).trim(),
    }),
  },
  arraySize: {
    label: (t) => t('Array Size'),
    icon: 'list-ordered',
    applies: ({ facts }) => facts?.shape !== 'multinode',
    describe: ({ arraySize }, t) => (arraySize === undefined ? t('no array') : String(arraySize)),
    ask: numberField('arraySize', 2, 10_000, (t) => t('Children of an array, 2 to 10000. Empty: no array.')),
  },
  dependencies: {
    label: (t) => t('Waits For'),
    icon: 'references',
    applies: always,
    describe: ({ dependsOn }, t) =>
      dependsOn.length === 0 ? t('no other job') : dependsOn.map(({ jobName }) => jobName).join(', '),
    ask: askDependencies,
  },
  command: {
    label: (t) => t('Command'),
    icon: 'terminal',
    applies: hasOneContainer,
    describe: ({ command, facts }, t) =>
      command === undefined
        ? asDefined(joinShellWords(facts?.containers[0]?.command ?? []), t)
        : joinShellWords(command),
    ask: async (form, options, { services: { ui, t } }) => {
      const typed = await ui.input({
        ...options,
        value: joinShellWords(form.command ?? form.facts?.containers[0]?.command ?? []),
        prompt: t('Program and arguments; quotes hold words together. Empty: as the definition says.'),
        validate: (value) => commandFault(value, t),
      });
      const words = splitShellWords(typed) ?? [];
      const isAsDefined =
        words.length === 0 || joinShellWords(words) === joinShellWords(form.facts?.containers[0]?.command ?? []);
      return { ...form, command: isAsDefined ? undefined : words };
    },
  },
  environment: {
    label: (t) => t('Environment'),
    icon: 'symbol-variable',
    applies: hasOneContainer,
    // Names only: values may be secrets.
    describe: ({ environment }, t) =>
      environment.length === 0 ? asDefined('', t) : environment.map(({ name }) => name).join(', '),
    ask: askEnvironment,
  },
  vcpus: {
    label: (t) => t('vCPUs'),
    icon: 'chip',
    applies: hasOneContainer,
    describe: ({ vcpus, facts }, t) =>
      vcpus === undefined ? asDefined(String((facts && requirementOf(facts, 'VCPU')) ?? ''), t) : String(vcpus),
    ask: async (form, options, context) => {
      const asked = form.facts?.isFargate === true ? pickVcpus : numberField('vcpus', 1, 100_000, vcpusPrompt);
      return asked(form, options, context);
    },
  },
  memory: {
    label: (t) => t('Memory'),
    icon: 'server',
    applies: hasOneContainer,
    describe: ({ memoryMib, facts }, t) =>
      memoryMib === undefined
        ? asDefined(String((facts && requirementOf(facts, 'MEMORY')) ?? ''), t)
        : t('{0} MiB', memoryMib),
    ask: async (form, options, context) => {
      const asked =
        form.facts?.isFargate === true ? pickMemory : numberField('memoryMib', 4, 100_000_000, memoryPrompt);
      return asked(form, options, context);
    },
  },
  attempts: {
    label: (t) => t('Attempts'),
    icon: 'debug-rerun',
    applies: always,
    describe: ({ attempts, facts }, t) =>
      attempts === undefined ? asDefined(String(facts?.retryStrategy?.attempts ?? 1), t) : String(attempts),
    ask: numberField('attempts', 1, 10, (t) => t('Attempts in all, 1 to 10. Empty: as the definition says.')),
  },
  timeout: {
    label: (t) => t('Timeout'),
    icon: 'watch',
    applies: always,
    describe: ({ timeoutSeconds, facts }, t) =>
      timeoutSeconds === undefined
        ? asDefined(String(facts?.timeout?.attemptDurationSeconds ?? ''), t)
        : t('{0} s', timeoutSeconds),
    ask: numberField('timeoutSeconds', minTimeoutSeconds, 31_536_000, (t) =>
      t('Seconds after which an attempt is ended, at least {0}. Empty: as the definition says.', minTimeoutSeconds),
    ),
  },
};

/** Undefined when vCPUs and memory go together, or nothing is known of them. */
export function fargateFault(form: JobForm, t: Translate): string | undefined {
  const { facts } = form;
  if (facts?.isFargate !== true) return undefined;
  const vcpus = form.vcpus ?? requirementOf(facts, 'VCPU');
  const memoryMib = form.memoryMib ?? requirementOf(facts, 'MEMORY');
  if (vcpus === undefined || memoryMib === undefined || fargateMemoryMib(vcpus).includes(memoryMib)) return undefined;
  return t('Fargate has no {0} vCPU with {1} MiB: choose other memory.', vcpus, memoryMib);
}

function asDefined(value: string, t: Translate): string {
  return value === '' ? t('as defined') : t('as defined ({0})', value);
}

function vcpusPrompt(t: Translate): string {
  return t('Whole vCPUs. Empty: as the definition says.');
}

function memoryPrompt(t: Translate): string {
  return t('Memory in MiB. Empty: as the definition says.');
}

function commandFault(value: string, t: Translate): string | undefined {
  const words = splitShellWords(value);
  if (words === undefined) return t('A quote is not closed.');
  return words.includes('') ? t('AWS Batch takes no empty words.') : undefined;
}

function numberField(
  key: 'arraySize' | 'vcpus' | 'memoryMib' | 'attempts' | 'timeoutSeconds',
  min: number,
  max: number,
  prompt: (t: Translate) => string,
): JobFormField['ask'] {
  return async (form, options, { services: { ui, t } }) => {
    const isGood = (value: number): boolean => Number.isInteger(value) && value >= min && value <= max;
    const typed = await ui.input({
      ...options,
      value: form[key] === undefined ? '' : String(form[key]),
      prompt: prompt(t),
      validate: (value) =>
        value.trim() === '' || isGood(Number(value))
          ? undefined
          : t('A whole number from {0} to {1}, or nothing.', min, max),
    });
    return { ...form, [key]: typed.trim() === '' ? undefined : Number(typed) };
  };
}

const pickVcpus: JobFormField['ask'] = async (form, options, { services: { ui, t } }) => {
  const defined = form.facts && requirementOf(form.facts, 'VCPU');
  const vcpus = await ui.pick(
    fargateVcpus.map((value) => ({
      label: t('{0} vCPU', value),
      description: value === defined ? t('as defined') : undefined,
      isPreselected: value === (form.vcpus ?? defined),
      value,
    })),
    options,
  );
  return { ...form, vcpus: vcpus === defined ? undefined : vcpus };
};

const pickMemory: JobFormField['ask'] = async (form, options, { services: { ui, t } }) => {
  const { facts } = form;
  const defined = facts && requirementOf(facts, 'MEMORY');
  const sizes = fargateMemoryMib(form.vcpus ?? (facts && requirementOf(facts, 'VCPU')) ?? 0);
  if (sizes.length === 0) return form;
  const memoryMib = await ui.pick(
    sizes.map((value) => ({
      label: t('{0} MiB', value),
      description: value === defined ? t('as defined') : undefined,
      isPreselected: value === (form.memoryMib ?? defined),
      value,
    })),
    options,
  );
  return { ...form, memoryMib: memoryMib === defined ? undefined : memoryMib };
};
