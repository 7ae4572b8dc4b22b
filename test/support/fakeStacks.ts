// A CloudFormation by script: each operation ends as a test says, after the events that a test gives.
import type { ChangeSet, Stack, StackEvent, StackPort, StackResource } from '../../src/app/setUp/setUpPorts';

const own = { 'aws-batch-explorer': 'pipeline' };

export function aStack(status: string, changes: Partial<Stack> = {}): Stack {
  const outputs = { Bucket: 'b-1', Queue: 'pipeline-queue', SplitDefinition: 's', MergeDefinition: 'm' };
  const parameters = { ComputeType: 'FARGATE', MaxvCpus: '8', VpcId: 'vpc-1', SubnetIds: 'subnet-1' };
  return { name: 'pipeline', id: 'pipeline', status, tags: own, outputs, parameters, ...changes };
}

type Outcome = {
  readonly status: string;
  readonly failures?: readonly Partial<StackEvent>[];
  /** No event tells of it. */
  readonly isSilent?: boolean;
};

export class FakeStacks implements StackPort {
  stack: Stack | undefined;
  changeSet: ChangeSet = { status: 'CREATE_COMPLETE', changes: [] };
  resources: readonly StackResource[] = [];
  /** What the next operations come to. */
  outcomes: Outcome[] = [];
  /** What has happened before. */
  history: readonly Partial<StackEvent>[] = [];
  /** Every look at the events fails with it. */
  eventsTrouble: Error | undefined;
  /** Names of what was asked for, in order. */
  readonly asked: string[] = [];
  private readonly events: StackEvent[] = [];

  findStack(): Promise<Stack | undefined> {
    return Promise.resolve(this.stack);
  }

  listStacks(): Promise<readonly Stack[]> {
    return Promise.resolve(this.stack === undefined ? [] : [this.stack]);
  }

  createStack(): Promise<string> {
    return this.carryOut('createStack');
  }

  createChangeSet(): Promise<void> {
    this.asked.push('createChangeSet');
    return Promise.resolve();
  }

  describeChangeSet(): Promise<ChangeSet> {
    return Promise.resolve(this.changeSet);
  }

  async executeChangeSet(): Promise<void> {
    await this.carryOut('executeChangeSet');
  }

  deleteChangeSet(): Promise<void> {
    this.asked.push('deleteChangeSet');
    return Promise.resolve();
  }

  async cancelUpdate(): Promise<void> {
    await this.carryOut('cancelUpdate');
  }

  async rollBack(): Promise<void> {
    await this.carryOut('rollBack');
  }

  async deleteStack(): Promise<void> {
    await this.carryOut('deleteStack');
  }

  async *fetchEvents(): AsyncIterable<readonly StackEvent[]> {
    if (this.eventsTrouble !== undefined) throw this.eventsTrouble;
    const blank = { id: '', logicalId: 'pipeline', resourceType: 'AWS::CloudFormation::Stack', status: '' };
    const history = this.history.map((event, index) => ({ ...blank, id: `h${index}`, ...event }));
    yield await Promise.resolve([...history, ...this.events].reverse());
  }

  listResources(): Promise<readonly StackResource[]> {
    return Promise.resolve(this.resources);
  }

  private carryOut(what: string): Promise<string> {
    this.asked.push(what);
    const { status, failures = [], isSilent = false } = this.outcomes.shift() ?? { status: 'CREATE_COMPLETE' };
    const event = { logicalId: 'pipeline', resourceType: 'AWS::CloudFormation::Stack', status };
    for (const one of isSilent ? [] : [...failures.map((failure) => ({ ...event, ...failure })), event])
      this.events.push({ ...one, id: String(this.events.length) });
    this.stack = status === 'DELETE_COMPLETE' ? undefined : { ...(this.stack ?? aStack(status)), status };
    return Promise.resolve('pipeline');
  }
}
