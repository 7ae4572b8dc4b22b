// Creates the job queue that a JSON document describes, once nothing is wrong with it.
import { createResource } from '../manage/createResource';
import { queueKind } from '../manage/queueKind';
import type { SendServices } from '../manage/sendAndWait';
import type { Command } from './command';

export const createQueue: Command<SendServices> = (services, target) => createResource(queueKind, target, services);
