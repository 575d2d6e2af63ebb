import { describe, expect, it } from 'vitest';
import { patternOf } from '../../source/query/filter-language/value-tests.ts';
import { compilePattern, LONGEST_MATCHED, type Pattern } from '../../source/query/pattern.ts';

function compiled(text: string): Pattern {
  const pattern = compilePattern(text);
  if ('error' in pattern) throw new Error(pattern.error);
  return pattern;
}

describe('a pattern', () => {
  it.each([
    ['view', 'page_VIEW', true],
    ['View', 'page_view', false],
    ['View', 'page_View', true],
    ['vIEW', 'VIEW', false],
    ['é', 'CAFÉ', true],
    ['É', 'café', false],
    ['σ', 'ΟΔΟΣ', true],
    ['ж', 'Ж', true],
    ['caf\u00e9', 'cafe\u0301', true],
    ['cafe\u0301', 'caf\u00e9', true],
    ['CAFE\u0301', 'caf\u00e9', false],
    ['e\u0301t', 'l\u00c9t\u00c9', true],
    ['\ud55c', '\u1112\u1161\u11ab', true],
    ['😀', 'a😀b', true],
    ['漢', '漢字', true],
    ['', 'anything', true],
    ['', '', true],
    ['a', '', false],
    ['a.c', 'abc', false],
    ['a.c', 'A.C', true],
    ['(', 'f(x)', true],
    ['[a-z]', 'b', false],
    ['a-b', 'a-b', true],
    ['\\d', 'a\\d', true],
    ['\\d', '1', false],
    ['^$|?*+{}', '^$|?*+{}', true],
    ['/', 'a/b', true],
    ['//', 'http://x', true],
    ['/home/user', '/home/user/7', true],
    ['/home/user', 'home', false],
    ['/ab', '/ab', true],
    ['ab/', 'ab/', true],
    ['/a/g', '/a/g', true],
    ['/a/g', 'a', false],
  ])('of plain text matches with smart case: %j in %j is %j', (text, value, found) => {
    expect(compiled(text).matches(value)).toBe(found);
    expect(compiled(text).plainText).toBe(text);
  });

  it.each([
    ['/^u-\\d+$/', 'u-17', true],
    ['/^u-\\d+$/', 'xu-17', false],
    ['/VIEW|click/', 'view', false],
    ['/VIEW|click/i', 'view', true],
    ['/view/', 'VIEW', true],
    ['/\\W/', 'ab', false],
    ['/\\W/', 'a b', true],
    ['/\\Da/', '-A', true],
    ['/\\p{Lu}/', 'é', true],
    ['/\\u0041/', 'a', true],
    ['/\\u{1F600}/', '😀', true],
    ['/^.$/', '😀', true],
    ['/(?<Name>a)/', 'A', true],
    ['/(?<=A)b/', 'ab', false],
    ['/a/b/', 'a/b', true],
  ])('between slashes matches as a regular expression: %j in %j is %j', (text, value, found) => {
    expect(compiled(text).matches(value)).toBe(found);
    expect(compiled(text).plainText).toBeUndefined();
  });

  it.each([
    ['/(/', 'not a regular expression: unterminated group'],
    ['/[a/', 'not a regular expression: unterminated character class'],
    ['/: a**/', 'not a regular expression: nothing to repeat'],
    ['/a{2/i', 'not a regular expression: incomplete quantifier'],
    ['/\\q/', 'not a regular expression: invalid escape'],
  ])('that is not a valid regular expression, %j, has an error of one line', (text, error) => {
    expect(compilePattern(text)).toEqual({ error });
  });

  it('matches the same value in the same way each time', () => {
    const pattern = compiled('/a/');
    expect(['a', 'a', 'ba'].map(pattern.matches)).toEqual([true, true, true]);
  });

  it('is looked for in the whole of a very long value, a regular expression in its beginning', () => {
    const long = 'a'.repeat(LONGEST_MATCHED);
    expect(compiled('x').matches(`${long}x`)).toBe(true);
    expect(compiled('/x/').matches(`${long.slice(1)}x`)).toBe(true);
    expect(compiled('/x/').matches(`${long}x`)).toBe(false);
    expect(compiled('/x/').firstMatch(`${long}x`)).toBeUndefined();
  });
});

describe('the first match of a pattern', () => {
  it.each([
    ['b', 'abcb', { from: 1, to: 2 }],
    ['é', 'İÉ', { from: 1, to: 2 }],
    ['a', '😀A', { from: 2, to: 3 }],
    ['/b+/', 'abbb', { from: 1, to: 4 }],
    ['/x*/', 'ab', { from: 0, to: 0 }],
    ['x', 'ab', undefined],
  ])('%j in %j is at its index in the value', (text, value, place) => {
    expect(compiled(text).firstMatch(value)).toEqual(place);
  });
});

describe('whether a pattern may occur in a text of certain characters', () => {
  it.each([
    ['12', '0123456789', true],
    ['12:', '0123456789', false],
    ['12:', '0123456789-: ', true],
    ['0-', '0123456789-: ', true],
    ['+', '0123456789-: ', false],
    ['h', 'hms', true],
    ['H', 'hms', false],
    ['ſ', 'hms', true],
    ['', '0', true],
    ['/x/', '0', false],
    ['/x?/', '0', true],
  ])('is known: %j in a text of %j: %j', (text, characters, possible) => {
    expect(compiled(text).mayOccurIn(characters)).toBe(possible);
  });
});

it.each(['', 'view', '\u0000'])(
  'a value that is no regular expression, which no prompt takes, is not in %j',
  (text) => {
    expect(patternOf({ text: '/(/', isLiteral: false }).matches(text)).toBe(false);
  },
);
