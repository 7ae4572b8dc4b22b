// What is written into a file that its owner cares about.
import assert from 'node:assert/strict';
import { setIniKeys } from '../../../src/core/setIniKeys';

const values = { endpoint_url: 'http://127.0.0.1:4566', region: 'us-east-1' };
const block = '[profile batch-local]\nendpoint_url = http://127.0.0.1:4566\nregion = us-east-1\n';
const set = (text: string): string => setIniKeys(text, 'profile batch-local', values);

describe('setIniKeys', () => {
  const added: readonly (readonly [name: string, before: string, gap: string])[] = [
    ['an empty file', '', ''],
    ['a file', '[default]\nregion = eu-west-1\n', '\n'],
    ['a file whose last line has no end', '[default]\nregion = eu-west-1', '\n\n'],
    ['a file of comments', '# mine\n\n', '\n'],
    ['a file with a section of almost this name', '[batch-local]\n[profile batch-local2]\nregion = x\n', '\n'],
  ];
  for (const [name, before, gap] of added) {
    it(`adds the section at the end of ${name}`, () => assert.equal(set(before), before + gap + block));
  }

  it('keeps the line ends of the file', () => {
    const before = '[default]\r\nregion = eu-west-1\r\n';
    assert.equal(set(before), `${before}\r\n${block.replaceAll('\n', '\r\n')}`);
    assert.equal(set(set(before)), set(before));
  });

  it('changes nothing when it is done again', () => {
    for (const [, before] of added) assert.equal(set(set(before)), set(before));
  });

  it('replaces its own values where they stand, and keeps what else the user put there', () => {
    const before = [
      '# first',
      '[profile other]',
      'region = x',
      'endpoint_url = http://other',
      '',
      '[ profile  "batch-local" ] ; of the extension',
      '  region=old',
      's3 =',
      '    endpoint_url = http://nested',
      '    region = nested',
      'output = json',
      '',
      '# about the next one',
      '[profile after]',
      'region = y',
    ].join('\n');
    const after = before
      .replace('  region=old', 'region = us-east-1')
      .replace('output = json\n', 'output = json\nendpoint_url = http://127.0.0.1:4566\n');
    assert.equal(set(before), after);
  });

  it('adds what is missing to a section at the very end', () => {
    assert.equal(
      set('[profile batch-local]\nregion = us-east-1'),
      ['[profile batch-local]', 'region = us-east-1', 'endpoint_url = http://127.0.0.1:4566', ''].join('\n'),
    );
    assert.equal(set('[profile batch-local]'), block);
  });

  it('sets each of several, since programs differ in which one counts', () => {
    const twice = '[profile batch-local]\nregion = a\nregion = b\n\n[x]\n[profile batch-local]\nendpoint_url = c\n';
    assert.equal(
      set(twice),
      '[profile batch-local]\nregion = us-east-1\nregion = us-east-1\n\n[x]\n[profile batch-local]\nendpoint_url = http://127.0.0.1:4566\n',
    );
  });

  it('keeps a text that is like a pattern', () => {
    assert.match(setIniKeys('', 'a', { aws_secret_access_key: '$&$1' }), /\$&\$1\n$/);
    assert.match(setIniKeys('[a]\nk = 1\n', 'a', { k: '$&$1' }), /^\[a\]\nk = \$&\$1\n$/);
  });
});
