// The template that Set Up Pipeline sends: nothing in it allows more than it must, and it stays within AWS's limits.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { brotliDecompressSync } from 'node:zlib';
import { parse } from 'yaml';
import { parametersOf } from '../../../../src/app/setUp/setUpChoices';
import { templateWithWorker } from '../../../../src/aws/pipelineFiles';
import { projectRoot } from '../../../support/hostFolders';

type Statement = { readonly Effect: string; readonly Action: string | string[]; readonly Resource?: unknown };
type Template = {
  readonly Parameters: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Mappings: { readonly Worker: { readonly Bundle: { readonly Code: string; readonly Loader: string } } };
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: unknown }>>;
};

const tagNames = ['Ref', 'GetAtt', 'Sub', 'If', 'Equals', 'Not', 'And', 'Or', 'FindInMap', 'Condition'];
const scalarTags = tagNames.map((name) => ({ tag: `!${name}`, resolve: (text: string) => `${name} ${text}` }));
const listTags = tagNames.map((name) => ({ tag: `!${name}`, collection: 'seq' as const }));

const text = readFileSync(join(projectRoot, 'resources/stack/pipeline.yaml'), 'utf8');
const template = parse(text, { customTags: [...scalarTags, ...listTags] }) as Template;

/** Each with the reason why there is no narrower resource. */
const onAnyResource: Readonly<Record<string, string>> = {
  'ecr:GetAuthorizationToken': 'a token is of the whole registry',
  'batch:ListJobs': 'AWS Batch knows no resource for lists',
};

function statementsIn(value: unknown): readonly Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'Effect' in value ? [value as Statement] : Object.values(value).flatMap(statementsIn);
}

describe('the template of a set-up', () => {
  const allowed = statementsIn(template.Resources).filter(({ Effect }) => Effect === 'Allow');

  it('allows no action by wildcard, and every resource only where there is no narrower one', () => {
    assert.ok(allowed.length > 10, 'the statements were found');
    for (const { Action, Resource } of allowed) {
      const actions = [Action].flat();
      assert.deepEqual(
        actions.filter((action) => action.includes('*')),
        [],
      );
      if ([Resource].flat().includes('*'))
        assert.deepEqual(
          actions.filter((action) => !(action in onAnyResource)),
          [],
        );
    }
  });

  it('lets jobs and the trigger write below runs/ only', () => {
    const writes = allowed.filter(({ Action }) => [Action].flat().some((action) => /s3:(Put|Delete)/.test(action)));
    assert.equal(writes.length, 2);
    for (const { Resource } of writes) assert.equal(Resource, 'Sub ${Bucket.Arn}/runs/*');
  });

  it('uses no YAML alias, which CloudFormation does not know', () => {
    assert.doesNotMatch(text, /^\s*[^#'"]*:\s[&*]\w/m);
  });

  it('gets every parameter that has no default, and none that it does not know', () => {
    const given = parametersOf({
      ...{ name: 'p', computeType: 'EC2', minvCpus: 0, maxvCpus: 1, vpcId: 'vpc-1', subnetIds: ['subnet-1'] },
      ...{ hasPublicIp: true, worker: { source: 'image', uri: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/a/b:1' } },
    });
    assert.equal(given.ImageRepository, 'eu-west-1:123456789012:repository/a/b');
    const names = Object.keys(template.Parameters);
    assert.deepEqual(
      Object.keys(given).filter((name) => !names.includes(name)),
      [],
    );
    const needed = names.filter((name) => template.Parameters[name]?.Default === undefined);
    assert.deepEqual(
      needed.filter((name) => !(name in given)),
      [],
    );
  });

  it('carries a worker that its loader runs, within the limits of a definition and of a template', () => {
    // As large as the worker may be, and of no pattern.
    const noise = Array.from({ length: 12_000 }, (_, index) => String.fromCharCode(40 + ((index * 7919) % 83))).join(
      '',
    );
    const worker = `done(process.argv.slice(2)); /*${noise.replaceAll('*/', '')}*/`;
    const whole = templateWithWorker(text, Buffer.from(worker));
    assert.ok(Buffer.byteLength(whole) < 51_200, 'the body of a template');
    const { Code, Loader } = (parse(whole, { customTags: [...scalarTags, ...listTags] }) as Template).Mappings.Worker
      .Bundle;
    assert.ok(Code.length + Loader.length < 20_000, 'a job definition has 24 KiB');
    let seen: unknown;
    runInNewContext(Loader, {
      require: () => ({ brotliDecompressSync }),
      Buffer,
      process: { argv: ['node', Code, 'split'] },
      done: (command: unknown) => (seen = command),
    });
    assert.deepEqual(JSON.parse(JSON.stringify(seen)), ['split']);
  });
});
