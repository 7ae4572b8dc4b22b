// Lets the user set variables of a job, one at a time.
import type { Translate } from '../l10n';
import { StepBack, type StepOptions, type Ui } from '../ui';
import type { EnvironmentPair } from './definitionFacts';
import type { JobFormField } from './jobFormField';

export const askEnvironment: JobFormField['ask'] = async (form, options, { services: { ui, t } }) => {
  let pairs = form.environment;
  for (;;) {
    const chosen = await ui.pick<'done' | 'add' | EnvironmentPair>(
      [
        { label: t('Go On'), icon: 'arrow-right', value: 'done', isPreselected: true },
        { label: t('Add a Variable…'), icon: 'add', value: 'add' },
        ...pairs.map((pair) => ({ label: pair.name, description: pair.value, icon: 'symbol-variable', value: pair })),
      ],
      { ...options, placeholder: t('Variables over those of the definition') },
    );
    if (chosen === 'done') return { ...form, environment: pairs };
    pairs = await change(pairs, chosen === 'add' ? undefined : chosen, options, ui, t);
  }
};

async function change(
  pairs: readonly EnvironmentPair[],
  old: EnvironmentPair | undefined,
  options: StepOptions,
  ui: Ui,
  t: Translate,
): Promise<readonly EnvironmentPair[]> {
  try {
    const typed = await ui.input({
      ...options,
      canGoBack: true,
      value: old === undefined ? '' : `${old.name}=${old.value}`,
      prompt: old === undefined ? t('NAME=value') : t('NAME=value. Empty: remove it.'),
      validate: (value) => (old !== undefined && value.trim() === '' ? undefined : pairFault(value, t)),
    });
    const others = pairs.filter((pair) => pair !== old);
    if (typed.trim() === '') return others;
    const added = parsePair(typed);
    return [...others.filter(({ name }) => name !== added.name), added];
  } catch (cause) {
    if (cause instanceof StepBack) return pairs;
    throw cause;
  }
}

function pairFault(text: string, t: Translate): string | undefined {
  if (!/^\s*[^=\s][^=]*=/.test(text)) return t('A name, an equals sign, and the value.');
  return parsePair(text).name.startsWith('AWS_BATCH')
    ? t('Names that begin with AWS_BATCH are set by AWS Batch itself.')
    : undefined;
}

function parsePair(text: string): EnvironmentPair {
  const equals = text.indexOf('=');
  return { name: text.slice(0, equals).trim(), value: text.slice(equals + 1) };
}
