import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventBytes } from '../../source/query/event-bytes.ts';
import { keyTest, neededByKey } from '../../source/query/filter-language/key-terms.ts';
import { parseFilter } from '../../source/query/filter-language/parse-filter.ts';
import { neededFor } from '../../source/query/needed-bytes.ts';
import { bytesOf } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { datasetOf, readerOf, rowsOf, upTo } from '../helpers/dataset.ts';
import { scopeWith } from '../helpers/scopes.ts';

/** Characters that JSON, case folding or a pattern treats in a way of its own; few that no term can be told by. */
const character = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('a', 'A', 'k', 'K', 's', 'S', '/', '.', ' ') },
  { weight: 3, arbitrary: fc.constantFrom('\u212a', '\u017f', '東', '😀', 'я', 'Я') },
  { weight: 1, arbitrary: fc.constantFrom('é', '"', '\\', '1') },
);

const text = fc.array(character, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));

/** A text as a JSON string in which any character may be escaped in any way that JSON knows. */
function written(value: string, ways: readonly number[]): string {
  const units = value.split('').map((unit, at) => {
    const code = unit.charCodeAt(0).toString(16).padStart(4, '0');
    if (ways[at] === 1) return `\\u${code}`;
    if (ways[at] === 2) return `\\u${code.toUpperCase()}`;
    return unit === '/' && ways[at] === 3 ? '\\/' : JSON.stringify(unit).slice(1, -1);
  });
  return `"${units.join('')}"`;
}

const asTyped = (text: string): string => text;
const regexOf = (text: string): string => `/${text.replace(/[/.+*?()[\]{}|^$\\]/g, '\\$&')}/`;
const beginning = (text: string): string => regexOf(text).replace('/', '/^');

const OTHERS = ['1', '1.0', '1e0', '10', 'true', 'null', '["a", "ks"]', '{"a": "/"}'];

/** A value of a record, and the text of a term that it may fit: its own or a part of it, in another case. */
const asked = fc
  .record({
    text,
    ways: fc.array(fc.constantFrom(0, 0, 1, 2, 3, 3), { minLength: 4, maxLength: 4 }),
    other: fc.option(fc.constantFrom(...OTHERS), { nil: undefined, freq: 1 }),
    from: fc.constantFrom(0, 0, 1, 2),
    change: fc.constantFrom(
      (part: string) => part,
      (part: string) => part.toLowerCase(),
      (part: string) => part.toUpperCase(),
    ),
  })
  .map(({ text, ways, other, from, change }) => ({
    json: other ?? written(text, ways),
    wanted: change((other ?? text).slice(from % text.length))
      .replaceAll('\u212a', 'k')
      .replaceAll('\u017f', 's'),
  }));

function termOf(words: string) {
  const filter = parseFilter(words, { clock: { zone: 'UTC', nowSeconds: 0 }, keys: undefined });
  if (filter === undefined || 'error' in filter) throw new Error(`no filter: ${words}`);
  return filter;
}

describe('the bytes that a term about a key needs', () => {
  it('are in every record in which it holds, however its text is escaped', () => {
    check(
      fc.property(
        asked,
        fc.constantFrom('=' as const, '~' as const),
        fc.constantFrom([], [], ['a/k']),
        fc.constantFrom(asTyped, asTyped, regexOf, (text: string) => `${regexOf(text)}i`, beginning),
        ({ json, wanted }, comparison, others, typed) => {
          const record = bytesOf(`{"page": ${json}}`);
          const values = [typed(wanted), ...others].map((text) => ({ text, isLiteral: false }));
          const term = { path: ['page'], comparison, values };
          const needed = neededByKey(term);
          if (needed === undefined || !keyTest(term)(record)) return;
          expect(new TextDecoder('latin1').decode(record)).toMatch(needed.pattern);
        },
      ),
      3000,
    );
  });

  it('let a record be passed that has none of them', () => {
    const neededOf = (text: string): RegExp | undefined =>
      neededByKey({ path: ['page'], comparison: '~', values: [{ text, isLiteral: false }] })?.pattern;
    const mayHave = (record: string, text: string): boolean | undefined => {
      const term = { path: ['page'], comparison: '=' as const, values: [{ text, isLiteral: false }] };
      return neededByKey(term)?.pattern.test(new TextDecoder('latin1').decode(bytesOf(record)));
    };
    expect(mayHave('{"page": "/checkout", "name": "n\\u00e9"}', '/Checkout')).toBe(false);
    expect(mayHave('{"page": "\\/\\u0043heckout"}', '/Checkout')).toBe(true);
    expect(mayHave('{"page": "東京"}', '大阪')).toBe(false);
    // Of regular expressions those that find one text.
    expect(neededOf('/checkout/')?.test('{"page": "/cart"}')).toBe(false);
    expect(neededOf('/^\\/Checkout$/i')?.test('{"page": "/CHECKOUT"}')).toBe(true);
    expect(neededOf('/[c]heckout/')).toBeUndefined();
    expect(neededOf('/a|b/')).toBeUndefined();
    expect(mayHave('{"page": "\\u5927\\u962a"}', '大阪')).toBe(true);
  });

  it('are found in events in any order', () => {
    const file = upTo(40)
      .map((nth) =>
        JSON.stringify({
          user_id: nth,
          event_time: '2024-07-10',
          event_type: 'view',
          page: nth % 9 === 4 ? '/a' : '/b',
        }),
      )
      .join('\n');
    const records = new EventBytes(datasetOf(file), readerOf(file));
    const needed = neededFor(['/a'], false);
    if (needed === undefined) throw new Error('nothing is needed');
    // The window of the first one holds all others too. Where the last one ends is not known.
    const order = [0, ...upTo(39).reverse()];
    const found = order.filter((event) => records.mayHave(event, needed));
    expect(found).toEqual(order.filter((event) => event % 9 === 4));
  });

  it('are found in files of any number of windows, and in records longer than one', () => {
    const isWanted = (nth: number): boolean => nth % 7 === 3;
    const lines = upTo(900).map((nth) => {
      const filler = nth % 400 === 3 ? 'x'.repeat(300_000) : 'y'.repeat(500 + (nth % 90));
      const record = { user_id: nth, event_time: '2024-07-10', event_type: 'view', filler };
      return nth % 50 === 7
        ? '{"user_id": 1}'
        : JSON.stringify({ ...record, page: isWanted(nth) ? '/a' : '/b' });
    });
    const file = lines.join('\n');
    const dataset = datasetOf(file);
    const numbers = upTo(900).filter((nth) => nth % 50 !== 7);
    const rows = (words: string): number[] =>
      rowsOf(
        dataset,
        {
          kind: 'events',
          scope: scopeWith({ filter: termOf(words), duplicates: 'shown' }),
          sort: { column: 'event', descending: false },
        },
        readerOf(file),
      ).map((row) => numbers[row]);
    expect(rows('page=/a')).toEqual(numbers.filter(isWanted));
    expect(rows('!page~A')).toEqual(numbers);
    expect(rows('!page=/a')).toEqual(numbers.filter((nth) => !isWanted(nth)));
    expect(rows('user_id<5 page~a')).toEqual([3]);
  });
});
