import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RowLexState, rowSpans } from '../../../source/explorer/view/row-spans.ts';
import { check } from '../../helpers/check.ts';

function styled(line: string, isHeader = false): string[] {
  return rowSpans(line, ',', isHeader).spans.map(({ text, style }) => `${style} ${text}`);
}

describe('the colours of a row', () => {
  it('distinguish numbers, quoted cells and what is between cells', () => {
    expect(styled('ana,1.5,"a, ""b""",x')).toEqual([
      ...['plain ana', 'dim ,', 'number 1.5', 'dim ,', 'string "a, ""b"""', 'dim ,', 'plain x'],
    ]);
  });

  it('are those of keys in a header', () => {
    expect(styled('user,"the time"', true)).toEqual(['key user', 'dim ,', 'key "the time"']);
  });

  const states = fc.constantFrom<RowLexState>('outside', 'string', 'escape');
  const lines = fc.array(fc.constantFrom('"', ',', 'a', '1', ' ', '""', '😀')).map((parts) => parts.join(''));

  it('lose no character, and are those of the whole line where it is cut', () => {
    check(
      fc.property(lines, states, fc.nat(20), (line, state, at) => {
        const whole = rowSpans(line, ',', false, state);
        expect(whole.spans.map(({ text }) => text).join('')).toBe(line);
        const cut = Math.min(at, line.length);
        const first = rowSpans(line.slice(0, cut), ',', false, state);
        const second = rowSpans(line.slice(cut), ',', false, first.state);
        // A cell that is cut outside of quotes may look like another kind; what is in quotes may not.
        if (first.state !== 'outside' || line[cut - 1] === ',') expect(second.state).toBe(whole.state);
      }),
      200,
    );
  });
});
