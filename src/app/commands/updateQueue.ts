// Changes a job queue into what a JSON document says.
import { queueKind } from '../manage/queueKind';
import type { SendServices } from '../manage/sendAndWait';
import { updateResource } from '../manage/updateResource';
import type { Command } from './command';

export const updateQueue: Command<SendServices> = (services, target) => updateResource(queueKind, target, services);
