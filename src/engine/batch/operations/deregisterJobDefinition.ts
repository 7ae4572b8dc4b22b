// https://docs.aws.amazon.com/batch/latest/APIReference/API_DeregisterJobDefinition.html
import type { DeregisterJobDefinitionRequest } from '@aws-sdk/client-batch';
import { clientError } from '../checks';
import type { BatchOperation } from '../context';
import { parseJobDefinition } from '../jobDefinitions';

export const deregisterJobDefinition: BatchOperation<DeregisterJobDefinitionRequest, object> = (
  { jobDefinition = '' },
  { arns, clock, state },
) => {
  const { name, revision } = parseJobDefinition(arns, jobDefinition);
  if (revision === undefined) {
    throw clientError(`jobDefinition must name a revision, as ${name}:1 does; it is "${jobDefinition}".`);
  }
  const key = `${name}:${revision}`;
  const definition = state.jobDefinitions.get(key);
  if (definition === undefined) throw clientError(`${arns.of('job-definition', key)} does not exist`);
  if (definition.status === 'ACTIVE') {
    state.store.commit(state.jobDefinitions.patch(key, { status: 'INACTIVE', deregisteredAt: clock.now() }));
  }
  return {};
};
