import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prettyJson } from '../../../source/explorer/json/pretty-json.ts';
import { isJson } from '../../../source/pipeline/text/is-json.ts';
import { anyText } from '../../helpers/json-arbitraries.ts';

describe('a record, pretty-printed', () => {
  it('has a member a line', () => {
    expect(prettyJson(' {"user_id":10,"tags":["a","b"],"at":{"x":null}}\n').join('\n')).toBe(
      `{
  "user_id": 10,
  "tags": [
    "a",
    "b"
  ],
  "at": {
    "x": null
  }
}`,
    );
  });

  it.each([
    '12345678901234567890',
    '1.0',
    '1e2',
    '-0.10E+05',
    'NaN',
    '-Infinity',
    '"\\u0041\\/"',
    '{}',
    '[]',
  ])('keeps %s as it is written', (text) => {
    expect(prettyJson(text)).toEqual([text]);
  });

  it('closes empty containers where they open', () => {
    expect(prettyJson('[{ }, [ \n ]]')).toEqual(['[', '  {},', '  []', ']']);
  });

  it('keeps keys that occur twice', () => {
    expect(prettyJson('{"a":1,"a":2}')).toEqual(['{', '  "a": 1,', '  "a": 2', '}']);
  });

  it('shows text that is not JSON line by line', () => {
    expect(prettyJson('{"a": 1,\n "b" 2}')).toEqual(['{"a": 1,', ' "b" 2}']);
    expect(prettyJson('')).toEqual(['']);
  });

  it('indents any depth, up to a limit', () => {
    const depth = 1_000_000;
    const lines = prettyJson('['.repeat(depth) + ']'.repeat(depth));
    expect(lines).toHaveLength(2 * depth - 1);
    expect(lines[depth - 1]).toBe(`${' '.repeat(40)}[]`);
  });

  it('keeps long strings and numbers whole', () => {
    const long = `["${'\\n'.repeat(2_000_000)}",${'1'.repeat(2_000_000)}]`;
    expect(prettyJson(long)).toHaveLength(4);
  });

  it('parses to the same value as the record', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6, noUnicodeString: false }), (text) => {
        expect(JSON.parse(prettyJson(text).join('\n'))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('equals JSON.stringify where no digits are lost', () => {
    fc.assert(
      fc.property(fc.object({ values: [fc.string(), fc.integer(), fc.boolean()], maxDepth: 4 }), (value) => {
        expect(prettyJson(JSON.stringify(value)).join('\n')).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('accepts JSON, NaN and Infinity as JSON, and nothing else', () => {
    const text = fc
      .array(
        fc.oneof(anyText, fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-', '.5', 'true', ' ')),
        {
          maxLength: 6,
        },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (text) => {
        const lines = prettyJson(text);
        if (isJson(text)) expect(isJson(lines.join('\n'))).toBe(true);
        else expect(lines).toEqual(text.split('\n'));
      }),
      { numRuns: 500 },
    );
  });
});
