// How long the engine takes to be ready, and how large the bundles are.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Engines } from './engines';
import { type Report, median } from './measurement';

export async function measureStart(engines: Engines, rounds: number, report: Report): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startMs = performance.now();
    const engine = await engines.startProcess();
    times.push(performance.now() - startMs);
    await engines.stopProcess(engine);
  }
  report({
    measure: 'first start of the engine to its ready line',
    value: median(times),
    unit: 'ms',
    detail: { rounds },
  });
  for (const file of readdirSync(engines.dist)) {
    report({ measure: `size of ${file}`, value: statSync(join(engines.dist, file)).size / 1024, unit: 'KiB' });
  }
}
