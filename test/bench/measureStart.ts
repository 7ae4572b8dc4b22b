// How long the engine takes to be ready, and how large the bundles are.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EngineProcess } from '../../src/demo/engineProcess';
import { neverAborted } from './engineUnderTest';
import { type Report, median } from './measurement';

export async function measureStart(dist: string, rounds: number, report: Report): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startMs = performance.now();
    const engine = await EngineProcess.start(join(dist, 'engine.js'), neverAborted);
    times.push(performance.now() - startMs);
    await engine.stop();
  }
  report({
    measure: 'first start of the engine to its ready line',
    value: median(times),
    unit: 'ms',
    detail: { rounds },
  });
  for (const file of readdirSync(dist)) {
    report({ measure: `size of ${file}`, value: statSync(join(dist, file)).size / 1024, unit: 'KiB' });
  }
}
