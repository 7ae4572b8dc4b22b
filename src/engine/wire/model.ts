// The API models that the engine serves: the operations of the SDK's own run-time schemas, by name.
//
// `@aws-sdk/client-*` export each operation as `[9, namespace, name, traits, input, output]`. That is public but not
// documented, so the versions are pinned and test/unit/engine/wire/model.test.ts holds the shape.
import * as batchPackage from '@aws-sdk/client-batch';
import * as logsPackage from '@aws-sdk/client-cloudwatch-logs';
import * as s3Package from '@aws-sdk/client-s3';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';

/** Tag of an operation in the SDK's static schemas. */
const operationTag = 9;

export type OperationModel = {
  readonly name: string;
  /** `[method, uri, status]` of the http trait; absent for awsJson. */
  readonly http: readonly [method: string, uri: string, status: number] | undefined;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Names of the input members that must be given. */
  readonly required: readonly string[];
};

export type ServiceModel = ReadonlyMap<string, OperationModel>;

export const batchModel: ServiceModel = modelOf(batchPackage);
export const logsModel: ServiceModel = modelOf(logsPackage);
export const s3Model: ServiceModel = modelOf(s3Package);

function modelOf(exported: object): ServiceModel {
  const operations = Object.values(exported).filter(isOperation).map(readOperation);
  return new Map(operations.map((operation) => [operation.name, operation]));
}

function isOperation(value: unknown): value is StaticOperationSchema {
  return Array.isArray(value) && value[0] === operationTag;
}

function readOperation([, , name, traits, input, output]: StaticOperationSchema): OperationModel {
  const normalized = NormalizedSchema.of(input);
  return {
    name,
    http: typeof traits === 'object' ? traits.http : undefined,
    input: normalized,
    output: NormalizedSchema.of(output),
    required: requiredMembers(normalized),
  };
}

/** The required members of a structure: the schema lists them first and says how many there are. */
export function requiredMembers(structure: NormalizedSchema): readonly string[] {
  const schema = structure.getSchema() as unknown as readonly unknown[];
  const names = Array.isArray(schema[4]) ? (schema[4] as readonly string[]) : [];
  return names.slice(0, typeof schema[6] === 'number' ? schema[6] : 0);
}
