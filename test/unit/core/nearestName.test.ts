import assert from 'node:assert/strict';
import { nearestName } from '../../../src/core/nearestName';

describe('nearestName', () => {
  const known = ['command', 'image', 'resourceRequirements', 'environment', 'minvCpus', 'user'];
  const cases: readonly [written: string, nearest: string | undefined][] = [
    ['comand', 'command'],
    ['Command', 'command'],
    ['resourceRequirments', 'resourceRequirements'],
    ['minVcpus', 'minvCpus'],
    ['env', undefined],
    ['timeout', undefined],
    ['', undefined],
  ];
  for (const [written, nearest] of cases) {
    it(`takes ${written || 'nothing'} for ${nearest ?? 'no name that is known'}`, () =>
      assert.equal(nearestName(written, known), nearest));
  }
});
