// A clock that stands still until a test moves it.
import type { Clock } from '../../src/engine/clock';

export class FakeClock implements Clock {
  private nowMs: number;
  private readonly timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();

  constructor(startMs = Date.parse('2026-11-24T08:00:00Z')) {
    this.nowMs = startMs;
  }

  now(): number {
    return this.nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.nowMs + delayMs, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Moves time and calls the timers that fall due, in their order. */
  advance(ms: number): void {
    const endMs = this.nowMs + ms;
    for (;;) {
      const [next] = [...this.timers].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
      if (next === undefined) break;
      this.timers.delete(next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.callback();
    }
    this.nowMs = endMs;
  }
}
