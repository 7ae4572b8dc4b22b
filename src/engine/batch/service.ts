// The AWS Batch API of the engine: the table of its operations.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_Operations.html
import type { Service } from '../http';
import { batchModel } from '../wire/model';
import { restJsonService } from '../wire/restJson';
import type { BatchContext, BatchOperation } from './context';

type AnyOperation = BatchOperation<never, object>;

/** THE operation table: what is not in it answers 501 with its name. */
export const batchOperations: Readonly<Record<string, AnyOperation>> = {};

/** @param contextOf gives the state of the region that signed the request. */
export function batchService(contextOf: (region: string) => BatchContext): Service {
  return restJsonService(batchModel, (name, input, { signed }) => {
    const operation = Object.hasOwn(batchOperations, name) ? batchOperations[name] : undefined;
    if (operation === undefined) return undefined;
    return Promise.resolve(operation(input as never, contextOf(signed.region)));
  });
}
