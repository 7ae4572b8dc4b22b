import assert from 'node:assert/strict';
import { consoleUrl } from '../../../src/core/consoleUrl';

describe('consoleUrl', () => {
  it('knows the partitions, and does not guess', () => {
    const hostOf = (region: string): string | undefined => {
      const url = consoleUrl('jobs', 'a', region);
      return url && new URL(url).host;
    };
    assert.equal(hostOf('ap-southeast-1'), 'ap-southeast-1.console.aws.amazon.com');
    assert.equal(hostOf('cn-north-1'), 'cn-north-1.console.amazonaws.cn');
    assert.equal(hostOf('us-gov-west-1'), 'us-gov-west-1.console.amazonaws-us-gov.com');
    assert.equal(hostOf('us-iso-east-1'), undefined);
    assert.equal(hostOf('eusc-de-east-1'), undefined);
  });

  it('keeps an id in one piece', () => {
    assert.ok(consoleUrl('jobs', 'a#0', 'us-east-1')?.endsWith('#jobs/detail/a%230'));
    assert.ok(consoleUrl('jobs', 'a:7', 'us-east-1')?.endsWith('#jobs/detail/a:7'));
  });
});
