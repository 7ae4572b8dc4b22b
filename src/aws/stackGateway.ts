// AWS CloudFormation through the SDK.
import { randomUUID } from 'node:crypto';
import type {
  Parameter,
  ResourceChange as SdkChange,
  Stack as SdkStack,
  StackResource as SdkResource,
  Tag,
} from '@aws-sdk/client-cloudformation';
import type {
  ChangeSet,
  ResourceChange,
  Stack,
  StackEvent,
  StackPort,
  StackRequest,
  StackResource,
} from '../app/setUp/setUpPorts';
import { stackNameIn } from '../core/arn';
import { AppError } from '../core/errors';
import { call } from './call';
import type { MoreClients } from './moreClients';

export class StackGateway implements StackPort {
  constructor(private readonly clients: () => Promise<MoreClients>) {}

  async findStack(nameOrId: string, signal: AbortSignal): Promise<Stack | undefined> {
    const { sdk, cloudFormation } = await this.clients();
    const command = new sdk.DescribeStacksCommand({ StackName: nameOrId });
    try {
      const { Stacks } = await call(`look at the stack ${stackNameIn(nameOrId)}`, cloudFormation, command, signal);
      const [stack] = (Stacks ?? []).map(toStack);
      return stack;
    } catch (cause) {
      // "Stack with id … does not exist": any other 404 is not CloudFormation's.
      if (cause instanceof AppError && cause.kind === 'notFound' && cause.code === 'ValidationError') return undefined;
      throw cause;
    }
  }

  async listStacks(signal: AbortSignal): Promise<readonly Stack[]> {
    const { sdk, cloudFormation } = await this.clients();
    const stacks: Stack[] = [];
    let token: string | undefined;
    do {
      const command = new sdk.DescribeStacksCommand({ NextToken: token });
      const answer = await call('list the stacks', cloudFormation, command, signal);
      stacks.push(...(answer.Stacks ?? []).map(toStack));
      token = answer.NextToken;
    } while (token !== undefined && token !== '');
    return stacks.filter(({ status }) => status !== 'DELETE_COMPLETE');
  }

  async createStack(request: StackRequest, signal: AbortSignal): Promise<string> {
    const { sdk, cloudFormation } = await this.clients();
    // With a token AWS knows the SDK's next try after a lost answer for what it is, and does not call the name taken.
    const ClientRequestToken = randomUUID();
    const command = new sdk.CreateStackCommand({ ...inputOf(request), OnFailure: 'DO_NOTHING', ClientRequestToken });
    const { StackId } = await call(`create the stack ${request.stackName}`, cloudFormation, command, signal);
    return StackId ?? request.stackName;
  }

  async createChangeSet(request: StackRequest, ChangeSetName: string, signal: AbortSignal): Promise<void> {
    const { sdk, cloudFormation } = await this.clients();
    const command = new sdk.CreateChangeSetCommand({
      ...inputOf(request),
      ChangeSetName,
      ChangeSetType: 'UPDATE',
      OnStackFailure: 'DO_NOTHING',
    });
    await call(`prepare the update of the stack ${request.stackName}`, cloudFormation, command, signal);
  }

  async describeChangeSet(StackName: string, ChangeSetName: string, signal: AbortSignal): Promise<ChangeSet> {
    const { sdk, cloudFormation } = await this.clients();
    const changes: ResourceChange[] = [];
    let token: string | undefined;
    for (;;) {
      const command = new sdk.DescribeChangeSetCommand({ StackName, ChangeSetName, NextToken: token });
      const answer = await call(`look at the update of the stack ${StackName}`, cloudFormation, command, signal);
      changes.push(...(answer.Changes ?? []).flatMap(({ ResourceChange }) => toChange(ResourceChange)));
      token = answer.NextToken;
      if (token === undefined || token === '')
        return { status: answer.Status ?? '', statusReason: answer.StatusReason, changes };
    }
  }

  async executeChangeSet(StackName: string, ChangeSetName: string, signal: AbortSignal): Promise<void> {
    const { sdk, cloudFormation } = await this.clients();
    const input = { StackName, ChangeSetName, ClientRequestToken: randomUUID() };
    const command = new sdk.ExecuteChangeSetCommand(input);
    await call(`update the stack ${StackName}`, cloudFormation, command, signal);
  }

  async deleteChangeSet(StackName: string, ChangeSetName: string, signal: AbortSignal): Promise<void> {
    const { sdk, cloudFormation } = await this.clients();
    const command = new sdk.DeleteChangeSetCommand({ StackName, ChangeSetName });
    await call(`drop the update of the stack ${StackName}`, cloudFormation, command, signal);
  }

  async cancelUpdate(StackName: string, signal: AbortSignal): Promise<void> {
    const { sdk, cloudFormation } = await this.clients();
    const command = new sdk.CancelUpdateStackCommand({ StackName });
    await call(`cancel the update of the stack ${StackName}`, cloudFormation, command, signal);
  }

  async rollBack(StackName: string, signal: AbortSignal): Promise<void> {
    const { sdk, cloudFormation } = await this.clients();
    const command = new sdk.RollbackStackCommand({ StackName });
    await call(`roll back the stack ${StackName}`, cloudFormation, command, signal);
  }

  async deleteStack(StackName: string, signal: AbortSignal): Promise<void> {
    const { sdk, cloudFormation } = await this.clients();
    await call(
      `delete the stack ${stackNameIn(StackName)}`,
      cloudFormation,
      new sdk.DeleteStackCommand({ StackName }),
      signal,
    );
  }

  async *fetchEvents(StackName: string, signal: AbortSignal): AsyncIterable<readonly StackEvent[]> {
    const { sdk, cloudFormation } = await this.clients();
    let token: string | undefined;
    do {
      const command = new sdk.DescribeStackEventsCommand({ StackName, NextToken: token });
      const answer = await call(
        `read the events of the stack ${stackNameIn(StackName)}`,
        cloudFormation,
        command,
        signal,
      );
      yield (answer.StackEvents ?? []).map((event) => ({
        id: event.EventId ?? '',
        logicalId: event.LogicalResourceId ?? '',
        resourceType: event.ResourceType ?? '',
        status: event.ResourceStatus ?? '',
        reason: event.ResourceStatusReason,
      }));
      token = answer.NextToken;
    } while (token !== undefined && token !== '');
  }

  async listResources(StackName: string, signal: AbortSignal): Promise<readonly StackResource[]> {
    const { sdk, cloudFormation } = await this.clients();
    const command = new sdk.DescribeStackResourcesCommand({ StackName });
    const answer = await call(`list what the stack ${stackNameIn(StackName)} holds`, cloudFormation, command, signal);
    return (answer.StackResources ?? []).filter(({ LogicalResourceId }) => LogicalResourceId).map(toResource);
  }
}

function inputOf({ stackName, template, parameters, tags }: StackRequest) {
  return {
    StackName: stackName,
    TemplateBody: template,
    Parameters: entriesOf(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Tags: entriesOf(tags).map(([Key, Value]) => ({ Key, Value })),
    // It makes roles; their names are CloudFormation's.
    Capabilities: ['CAPABILITY_IAM' as const],
  };
}

function entriesOf(record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(record);
}

function toStack({ StackName, StackId, StackStatus, StackStatusReason, Parameters, Outputs, Tags }: SdkStack): Stack {
  const valueOf = (parameter: Parameter): string => parameter.ParameterValue ?? '';
  return {
    name: StackName ?? '',
    id: StackId ?? StackName ?? '',
    status: StackStatus ?? '',
    statusReason: StackStatusReason,
    parameters: Object.fromEntries((Parameters ?? []).map((one) => [one.ParameterKey ?? '', valueOf(one)])),
    outputs: Object.fromEntries((Outputs ?? []).map((one) => [one.OutputKey ?? '', one.OutputValue ?? ''])),
    tags: Object.fromEntries((Tags ?? []).map((tag: Tag) => [tag.Key ?? '', tag.Value ?? ''])),
  };
}

function toChange(change: SdkChange | undefined): readonly ResourceChange[] {
  if (change?.Action === undefined) return [];
  const action = change.Action === 'SyncWithActual' ? 'Modify' : change.Action;
  const { LogicalResourceId: logicalId = '', ResourceType: resourceType = '', Replacement: replacement } = change;
  return [{ action, logicalId, resourceType, replacement }];
}

function toResource(resource: SdkResource): StackResource {
  return {
    logicalId: resource.LogicalResourceId ?? '',
    physicalId: resource.PhysicalResourceId,
    resourceType: resource.ResourceType ?? '',
    status: resource.ResourceStatus ?? '',
    reason: resource.ResourceStatusReason,
  };
}
