// Lets a bounded number of tasks run at the same time; the others wait for their turn, in their order.

export class Lanes {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly count: number) {}

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.running >= this.count) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      // A free lane goes to the next in line without ever being free for others.
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
