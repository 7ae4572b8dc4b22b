import assert from 'node:assert/strict';
import { joinShellWords, splitShellWords } from '../../../src/core/shellWords';

describe('shell words', () => {
  const cases: readonly [line: string, words: readonly string[] | undefined][] = [
    ['', []],
    ['  a  b ', ['a', 'b']],
    [`echo 'a b' "c d"`, ['echo', 'a b', 'c d']],
    [`a'b'"c"d`, ['abcd']],
    [`''`, ['']],
    [String.raw`a\ b "say \"hi\" \n"`, ['a b', String.raw`say "hi" \n`]],
    ['Ref::name $HOME *', ['Ref::name', '$HOME', '*']],
    [`it's`, undefined],
    [`"a`, undefined],
    ['a\\', undefined],
  ];
  for (const [line, words] of cases) {
    it(`cuts ${JSON.stringify(line)}`, () => assert.deepEqual(splitShellWords(line), words));
  }

  it('come back as they were', () => {
    const words = ['sh', '-c', `echo "it's" $X \\ 'y'\n`, '', 'é=ü', '"'];
    assert.deepEqual(splitShellWords(joinShellWords(words)), words);
  });
});
