import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../source/query/filter-language/parse-filter.ts';
import { quotedValue, writtenValue } from '../../../source/query/filter-language/words.ts';

const CLOCK = { zone: 'UTC', nowSeconds: Date.UTC(2024, 6, 12, 12) / 1000 };
const KEYS = ['user_id', 'line', 'page', 'ms', 'actor.login', 'a\\.b', 'time', 'Content-Type'];

function parse(text: string, knows: 'keys' | 'none' = 'keys') {
  return parseFilter(text, { clock: CLOCK, keys: knows === 'keys' ? KEYS : undefined });
}

/** A filter in short: each term's kind and what it compares with. */
function short(text: string, knows?: 'keys' | 'none'): unknown {
  const filter = parse(text, knows);
  if (filter === undefined || 'error' in filter) return filter;
  return filter.terms.map((term) => {
    const not = term.isNegated ? '!' : '';
    switch (term.kind) {
      case 'word':
        return `${not}${term.value.isLiteral ? 'literal' : 'word'} ${term.value.text}`;
      case 'duplicate':
        return `${not}dup`;
      case 'time':
        return `${not}time ${term.comparison} ${term.times.length}`;
      case 'key':
        return `${not}key ${term.path.join(' ')} ${term.comparison} ${term.values.map(({ text: of }) => of).join('|')}`;
      case 'record':
      case 'line':
      case 'duration':
      case 'eventCount':
        return `${not}${term.kind} ${term.comparison} ${term.numbers.join('|')}`;
      default:
        return `${not}${term.kind} ${term.comparison} ${term.values.map(({ text: of }) => of).join('|')}`;
    }
  });
}

describe('a filter', () => {
  it.each([
    ['user_id=12', ['user = 12']],
    ['type=view,click', ['type = view|click']],
    ['duration>1h event_count>=10', ['duration > 3600', 'eventCount >= 10']],
    ['page~/checkout/', ['key page ~ /checkout/']],
    ['page~/a b, c{1,2}/i ms<3', ['key page ~ /a b, c{1,2}/i', 'key ms < 3']],
    ['page=/p/677', ['key page = /p/677']],
    ['/home/user bin/', ['word /home/user', 'word bin/']],
    ['/check out/ x', ['word /check out/', 'word x']],
    ['dup !dup "dup"', ['dup', '!dup', 'literal dup']],
    ['!type=view', ['!type = view']],
    ['type!=view page!~x !type!=view', ['!type = view', '!key page ~ x', 'type = view']],
    ['two words', ['word two', 'word words']],
    ['"two words" "say \\"hi\\""', ['literal two words', 'literal say "hi"']],
    ['page="a b","c,d",e', ['key page = a b|c,d|e']],
    ['actor.login=ann', ['key actor login = ann']],
    ['a\\.b=1', ['key a.b = 1']],
    ['"type"=5 "a.b"=1', ['key type = 5', 'key a.b = 1']],
    ['Content-Type~json', ['key Content-Type ~ json']],
    ['time>14:20 time="yesterday 14:00",11-26', ['time > 1', 'time = 2']],
    ['event=1_000 line<=5', ['record = 1000', 'line <= 5']],
    [
      'code="invalid ISO-8601",json_decode_error reason~date reason_kind="is no date" !reason_value=x',
      [
        'code = invalid ISO-8601|json_decode_error',
        'reason ~ date',
        'faultKind = is no date',
        '!faultValue = x',
      ],
    ],
    ['1,314', ['word 1,314']],
    ['page=""', ['key page = ']],
  ])('%s is read as %j', (text, terms) => {
    expect(short(text)).toEqual(terms);
  });

  it('may name any key where those of the records are not known', () => {
    expect(short('anything<b', 'none')).toEqual(['key anything < b']);
  });

  it('that is blank filters nothing', () => {
    expect([parse(''), parse('  ')]).toEqual([undefined, undefined]);
  });

  it.each([
    ['pgae=1', 'pgae is no column and no key of the records; near it: page'],
    ['usr_id=1', 'near it: user_id'],
    [
      'zzzzzzzz=1',
      'known are user_id, event_type, time, event, line, duration, event_count, code, reason, reason_kind, reason_value, page',
    ],
    ['duration>abc', 'abc is not a duration; write it like 90s, 30m, 1h30m or 1d'],
    ['event_count=many', 'event_count is a whole number, not many'],
    ['time>soon', 'soon is no time; write it like 14:20'],
    ['duration~1', 'duration is compared by = < <= > >=, not by ~'],
    ['page~/(/', 'not a regular expression'],
    ['/(/', 'not a regular expression'],
    ['type=', 'type= needs a value; "" is the empty text'],
    ['page="a', 'a quote is not closed'],
    ['"a', 'a quote is not closed'],
    ['!', '! needs a term after it, without a blank'],
    ['code=404', '404 is no reason; they are record_too_long, json_decode_error,'],
    ['line>x', 'line is a whole number, not x; "line" is the key of the records'],
    ['a.=1', 'a. is no key of a record'],
  ])('%s is an error that names the fault', (text, error) => {
    expect(parse(text)).toEqual({ error: expect.stringContaining(error) });
  });

  it.each(['plain', 'two words', 'a,b', '"', '\\', '!x', '/x/', '', 'é'])(
    'can have any value, here %j, as it is written for it',
    (value) => {
      expect(parse(`page=${writtenValue(value)}`)).toMatchObject({ terms: [{ values: [{ text: value }] }] });
      expect(parse(quotedValue(value))).toMatchObject({
        terms: [{ value: { text: value, isLiteral: true } }],
      });
    },
  );
});
