// Changes a compute environment into what a JSON document says.
import { environmentKind } from '../manage/environmentKind';
import type { SendServices } from '../manage/sendAndWait';
import { updateResource } from '../manage/updateResource';
import type { Command } from './command';

export const updateEnvironment: Command<SendServices> = (services, target) =>
  updateResource(environmentKind, target, services);
