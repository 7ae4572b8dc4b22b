// Lets the user choose a queue, a definition or a bucket among those that there are, or type a name.
import { AppError, type ErrorKind } from '../../core/errors';
import type { JobDefinition } from '../../core/jobDefinition';
import { isUsable } from '../../core/jobQueue';
import type { Page, PageRequest } from '../ports';
import type { Services } from '../services';
import type { Session } from '../session';
import { type PickItem, StepBack, type StepOptions } from '../ui';

export type PickServices = Pick<Services, 'ui' | 't'>;

/** Lists of more are cut: nobody scrolls through them, and a name can be typed. */
const maxPages = 20;
/** Trouble that only keeps the list from being shown; with any other the job could not be submitted either. */
const onlyTheList: readonly ErrorKind[] = ['denied', 'invalid', 'notFound', 'server', 'throttled'];

/** Name of a queue that takes jobs, or a typed name or ARN. @param current stands first to be chosen */
export function pickQueue(
  services: PickServices,
  { batch, signal }: Session,
  options: StepOptions,
  current?: string,
): Promise<string> {
  const { t } = services;
  const list = async (): Promise<readonly PickItem<string>[]> => {
    const queues = await allOf((page) => batch.fetchJobQueuePage(page, signal));
    return queues
      .filter((queue) => isUsable(queue) && queue.serviceEnvironments.length === 0)
      .map(({ name, priority }) => ({
        label: name,
        description: t('priority {0}', priority),
        icon: 'inbox',
        value: name,
      }));
  };
  return pickOrType(services, list, options, { current, prompt: t('Name or ARN of a job queue') });
}

/** Name of an active definition, which stands for its latest revision, or a typed name, `name:revision` or ARN. */
export function pickDefinition(
  services: PickServices,
  { batch, signal }: Session,
  options: StepOptions,
  current?: string,
): Promise<string> {
  const { t } = services;
  const list = async (): Promise<readonly PickItem<string>[]> => {
    const revisions = await allOf((page) => batch.fetchJobDefinitionPage({ status: 'ACTIVE' }, page, signal));
    return latestOf(revisions).map(({ name, revision, container }) => ({
      label: name,
      description: [t('revision {0}', revision), container?.image].filter((part) => part !== undefined).join(' · '),
      icon: 'symbol-class',
      value: name,
    }));
  };
  const prompt = t('Name of a job definition, name:revision, or ARN');
  return pickOrType(services, list, options, { current, prompt });
}

export function pickBucket(
  services: PickServices,
  { storage, signal }: Session,
  options: StepOptions,
  current?: string,
): Promise<string> {
  const list = async (): Promise<readonly PickItem<string>[]> =>
    (await storage.listBuckets(signal)).map((name) => ({ label: name, icon: 'archive', value: name }));
  return pickOrType(services, list, options, { current, prompt: services.t('Name of an S3 bucket') });
}

async function pickOrType(
  { ui, t }: PickServices,
  list: () => Promise<readonly PickItem<string>[]>,
  options: StepOptions,
  { current, prompt }: { readonly current?: string; readonly prompt: string },
): Promise<string> {
  const validate = (value: string): string | undefined => (value.trim() === '' ? prompt : undefined);
  const type: PickItem<string | undefined> = { label: t('Type a Name…'), icon: 'edit', value: undefined };
  const items = async (): Promise<readonly PickItem<string | undefined>[]> => {
    try {
      return [...inOrder(await list(), current), type];
    } catch (cause) {
      if (!(cause instanceof AppError) || !onlyTheList.includes(cause.kind)) throw cause;
      return [{ ...type, detail: cause.message }];
    }
  };
  for (;;) {
    const chosen = await ui.pick(items(), options);
    if (chosen !== undefined) return chosen;
    try {
      return (
        await ui.input({ ...options, placeholder: undefined, prompt, value: current, validate, canGoBack: true })
      ).trim();
    } catch (cause) {
      if (!(cause instanceof StepBack)) throw cause;
    }
  }
}

function inOrder(items: readonly PickItem<string>[], current: string | undefined): readonly PickItem<string>[] {
  return [...items]
    .sort((one, other) => one.label.localeCompare(other.label, undefined, { numeric: true }))
    .map((item) => (item.value === current ? { ...item, isPreselected: true } : item));
}

function latestOf(revisions: readonly JobDefinition[]): readonly JobDefinition[] {
  const latest = new Map<string, JobDefinition>();
  for (const one of revisions) {
    if (one.revision > (latest.get(one.name)?.revision ?? 0)) latest.set(one.name, one);
  }
  return [...latest.values()];
}

async function allOf<T>(fetchPage: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let token: string | undefined;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await fetchPage({ token });
    items.push(...page.items);
    token = page.nextToken;
    if (token === undefined) break;
  }
  return items;
}
