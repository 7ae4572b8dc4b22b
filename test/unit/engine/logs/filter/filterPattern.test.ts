import assert from 'node:assert/strict';
import { compileFilter } from '../../../../../src/engine/logs/filter/filterPattern';
import { InvalidPattern } from '../../../../../src/engine/logs/filter/invalidPattern';

const json = JSON.stringify({
  eventType: 'UpdateTrail',
  ip: '123.123.7.1',
  status: 503,
  ratio: 0.5,
  code: '404',
  isError: true,
  nothing: null,
  'detail-type': 'x y',
  user: { id: 1, name: 'Ada "A" L' },
  tags: ['red', 'blue'],
  items: [{ ok: false }, { ok: true }],
});

/** Pattern, a message that it takes, one that it does not. */
const cases: readonly (readonly [pattern: string, taken: string, refused: string])[] = [
  ['ERROR', '[ERROR 400] BAD REQUEST', 'error 400'],
  ['ERROR', 'MYERRORS', 'ERR OR'],
  ['ERROR 404', '404 is an ERROR', 'ERROR 500'],
  ['"ERROR 404"', 'an ERROR 404 here', '404 ERROR'],
  ['"say \\"hi\\""', 'they say "hi" to', 'they say hi to'],
  ['?ERROR ?WARN', 'WARN x', 'INFO x'],
  ['?"ERROR 1" ?WARN', 'ERROR 1', 'ERROR 2'],
  ['ERROR -EXITING', 'ERROR retry', 'ERROR EXITING'],
  ['-"EXIT 0"', 'EXIT 1', 'EXIT 0'],
  // Where there are other terms, those with a question mark do not count.
  ['ERROR ?x', 'ERROR', 'x'],
  ['%AUTHORIZED%', 'UNAUTHORIZED', 'authorized'],
  ['%^[hc]at%', 'hat', 'a hat'],
  ['%10\\.10\\.0\\.\\d{1,3}%', 'from 10.10.0.35', 'from 10x10.0.35'],
  ['ERROR -%4\\d\\d%', 'ERROR 500', 'ERROR 404'],
  ['%line [0-2]$% -"x"', 'line 2', 'line 3'],
  ['größe', 'die größe', 'die grosse'],
  ['{ $.eventType = "UpdateTrail" }', json, '{"eventType":"CreateTrail"}'],
  ['{$.eventType=UpdateTrail}', json, 'UpdateTrail'],
  ['{ $.eventType = "*Trail" }', json, '{"eventType":"Trails"}'],
  ['{ $.ip != 123.124.* }', json, '{"ip":"123.124.0.1"}'],
  ['{ $.missing != "x" || $.status = 503 }', json, '{"status":1}'],
  ['{ $.status >= 500 && $.status < 504 }', json, '{"status":504}'],
  ['{ $.status > 5.02e2 }', json, '{"status":502}'],
  ['{ $.ratio <= .5 }', json, '{"ratio":"high"}'],
  ['{ $.code = 404 }', json, '{"code":"4040"}'],
  ['{ $.user.id = 1 && ($.status = 1 || $.isError IS TRUE) }', json, '{"user":{"id":1},"isError":false}'],
  ['{ $.user.name = "Ada \\"A\\" L" }', json, '{"user":{"name":"Ada"}}'],
  ['{ $.user = "*" || $.user.id = "*" }', json, '{"user":{}}'],
  ['{ $.detail-type = "x y" }', json, '{"detail-type":"xy"}'],
  ['{ $.items[1].ok IS TRUE }', json, '{"items":[{"ok":true}]}'],
  ['{ $.tags[*] = "blue" }', json, '{"tags":["green"]}'],
  ['{ $.nothing IS NULL }', json, '{"other":null}'],
  ['{ $.missing NOT EXISTS }', json, '{"missing":null}'],
  ['{ $.nothing EXISTS }', json, '{}'],
  ['{ $.user.id IS NOT NULL }', json, '{"user":{"id":null}}'],
  ['{ $.ip = %^123\\.123\\.% }', json, '{"ip":"12.123.123.1"}'],
  ['{ $.detail-type = %^x y$% }', json, '{"detail-type":"x  y"}'],
  ['[ip, user, ...]', '127.0.0.1 ada GET /', 'one'],
  ['[ip, ..., status = 4*, bytes > 1000]', '::1 - [10/Oct 13:55] "GET /a b" 404 1534', '::1 - 500 1534'],
  ['[level = ERROR || level = WARN, rest]', 'WARN x', 'INFO x'],
  ['[n > 3 && n != 5]', '4', '5'],
];

const invalid: readonly (readonly [pattern: string, text: RegExp])[] = [
  ['ORDER-ITEM', /Invalid character\(s\) in term '-'.*double quotes/],
  ['a:b', /Invalid character\(s\) in term ':'/],
  ['"open', /not closed/],
  ['{ $.a = 1', /must end with '}'/],
  ['{ $.a = 1 && }', /a property such as/],
  ['{ ($.a = 1 }', /\) is expected/],
  ['{ $.a = 1 $.b = 2 }', /&&, \|\| or the end is expected/],
  ['{ $.a ~ 1 }', /Invalid character/],
  ['{ $."a-b" = 1 }', /Invalid filter pattern/],
  ['{ a = 1 }', /a is no property/],
  ['{ $.a > x }', /compares with a number/],
  ['{ $.a IS 5 }', /NULL, TRUE or FALSE/],
  ['{ }', /a property such as/],
  ['[a, , b]', /name of a field/],
  ['[a', /must end with ']'/],
  ['%a(b)%', /Invalid character\(s\) in term '\('/],
  ['%[a%', /not a regular expression/],
  ['%a\\q%', /escape/],
  ['%%', /empty/],
];

describe('filter patterns', () => {
  for (const [pattern, taken, refused] of cases) {
    it(`${pattern} takes ${taken.slice(0, 40)} and not ${refused.slice(0, 40)}`, () => {
      const matches = compileFilter(pattern);
      assert.ok(matches);
      assert.equal(matches(taken), true);
      assert.equal(matches(refused), false);
    });
  }

  for (const [pattern, text] of invalid) {
    it(`refuses ${pattern}`, () => {
      assert.throws(
        () => compileFilter(pattern),
        (error) => error instanceof InvalidPattern && text.test(error.message),
      );
    });
  }

  it('takes everything when it is empty', () => {
    assert.equal(compileFilter(' '), undefined);
  });

  it('takes no message for JSON that is not JSON', () => {
    const matches = compileFilter('{ $.a NOT EXISTS }');
    for (const message of ['', 'text', '{"a":', '7', '"{"']) assert.equal(matches?.(message), false, message);
  });
});
