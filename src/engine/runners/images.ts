// Which runner an image stands for.
import type { Clock } from '../clock';
import { ProcessRunner } from './process';
import type { Runner } from './runner';

/** The image that means "this machine". */
export const hostImage = 'host';
/** The shipped worker, with or without a tag. */
const workerImage = /^aws-batch-explorer\/worker(:[\w.-]+)?$/;

export type ImageOptions = {
  readonly clock: Clock;
  readonly runImagesOnHost: boolean;
  /** Path of the worker bundle. */
  readonly workerPath: string;
  /** Runs all other images. */
  readonly containers: Runner;
};

export function imageRunner({ clock, runImagesOnHost, workerPath, containers }: ImageOptions): Runner {
  const host = new ProcessRunner(clock);
  return {
    start(request, events) {
      if (workerImage.test(request.image)) {
        const command = [process.execPath, workerPath, ...request.command];
        // Under VS Code the executable is Electron, which is Node only when told so.
        const environment = process.versions.electron
          ? { ...request.environment, ELECTRON_RUN_AS_NODE: '1' }
          : request.environment;
        return host.start({ ...request, command, environment }, events);
      }
      if (request.image === hostImage || runImagesOnHost) return host.start(request, events);
      return containers.start(request, events);
    },
  };
}
