// Builds the worker's image with Docker or Podman, pushes it to ECR, and points job definitions at it.
import { buildAndPush } from '../images/buildAndPush';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'log' | 'explorer' | 'imagePrograms'>;

export const buildImages: Command<Needs> = async (services) => {
  // What is missing on this machine is told before anything is asked.
  const program = await services.imagePrograms.find();
  await inSession(services, (session) => buildAndPush(program, session, services));
};
