// Creates the compute environment that a JSON document describes, once nothing is wrong with it.
import { createResource } from '../manage/createResource';
import { environmentKind } from '../manage/environmentKind';
import type { SendServices } from '../manage/sendAndWait';
import type { Command } from './command';
import { newQueue } from './newQueue';

export const createEnvironment: Command<SendServices> = (services, target) =>
  createResource(environmentKind, target, services, (arn) => ({
    label: services.t('Create Job Queue…'),
    run: () => newQueue(services, arn),
  }));
