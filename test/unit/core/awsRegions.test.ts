// The regions that are offered are those that the SDK knows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { awsRegions, isRegionName } from '../../../src/core/awsRegions';

/** The SDK does not export its list: it stands as an object literal in one of its files. */
const listPath = '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';

describe('awsRegions', () => {
  it('are all that the SDK knows, but those that are not open to the public', () => {
    const source = readFileSync(join(resolve(__dirname, '../../../node_modules'), listPath), 'utf8');
    const known = [...source.matchAll(/"([a-z]+(?:-[a-z]+)+-\d+)": \{/g)].map(([, name = '']) => name);
    const open = known.filter((name) => !name.includes('iso'));
    assert.ok(open.length > 30);
    assert.deepEqual(
      awsRegions.map(({ name }) => name),
      open.sort(),
    );
    assert.deepEqual(
      known.filter((name) => !isRegionName(name)),
      [],
    );
  });
});
