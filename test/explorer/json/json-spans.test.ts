import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonSpans, type LexState } from '../../../source/explorer/json/json-spans.ts';
import { anyText } from '../../helpers/json-arbitraries.ts';
import { textOf } from '../../helpers/trends.ts';

function coloured(line: string, state?: LexState): string[] {
  return jsonSpans(line, state).spans.map(({ text, style }) => `${style} ${text}`);
}

describe('the colours of JSON', () => {
  it('distinguish keys, strings, numbers and literals', () => {
    expect(coloured('{"id" : 10, "t":"a\\"b", "x": [-1.5e3, true, null, NaN]}')).toEqual([
      'plain {',
      'key "id"',
      'plain  : ',
      'number 10',
      'plain , ',
      'key "t"',
      'plain :',
      'string "a\\"b"',
      'plain , ',
      'key "x"',
      'plain : [',
      'number -1.5e3',
      'plain , ',
      'literal true',
      'plain , ',
      'literal null',
      'plain , ',
      'literal NaN',
      'plain ]}',
    ]);
  });

  it('leave garbage plain', () => {
    expect(coloured("truely 01 1. 12abc 'x' \u0000")).toEqual(["plain truely 01 1. 12abc 'x' \u0000"]);
  });

  it('go to the end of the line where a string is not closed', () => {
    expect(coloured('{"event_time": "bad_ts,')).toEqual([
      'plain {',
      'key "event_time"',
      'plain : ',
      'string "bad_ts,',
    ]);
  });

  it.each<[string, LexState]>([
    ['"a"', 'outside'],
    ['"a', 'string'],
    ['"a\\', 'escape'],
    ['"a\\\\', 'string'],
  ])('say where the chunk %s ends', (chunk, state) => {
    expect(jsonSpans(chunk).state).toBe(state);
  });

  it('continue in the next chunk of the same line', () => {
    expect(coloured('" still", 1', 'escape')).toEqual(['string " still"', 'plain , ', 'number 1']);
    expect(coloured('', 'escape')).toEqual([]);
    expect(jsonSpans('', 'escape').state).toBe('escape');
  });
});

describe('of any text', () => {
  const state = fc.constantFrom<LexState>('outside', 'string', 'escape');
  const text = fc
    .array(fc.oneof(anyText, fc.constantFrom('"', '\\', ':', '{', '1', 'true', ' ')), { maxLength: 12 })
    .map((parts) => parts.join(''));

  it('the spans hold every character once, and neighbours differ in colour', () => {
    fc.assert(
      fc.property(text, state, (line, state) => {
        const { spans } = jsonSpans(line, state);
        expect(textOf(spans)).toBe(line);
        expect(spans.filter(({ style }, i) => style === spans[i + 1]?.style)).toEqual([]);
      }),
    );
  });

  it('the state after one chunk and after two is the same', () => {
    fc.assert(
      fc.property(text, state, fc.nat(40), (line, state, cut) => {
        const first = jsonSpans(line.slice(0, cut), state);
        expect(jsonSpans(line.slice(cut), first.state).state).toBe(jsonSpans(line, state).state);
      }),
    );
  });
});
