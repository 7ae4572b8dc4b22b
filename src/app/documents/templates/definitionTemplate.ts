// A job definition to begin with: one small container on Fargate that says hello.
import { partitionOfRegion } from '../../../core/arn';
import type { Session } from '../../session';
import type { DefinitionDocument } from '../readDefinition';

/** Needs no Docker: the engine runs the command on this machine. */
const localImage = 'host';
const publicImage = 'public.ecr.aws/docker/library/busybox:stable';
/** The engine's, where no account is told. */
const localAccountId = '123456789012';

export function definitionTemplate({ connection, region, accountId }: Session): DefinitionDocument {
  const isLocal = connection.kind === 'local';
  // What is not known is a fault in its line, until the user has put it in.
  const account = accountId ?? (isLocal ? localAccountId : '…');
  const role = `arn:${partitionOfRegion(region)}:iam::${account}:role/ecsTaskExecutionRole`;
  return {
    jobDefinitionName: 'my-definition',
    type: 'container',
    platformCapabilities: ['FARGATE'],
    containerProperties: {
      image: isLocal ? localImage : publicImage,
      command: ['echo', 'hello'],
      executionRoleArn: role,
      resourceRequirements: [
        { type: 'VCPU', value: '0.25' },
        { type: 'MEMORY', value: '512' },
      ],
      // Without it no image can be pulled in a public subnet.
      ...(!isLocal && { networkConfiguration: { assignPublicIp: 'ENABLED' } }),
    },
    retryStrategy: { attempts: 1 },
    timeout: { attemptDurationSeconds: 3600 },
  };
}
