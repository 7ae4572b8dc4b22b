import assert from 'node:assert/strict';
import { claimAddress } from '../../../src/trigger/claims';
import { readEvent } from '../../../src/trigger/readEvent';
import { bridgeEvent, directEvent } from '../../support/uploadEvents';

const etag = 'd41d8cd98f00b204e9800998ecf8427e';

describe('readEvent', () => {
  for (const eventName of ['Put', 'Post', 'Copy', 'CompleteMultipartUpload']) {
    it(`reads ObjectCreated:${eventName}`, () => {
      const [arrived] = readEvent(directEvent('b', 'inbox/color.txt', etag, `ObjectCreated:${eventName}`));
      assert.deepEqual(arrived, { bucket: 'b', key: 'inbox/color.txt', etag, sequencer: '0A1B2C3D4E5F678901' });
    });
  }

  for (const [encoded, key] of [
    ['inbox/my+colors.txt', 'inbox/my colors.txt'],
    ['inbox/a%2Bb.txt', 'inbox/a+b.txt'],
    ['inbox/m%C3%A0u+s%E1%BA%AFc.txt', 'inbox/màu sắc.txt'],
    ['inbox/100%25.txt', 'inbox/100%.txt'],
  ] as const) {
    it(`decodes the key ${encoded}`, () => assert.equal(readEvent(directEvent('b', encoded, etag))[0]?.key, key));
  }

  it('takes the key of EventBridge as it is, and knows both for one event', () => {
    const [bridged] = readEvent(bridgeEvent('b', 'inbox/a+b %.txt', etag));
    assert.equal(bridged?.key, 'inbox/a+b %.txt');
    const [direct] = readEvent(directEvent('b', 'inbox/a%2Bb+%25.txt', etag));
    assert.ok(direct !== undefined);
    assert.deepEqual(claimAddress(direct), claimAddress(bridged));
  });

  it('has nothing to do for the test event and for objects that were removed', () => {
    assert.deepEqual(readEvent({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b' }), []);
    assert.deepEqual(readEvent(directEvent('b', 'inbox/a', etag, 'ObjectRemoved:Delete')), []);
    assert.deepEqual(readEvent({ source: 'aws.s3', 'detail-type': 'Object Deleted', detail: {} }), []);
  });

  it('refuses what is no event of S3', () => {
    for (const event of [undefined, 'x', {}, { Records: [{ eventName: 'ObjectCreated:Put' }] }])
      assert.throws(() => readEvent(event), { name: 'AppError', kind: 'invalid' });
    assert.throws(() => readEvent(directEvent('b', 'inbox/%zz', etag)), /not URL-encoded: inbox\/%zz/);
  });
});
