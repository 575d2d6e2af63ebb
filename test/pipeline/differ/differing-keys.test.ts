import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differingKeys, keyList } from '../../../source/pipeline/differ/differing-keys.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';

function differ(record: string, other: string): readonly string[] {
  return differingKeys(bytesOf(record), bytesOf(other));
}

describe('two records hold the same', () => {
  it.each([
    [
      'in another order',
      '{"a": 1, "b": {"x": [1, 2], "y": null}}',
      '{"b": {"y": null, "x": [1, 2]}, "a": 1}',
    ],
    ['with other white space', '{"a":1,"b":[1,{"c":2}]}', '{ "a" : 1 ,\r\n\t"b" : [ 1, { "c" : 2 } ] }'],
    [
      'with numbers written in another way',
      '{"a": 1, "b": 0.25, "c": 0}',
      '{"a": 1.0, "b": 25e-2, "c": -0.0E9}',
    ],
    ['with numbers past 2^53', '{"a": 9007199254740993}', '{"a": 9007199254740993.0}'],
    ['with strings and keys escaped', '{"a\\u0041": "\\u00e9\\/\\n"}', '{"aA": "é/\\u000a"}'],
    ['with a pair of escapes for one character', '{"a": "\\ud83d\\ude00"}', '{"a": "😀"}'],
    ['with a key twice, of which the last counts', '{"a": 1, "a": 2}', '{"a": 2}'],
    ['with NaN on both sides', '{"a": NaN, "b":[-Infinity]}', '{"b": [-Infinity], "a": NaN}'],
    [
      'with an exponent that no number can have',
      '{"a": 1e999999999999999999999}',
      '{"a": 10e999999999999999999998}',
    ],
  ])('%s', (_, record, other) => {
    expect(differ(record, other)).toEqual([]);
    expect(differ(other, record)).toEqual([]);
  });
});

describe('two records differ in the keys', () => {
  it.each([
    ['of other values', '{"a": 1, "b": 2, "c": "x"}', '{"c": "y", "b": 2, "a": 3}', ['a', 'c']],
    ['that only one of them has', '{"a": 1, "b": null}', '{"z": 0, "a": 1}', ['b', 'z']],
    ['of numbers past 2^53', '{"a": 9007199254740993}', '{"a": 9007199254740992}', ['a']],
    ['of a number and a string', '{"a": 1, "b": true}', '{"a": "1", "b": "true"}', ['a', 'b']],
    ['of lists in another order', '{"a": [1, 2]}', '{"a": [2, 1]}', ['a']],
    [
      'of lists taken apart otherwise',
      '{"a": [1, 23], "b": ["x", "y"]}',
      '{"a": [12, 3], "b": ["xy"]}',
      ['a', 'b'],
    ],
    ['of something deep inside', '{"a": {"b": [{"c": "}"}]}}', '{"a": {"b": [{"c": "]"}]}}', ['a']],
    ['of quotes and backslashes', '{"a": "\\"", "b": "\\\\"}', '{"a": "\\\\\\"", "b": "\\\\"}', ['a']],
    ['of a lone surrogate and U+FFFD', '{"a": "\\ud800"}', '{"a": "\ufffd"}', ['a']],
    ['of NaN and null', '{"a": NaN}', '{"a": null}', ['a']],
  ])('%s', (_, record, other, keys) => {
    expect(differ(record, other)).toEqual(keys);
  });

  it('that a plain comparison of parsed values finds, however they are written', () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 1.5, 100, 1e21, '', 'a', '"', '\\', 'é😀\n'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', '', 'x y', '"'), tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    const record = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'é', ''), value, { maxKeys: 4 });
    check(
      fc.property(record, record, fc.nat(4), (a, b, indent) => {
        const sameValue = (x: unknown, y: unknown) => sorted(x) === sorted(y);
        const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
        const expected = keys.filter((key) => !(key in a && key in b && sameValue(a[key], b[key])));
        const found = differ(written(a), JSON.stringify(b, undefined, indent));
        expect([...found].sort()).toEqual(expected.sort());
        expect(differ(written(a), JSON.stringify(a, undefined, indent))).toEqual([]);
      }),
      500,
    );
  });
});

it('a record of any depth is compared', () => {
  const depth = 50_000;
  const record = (end: string) => `{"a": ${'[{"b":'.repeat(depth)}${end}${'}]'.repeat(depth)}}`;
  expect(differ(record('1'), record('1.0'))).toEqual([]);
  expect(differ(record('1'), record('2'))).toEqual(['a']);
});

it('a list of keys can be taken apart, whatever the keys hold', () => {
  expect(keyList(['eventID', 'requestParameters', 'é'])).toBe('eventID requestParameters é');
  expect(keyList(['a b', '', 'c"d', 'e\n'])).toBe('"a b" "" "c\\"d" "e\\n"');
});

/** JSON with the members in reverse order and strings in escapes. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(' , ')}]`;
  if (typeof value === 'string') {
    return `"${[...value].map((c) => [...Array(c.length).keys()].map((i) => escaped(c, i)).join('')).join('')}"`;
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(([key, inner]) => `${written(key)}:${written(inner)}`);
  return `{${members.reverse().join(',\n')}}`;
}

function escaped(text: string, at: number): string {
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}

/** JSON with the members of each object sorted. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${sorted(inner)}`);
  return `{${members.sort().join()}}`;
}
