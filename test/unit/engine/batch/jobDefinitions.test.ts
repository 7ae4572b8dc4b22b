import assert from 'node:assert/strict';
import { resolveJobDefinition } from '../../../../src/engine/batch/jobDefinitions';
import { deregisterJobDefinition } from '../../../../src/engine/batch/operations/deregisterJobDefinition';
import { describeJobDefinitions } from '../../../../src/engine/batch/operations/describeJobDefinitions';
import { BatchWorld } from '../../../support/batchWorld';

const dayMs = 24 * 3_600_000;

describe('job definitions', () => {
  let world: BatchWorld;
  beforeEach(() => {
    world = new BatchWorld();
    for (let revision = 1; revision <= 3; revision += 1) world.definition('d');
  });
  afterEach(() => world.close());

  const resolve = (nameOrArn: string): number | undefined =>
    resolveJobDefinition(world.context.state, world.context.arns, nameOrArn).revision;
  const deregister = (jobDefinition: string): object => deregisterJobDefinition({ jobDefinition }, world.context);
  const arn = (id: string): string => `arn:aws:batch:us-east-1:123456789012:job-definition/${id}`;

  it('are found by name, name:revision and ARN with or without revision', () => {
    assert.deepEqual(['d', 'd:2', arn('d'), arn('d:1')].map(resolve), [3, 2, 3, 1]);
  });

  it('without revision are the latest ACTIVE one', () => {
    deregister('d:3');
    assert.equal(resolve('d'), 2);
    world.definition('d');
    assert.equal(resolve('d'), 4);
  });

  it('that are INACTIVE, unknown or of another account are refused, each for its reason', () => {
    deregister('d:3');
    assert.throws(() => resolve('d:3'), /d:3 is INACTIVE: it was deregistered/);
    assert.throws(() => resolve('d:9'), /job-definition\/d:9 does not exist$/);
    assert.throws(() => resolve('other'), /job-definition\/other does not exist: it has no ACTIVE revision/);
    assert.throws(() => resolve('d:latest'), /must be a name, name:revision or the ARN/);
    const foreign = 'arn:aws:batch:eu-west-1:123456789012:job-definition/d:1';
    assert.throws(() => resolve(foreign), { code: 'ClientException', message: `${foreign} does not exist` });
  });

  it('are forgotten 180 days after they were deregistered, and their numbers are not used again', () => {
    const { state } = world.context;
    deregister('d:3');
    world.clock.advance(179 * dayMs);
    assert.notEqual(state.jobDefinitions.get('d:3'), undefined);
    world.clock.advance(dayMs + 3_600_000);
    assert.equal(state.jobDefinitions.get('d:3'), undefined);
    world.restart();
    world.definition('d');
    assert.equal(resolve('d'), 4);
  });

  it('are described without what the engine keeps for itself', () => {
    deregister('d:3');
    const { jobDefinitions = [] } = describeJobDefinitions({ jobDefinitions: ['d:3'] }, world.context);
    assert.equal(jobDefinitions[0]?.status, 'INACTIVE');
    assert.doesNotMatch(JSON.stringify(jobDefinitions), /deregisteredAt|deprecated/);
  });

  it('keep the deprecated vcpus and memory as requirements, for the job to run with', () => {
    world.definition('old', {}, { resourceRequirements: undefined, vcpus: 2, memory: 64 });
    const { containerProperties } = resolveJobDefinition(world.context.state, world.context.arns, 'old');
    assert.deepEqual(containerProperties?.resourceRequirements, [
      { type: 'VCPU', value: '2' },
      { type: 'MEMORY', value: '64' },
    ]);
    const { jobDefinitions = [] } = describeJobDefinitions({ jobDefinitionName: 'old' }, world.context);
    const described: { vcpus?: number; memory?: number; resourceRequirements?: unknown } | undefined =
      jobDefinitions[0]?.containerProperties;
    assert.deepEqual([described?.vcpus, described?.memory, described?.resourceRequirements], [2, 64, []]);
  });

  it('of an ecsProperties run like those of containerProperties', () => {
    const container = {
      image: 'host',
      command: ['true'],
      resourceRequirements: [
        { type: 'VCPU' as const, value: '1' },
        { type: 'MEMORY' as const, value: '16' },
      ],
    };
    const ecsProperties = { taskProperties: [{ containers: [container], taskRoleArn: 'arn:aws:iam::1:role/r' }] };
    world.definition('ecs', { containerProperties: undefined, ecsProperties });
    const { containerProperties } = resolveJobDefinition(world.context.state, world.context.arns, 'ecs');
    assert.equal(containerProperties?.image, 'host');
    assert.equal(containerProperties.jobRoleArn, 'arn:aws:iam::1:role/r');
  });
});
