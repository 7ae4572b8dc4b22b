// What a first start makes, so that a beginner can submit at once: environment, queue and the pipeline's definitions.
import { cpus } from 'node:os';
import type { BatchContext } from './context';
import { createComputeEnvironment } from './operations/createComputeEnvironment';
import { createJobQueue } from './operations/createJobQueue';
import { registerJobDefinition } from './operations/registerJobDefinition';

/** The environment that stands for this machine. It alone runs definitions of every platform capability. */
export const localEnvironment = 'local';
const localQueue = 'local';

/** Makes what is missing: an engine that was killed during its first start goes on here. */
export function createBeginnersSet(context: BatchContext): void {
  const { computeEnvironments, jobQueues, revisions } = context.state;
  if (computeEnvironments.get(localEnvironment) === undefined) createLocalEnvironment(context);
  if (jobQueues.get(localQueue) === undefined) createLocalQueue(context);
  for (const command of ['split', 'merge']) {
    const name = `pipeline-${command}`;
    if (revisions.get(name) === undefined) registerWorker(name, command, context);
  }
}

function createLocalEnvironment(context: BatchContext): void {
  createComputeEnvironment(
    {
      computeEnvironmentName: localEnvironment,
      type: 'MANAGED',
      computeResources: {
        type: 'EC2',
        minvCpus: 0,
        maxvCpus: cpus().length,
        instanceTypes: ['optimal'],
        instanceRole: 'ecsInstanceRole',
        subnets: ['subnet-local'],
        securityGroupIds: ['sg-local'],
      },
    },
    context,
  );
}

function createLocalQueue(context: BatchContext): void {
  createJobQueue(
    {
      jobQueueName: localQueue,
      priority: 1,
      computeEnvironmentOrder: [{ order: 1, computeEnvironment: localEnvironment }],
    },
    context,
  );
}

function registerWorker(jobDefinitionName: string, command: string, context: BatchContext): void {
  registerJobDefinition(
    {
      jobDefinitionName,
      type: 'container',
      // Only Fargate takes a fraction of a vCPU.
      platformCapabilities: ['FARGATE'],
      // Another try when an engine was killed below its jobs, none when the work itself failed.
      retryStrategy: {
        attempts: 3,
        evaluateOnExit: [
          { onStatusReason: 'Host EC2*', action: 'RETRY' },
          { onReason: '*', action: 'EXIT' },
        ],
      },
      containerProperties: {
        image: 'aws-batch-explorer/worker',
        command: [command],
        executionRoleArn: `arn:aws:iam::${context.arns.accountId}:role/ecsTaskExecutionRole`,
        resourceRequirements: [
          { type: 'VCPU', value: '0.25' },
          { type: 'MEMORY', value: '512' },
        ],
      },
    },
    context,
  );
}
