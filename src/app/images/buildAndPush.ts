// Builds the worker's image, pushes it where the connection is AWS, and points job definitions at it.
import { nameOfArn } from '../../core/arn';
import { AppError } from '../../core/errors';
import type { Services } from '../services';
import type { Session } from '../session';
import type { Progress } from '../ui';
import type { ImageProgram, ImageRepository } from './imagePorts';
import { type RawDefinition, revisionRequest, workerRole } from './revisionRequest';

export type ImageServices = Pick<Services, 'ui' | 't' | 'log' | 'explorer'>;

const localImage = 'aws-batch-worker:latest';
const repositoryName = 'aws-batch-worker';
const maxDefinitionPages = 20;

/** @throws UserCancelled, AppError */
export async function buildAndPush(program: ImageProgram, session: Session, services: ImageServices): Promise<void> {
  const { t } = services;
  const isLocal = session.connection.kind === 'local';
  const repository = isLocal ? undefined : await chooseRepository(session, services);
  const definitions = await chooseDefinitions(session, services);
  const image = repository === undefined ? localImage : `${repository.uri}:${tagOf(new Date())}`;
  const shown = await services.ui.withProgress(t('Building {0}', image), async (progress, cancel) => {
    const signal = AbortSignal.any([cancel, session.signal]);
    const onLine = follow(program, progress, services);
    await program.build(image, undefined, onLine, signal);
    if (repository === undefined) return image;
    progress.report(t('Signing in to {0}', repository.uri.split('/', 1)[0] ?? ''));
    const access = await session.registry.authorize(signal);
    const digest = await program.push(image, access, onLine, signal);
    return `${repository.uri}@${digest}`;
  });
  await pointAt(shown, definitions, session, services);
}

/** The program's lines: the last one as progress, all of them in the log. */
function follow(program: ImageProgram, progress: Progress, { log }: ImageServices): (line: string) => void {
  return (line) => {
    log.info(`${program.name}: ${line}`);
    progress.report(line);
  };
}

function tagOf(now: Date): string {
  return now
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(/[-:]/g, '');
}

async function chooseRepository(session: Session, { ui, t }: ImageServices): Promise<ImageRepository> {
  const repositories = await session.registry.listRepositories(session.signal);
  const items = repositories.map((repository) => ({
    ...{ label: repository.name, description: repository.uri, icon: 'package', value: repository },
    isPreselected: repository.name === repositoryName,
  }));
  const make = { label: t('Create a Repository…'), icon: 'add', value: undefined };
  const title = t('Build and Push Images');
  const chosen = await ui.pick<ImageRepository | undefined>([...items, make], {
    ...{ title, placeholder: t('Repository of Amazon ECR'), step: 1, totalSteps: 2 },
  });
  if (chosen !== undefined) return chosen;
  const name = await ui.input({
    ...{ title, prompt: t('Name of the new repository'), value: repositoryName, step: 1, totalSteps: 2 },
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
    validate: (value) =>
      /^(?=.{2,256}$)[a-z0-9]+([._/-]+[a-z0-9]+)*$/.test(value)
        ? undefined
        : t('2 to 256 lower-case letters, digits, and . _ - / between them'),
  });
  return session.registry.createRepository(name, session.signal);
}

type Definition = { readonly name: string; readonly raw: RawDefinition };

async function chooseDefinitions(session: Session, { ui, t }: ImageServices): Promise<readonly Definition[]> {
  const definitions = await ui.withProgress(t('Looking for job definitions'), (_, cancel) =>
    activeDefinitions(session, AbortSignal.any([cancel, session.signal])),
  );
  if (definitions.length === 0) return [];
  return ui.pickMany(
    definitions.map(({ name, raw, image }) => ({
      ...{ label: name, description: image, icon: 'symbol-class', value: { name, raw } },
      isPreselected: workerRole(raw) !== undefined,
    })),
    { title: t('Build and Push Images'), placeholder: t('Job definitions that get the image, as new revisions') },
  );
}

async function activeDefinitions(
  { batch }: Session,
  signal: AbortSignal,
): Promise<readonly (Definition & { readonly image: string | undefined })[]> {
  const latest = new Map<string, { readonly revision: number; readonly arn: string; readonly image?: string }>();
  let token: string | undefined;
  for (let pages = 0; pages < maxDefinitionPages; pages += 1) {
    const page = await batch.fetchJobDefinitionPage({ status: 'ACTIVE' }, { token }, signal);
    for (const { name, revision, arn, container } of page.items) {
      const known = latest.get(name);
      if (container !== undefined && (known === undefined || known.revision < revision)) {
        latest.set(name, { revision, arn, ...(container.image !== undefined && { image: container.image }) });
      }
    }
    token = page.nextToken;
    if (token === undefined) break;
  }
  const found = [...latest].sort(([one], [other]) => one.localeCompare(other));
  return Promise.all(
    found.map(async ([name, { arn, image }]) => {
      const raw = (await batch.fetchRaw({ kind: 'jobDefinition', name: arn }, signal)) as RawDefinition;
      return { name, raw, image };
    }),
  );
}

/** What one definition refuses does not keep the image from the others. */
async function pointAt(
  image: string,
  definitions: readonly Definition[],
  { manage, signal }: Session,
  { t, ui, explorer }: ImageServices,
): Promise<void> {
  const made: string[] = [];
  const refused: string[] = [];
  for (const { name, raw } of definitions) {
    try {
      made.push(nameOfArn(await manage.registerRevision(revisionRequest(raw, image), signal)));
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      refused.push(`${name}: ${cause.message}`);
    }
  }
  explorer.refresh();
  const copy = { label: t('Copy Image'), run: () => ui.copy(image, t('image')) };
  if (refused.length > 0) {
    ui.warn(t('{0} is there, but not in every definition. {1}', image, refused.join(' ')), copy);
  } else if (made.length === 0) ui.inform(t('{0} is there. No definition was changed.', image), copy);
  else ui.inform(t('{0} is there, and used by {1}.', image, made.join(', ')), copy);
}
