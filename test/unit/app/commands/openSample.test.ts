// The file that a beginner tries everything with.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { openSample } from '../../../../src/app/commands/openSample';
import { FakeFiles } from '../../../support/fakeFiles';

describe('awsBatch.openSample', () => {
  it('opens the same seven lines that the demo runs, and writes nothing', async () => {
    const files = new FakeFiles();
    await openSample({ files });
    const text = readFileSync(resolve(__dirname, '../../../../resources/samples/color.txt'), 'utf8');
    assert.deepEqual(files.edited, [{ name: 'color.txt', text }]);
    assert.equal(files.saved.size, 0);
  });
});
