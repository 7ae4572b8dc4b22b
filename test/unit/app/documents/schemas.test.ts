// The schemas of documents say what AWS Batch takes, as the SDK that sends it knows it: other members would be lost unsaid.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NormalizedSchema } from '@smithy/core/schema';
import { documentKinds } from '../../../../src/app/documents/documentKinds';
import type { Schema } from '../../../../src/app/documents/schemaFaults';
import { batchModel } from '../../../../src/engine/wire/model';

/** What a document may be sent as. */
const operations: Readonly<Record<keyof typeof documentKinds, readonly string[]>> = {
  job: ['SubmitJob'],
  definition: ['RegisterJobDefinition'],
  environment: ['CreateComputeEnvironment', 'UpdateComputeEnvironment'],
  queue: ['CreateJobQueue', 'UpdateJobQueue'],
};

/** The name, as updates call it. */
const targets = ['.computeEnvironment', '.jobQueue'];

type Whole = Schema & { readonly definitions?: Readonly<Record<string, Schema>> };

function schemaOf(file: string): Whole {
  return JSON.parse(readFileSync(resolve(__dirname, '../../../../resources/schemas', file), 'utf8')) as Whole;
}

/** Names with the way to them; `[]` is an item of a list. What a schema leaves open is not looked into. */
function membersOf(schema: Schema, whole: Whole, path = ''): readonly string[] {
  const own = schema.$ref === undefined ? schema : whole.definitions?.[schema.$ref.replace('#/definitions/', '')];
  assert.ok(own, `${path} names a definition that is not there`);
  if (own.items !== undefined) return membersOf(own.items, whole, `${path}[]`);
  return Object.entries(own.properties ?? {})
    .filter(([name]) => name !== '$schema')
    .flatMap(([name, member]) => [`${path}.${name}`, ...membersOf(member, whole, `${path}.${name}`)]);
}

/** The same of the SDK, as deep as a schema goes. */
function sentMembers(model: NormalizedSchema, isKnown: (path: string) => boolean, path = ''): readonly string[] {
  if (model.isListSchema()) return sentMembers(model.getValueSchema(), isKnown, `${path}[]`);
  if (!model.isStructSchema() || !isKnown(path)) return [];
  return [...model.structIterator()].flatMap(([name, member]) => [
    `${path}.${name}`,
    ...sentMembers(member, isKnown, `${path}.${name}`),
  ]);
}

describe('the schemas of documents', () => {
  for (const [kind, { schema: file }] of Object.entries(documentKinds)) {
    it(`${kind}: knows the members that are sent, and no others`, () => {
      const whole = schemaOf(file);
      const said = new Set(membersOf(whole, whole));
      const isOpen = (path: string): boolean => path !== '' && ![...said].some((name) => name.startsWith(`${path}.`));
      const sent = operations[kind as keyof typeof documentKinds].flatMap((name) => {
        const input = batchModel.get(name)?.input;
        assert.ok(input, name);
        return sentMembers(input, (path) => !isOpen(path));
      });
      const taken = new Set(sent.filter((name) => said.has(name) || !targets.includes(name)));
      assert.deepEqual([...said].sort(), [...taken].sort());
    });
  }
});
