import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyParser } from '../../source/terminal/key-parser.ts';
import { MAX_PASTE_BYTES } from '../../source/terminal/paste-reader.ts';
import { bytesOf } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';

const START = '\u001b[200~';
const END = '\u001b[201~';

describe('a paste', () => {
  it('is one input and not keys', () => {
    expect(new KeyParser().push(`${START}q\r\u0003é${END}j`)).toEqual([
      { kind: 'paste', text: 'q\r\u0003é' },
      { kind: 'key', key: 'j' },
    ]);
  });

  it('may hold any bytes but its end, cut anywhere', () => {
    const part = fc.oneof(
      fc.constantFrom('\u001b', '\u001b[', '\u001b[20', '\u001b[201', START, '日', '~', '\r\n', '\u0000'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    const text = fc.array(part).map((parts) => parts.join(''));
    check(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (text, size) => {
        fc.pre(!`${text}${END}`.slice(0, -1).includes(END));
        const bytes = bytesOf(`${START}${text}${END}`);
        const parser = new KeyParser();
        const inputs: unknown[] = [];
        for (let at = 0; at < bytes.length; at += size) {
          inputs.push(...parser.push(bytes.subarray(at, at + size)));
        }
        expect(inputs).toEqual([{ kind: 'paste', text }]);
      }),
      1000,
    );
  });

  it('without an end ends when it was waited for, and what comes of its end later is no key', () => {
    for (const endSoFar of ['', '\u001b[', '\u001b[20', '\u001b[201']) {
      const parser = new KeyParser();
      expect([parser.push(`${START}one${endSoFar}`), parser.pending]).toEqual([[], 'endless']);
      expect(parser.flush()).toEqual([{ kind: 'paste', text: 'one' }]);
      expect(parser.push(`${END.slice(endSoFar.length)}j`)).toEqual([{ kind: 'key', key: 'j' }]);
    }
  });

  it('is dropped by a ^C that comes alone', () => {
    const parser = new KeyParser();
    parser.push(`${START}one`);
    expect([...parser.interrupt(), ...parser.push('j')]).toEqual([
      { kind: 'key', key: 'ctrl+c' },
      { kind: 'key', key: 'j' },
    ]);
    expect(parser.push(`${START}two${END}`)).toEqual([{ kind: 'paste', text: 'two' }]);
  });

  it('that is far too long is cut between characters, and later keys still work', () => {
    const parser = new KeyParser();
    const inputs = parser.push(`${START}a${'日'.repeat(MAX_PASTE_BYTES)}${END}j`);
    const kept = `a${'日'.repeat(Math.floor((MAX_PASTE_BYTES - 1) / 3))}`;
    expect(inputs).toEqual([
      { kind: 'paste', text: kept },
      { kind: 'key', key: 'j' },
    ]);
    expect(parser.push(`${START}b${END}`)).toEqual([{ kind: 'paste', text: 'b' }]);
  });

  it('that is too long is there at once, and its rest is no key, whether it ends or not', () => {
    const parser = new KeyParser();
    const long = `${START}${'a'.repeat(MAX_PASTE_BYTES)}`;
    expect(parser.push(`${long}m`)).toEqual([{ kind: 'paste', text: 'a'.repeat(MAX_PASTE_BYTES) }]);
    expect(parser.push(`qq${END}j`)).toEqual([{ kind: 'key', key: 'j' }]);
    expect(parser.push(`${long}m`)).toHaveLength(1);
    expect([...parser.push('qq'), ...parser.flush(), ...parser.push('j')]).toEqual([
      { kind: 'key', key: 'j' },
    ]);
  });

  it('shows invalid UTF-8 as U+FFFD', () => {
    const parser = new KeyParser();
    parser.push(`${START}a`);
    parser.push(Uint8Array.of(0xff));
    expect(parser.push(`b${END}`)).toEqual([{ kind: 'paste', text: 'a\ufffdb' }]);
  });

  it('end without a beginning is ignored', () => {
    expect(new KeyParser().push(`${END}j`)).toEqual([{ kind: 'key', key: 'j' }]);
  });
});
