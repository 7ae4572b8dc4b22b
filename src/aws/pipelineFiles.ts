// The files of the extension that a set-up sends to AWS: the template with the worker in it, and the trigger's code.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { PipelineFiles, PipelineFilesPort } from '../app/setUp/setUpPorts';
import { AppError } from '../core/errors';
import { zipOfFile } from './zipOfFile';

/** What stands in resources/stack/pipeline.yaml where the worker goes. */
const placeholder = 'worker-bundle';

export class ShippedPipelineFiles implements PipelineFilesPort {
  /** @param root the folder of the extension. */
  constructor(private readonly root: string) {}

  async read(): Promise<PipelineFiles> {
    const read = (path: string): Promise<Buffer> => readFile(join(this.root, path));
    try {
      const [template, worker, trigger] = await Promise.all([
        read('resources/stack/pipeline.yaml'),
        read('dist/worker.js'),
        read('dist/trigger.js'),
      ]);
      return {
        template: templateWithWorker(template.toString('utf8'), worker),
        triggerZip: zipOfFile('trigger.js', trigger),
        triggerKey: `code/trigger-${createHash('sha256').update(trigger).digest('hex').slice(0, 16)}.zip`,
      };
    } catch (cause) {
      if (!(cause instanceof Error)) throw cause;
      throw new AppError('invalid', `The extension is not whole, install it anew: ${cause.message}`, { cause });
    }
  }
}

/** The worker as small as it gets: a job definition has 24 KiB, and two of them carry it. */
export function templateWithWorker(template: string, worker: Uint8Array): string {
  return template.replace(`Code: ${placeholder}\n`, `Code: ${brotliCompressSync(worker).toString('base64')}\n`);
}
