import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { batchOperations } from '../src/engine/batch/service';
import { logsOperations } from '../src/engine/logs/service';
import { s3Operations } from '../src/engine/s3/service';
import { batchModel, logsModel, s3Model } from '../src/engine/wire/model';

// Each operation that the engine has is judged by a conformance test of its own.
const services = [
  { folder: 'batch', table: batchOperations, model: batchModel },
  { folder: 'logs', table: logsOperations, model: logsModel },
  { folder: 's3', table: s3Operations, model: s3Model },
];

describe('operations of the engine', () => {
  for (const { folder, table, model } of services) {
    it(`${folder}: each row of the table is in the model and has a test`, () => {
      const names = Object.keys(table);
      assert.deepEqual(
        names.filter((name) => !model.has(name)),
        [],
      );
      const tests = new Set(readdirSync(join(__dirname, 'conformance', folder)));
      assert.deepEqual(
        names.filter((name) => !tests.has(`${name.charAt(0).toLowerCase()}${name.slice(1)}.test.ts`)),
        [],
      );
    });
  }
});
