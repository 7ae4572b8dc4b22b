// Machines, tasks and prices in memory: it counts calls, and fails where a test says so.
import type { AroundPort, ContainerInstance, EcsTask, PriceQuery } from '../../src/app/aroundPort';

export class FakeAround implements AroundPort {
  machines: ContainerInstance[] = [];
  tasks: EcsTask[] = [];
  priceList: string[] = [];
  /** In their order, in a word or two: `machines 3`. */
  readonly calls: string[] = [];
  /** May throw. */
  before: (call: string) => void = () => undefined;

  async describeContainerInstances(
    _cluster: string,
    arns: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly ContainerInstance[]> {
    await this.begin(`machines ${arns.length}`, signal);
    return this.machines.filter(({ arn }) => arns.includes(arn));
  }

  async describeTasks(_cluster: string, arns: readonly string[], signal: AbortSignal): Promise<readonly EcsTask[]> {
    await this.begin(`tasks ${arns.length}`, signal);
    return this.tasks.filter(({ arn }) => arns.includes(arn));
  }

  async listContainerInstances(cluster: string, signal: AbortSignal): Promise<readonly string[]> {
    await this.begin(`list ${cluster}`, signal);
    return this.machines.map(({ arn }) => arn);
  }

  async fetchPriceList(query: PriceQuery, signal: AbortSignal): Promise<readonly string[]> {
    await this.begin(`prices ${query.kind === 'fargate' ? 'fargate' : query.instanceType}`, signal);
    return this.priceList;
  }

  private async begin(call: string, signal: AbortSignal): Promise<void> {
    await Promise.resolve();
    signal.throwIfAborted();
    this.calls.push(call);
    this.before(call);
  }
}
