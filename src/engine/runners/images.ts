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
};

export function imageRunner({ clock, runImagesOnHost, workerPath }: ImageOptions): Runner {
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
      const reason = `CannotPullContainerError: the local engine runs no containers, so "${request.image}" cannot be pulled; use image "${hostImage}" to run the command on this machine, or start the engine with --run-images-on-host`;
      setImmediate(() => events.onEnded({ reason: reason.slice(0, maxReasonLength) }));
      return { stop: () => undefined };
    },
  };
}

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerDetail.html: reason, "up to 255 characters". */
const maxReasonLength = 255;
