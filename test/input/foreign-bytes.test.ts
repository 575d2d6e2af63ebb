import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignWordsOfHead } from '../../source/input/look/foreign-bytes.ts';
import { ForeignRecords } from '../../source/input/look/foreign-records.ts';
import { hasHalf } from '../../source/input/look/halves.ts';
import { Pipeline } from '../../source/pipeline/pipeline.ts';
import { DEFAULT_SETTINGS } from '../../source/pipeline/settings.ts';
import { check } from '../helpers/check.ts';

/** A record of a user with such bytes in the name. */
function record(name: readonly number[], user = 'user_id'): Uint8Array {
  return Buffer.concat([
    Buffer.from(`{"${user}": "`),
    Uint8Array.from(name),
    Buffer.from('", "event_time": "2024-07-10T10:00:00Z", "event_type": "login"}\n'),
  ]);
}

const wordsOf = (head: Uint8Array, isWhole: boolean): string => foreignWordsOfHead(head, isWhole).join('; ');

const latin1 = [0x4a, 0xf6, 0x72, 0x67];
const utf8 = [...Buffer.from('Jörg')];

describe('records that hold bytes which are not UTF-8', () => {
  it('are counted, events and rejections, and no others', () => {
    const input = Buffer.concat([record(latin1), record(utf8), record(latin1, 'uid'), record([0x61])]);
    expect(wordsOf(input, true)).toBe(
      '2 records hold bytes that are not UTF-8; --encoding windows-1252 makes sense of them',
    );
    expect(wordsOf(record(latin1), true)).toMatch(/^1 record holds bytes/);
  });

  it('are counted among the first ones where the input goes on', () => {
    const input = Buffer.concat([record(utf8), record(latin1), record(utf8)]);
    expect(wordsOf(input.subarray(0, input.length - 1), false)).toMatch(/^1 of the first 2 records hold/);
  });

  it('are none if all is UTF-8, if a character is cut off, or if only bytes between records are not', () => {
    expect(wordsOf(record(utf8), true)).toBe('');
    expect(wordsOf(Buffer.concat([record([0x61]), Buffer.from([0xc3])]), false)).toBe('');
    expect(wordsOf(Buffer.concat([record([0x61]), Buffer.from(latin1)]), true)).toBe('');
    expect(wordsOf(new Uint8Array(0), true)).toBe('');
  });

  it.for([
    ['windows-1251', [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]],
    ['koi8-r', [0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]],
    ['shift_jis', [0x82, 0xb1, 0x82, 0xf1, 0x82, 0xc9, 0x82, 0xbf, 0x82, 0xcd]],
    ['shift_jis', [0x89, 0xef, 0x88, 0xf5, 0x94, 0xd4, 0x8d, 0x86]],
    ['euc-jp', [0xa4, 0xb3, 0xa4, 0xf3, 0xa4, 0xcb, 0xa4, 0xc1, 0xa4, 0xcf]],
    ['euc-kr', [0xbe, 0xc8, 0xb3, 0xe7, 0xc7, 0xcf, 0xbc, 0xbc, 0xbf, 0xe4]],
    ['gb18030', [0xc4, 0xe3, 0xba, 0xc3, 0xca, 0xc0, 0xbd, 0xe7]],
    ['windows-1252', [0x72, 0xe9, 0x73, 0x75, 0x6d, 0xe9]],
  ] as const)('in %s are known to be in it', ([encoding, bytes]) => {
    expect(wordsOf(record(bytes), true)).toContain(`--encoding ${encoding} makes`);
  });

  it('in an unknown encoding are reported as in another', () => {
    expect(wordsOf(record([0x9d, 0x9d, 0x81, 0x81]), true)).toContain('--encoding names the one');
  });
});

describe('records that hold halves of characters', () => {
  const escaped = (text: string): Uint8Array => record([...Buffer.from(text)]);

  it('are counted apart, as escapes and as bytes', () => {
    const halves = [escaped('\\ud83d'), escaped('\\uDE00 \\ud83d\\ude00'), record([0xed, 0xa0, 0x80])];
    expect(wordsOf(Buffer.concat([...halves, escaped('\\ud83d\\ude00')]), true)).toBe(
      '3 records hold halves of characters (lone surrogates), which are shown and written as U+FFFD',
    );
    expect(wordsOf(Buffer.concat([record(latin1), halves[0]]), true)).toMatch(
      /^1 record holds bytes that are not UTF-8; .*; 1 record holds halves of characters/,
    );
  });

  it('are those in which a reader of JSON finds one', () => {
    const parts = ['\\ud83d', '\\uD83D', '\\ude00', '\\uDE00', '\\u0041', '\\\\', '\\"', 'ud83d', 'x'];
    check(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 6 }), (texts) => {
        const json = `"${texts.join('')}"`;
        expect(hasHalf(Buffer.from(json))).toBe(/\p{Surrogate}/u.test(JSON.parse(json)));
      }),
      2000,
    );
  });
});

describe('records that are not UTF-8', () => {
  /** How many such records a scan finds in lines that each hold one. */
  function counted(lines: readonly Buffer[]): number {
    const foreign = new ForeignRecords(DEFAULT_SETTINGS);
    const pipeline = new Pipeline({}, undefined, 'both', {
      onTaken: (rows, rejected, window) => foreign.look(rows, rejected, window),
    });
    pipeline.push(Buffer.concat(lines));
    pipeline.finish();
    return foreign.take()?.records ?? 0;
  }

  const isForeign = (line: Buffer): boolean => !Buffer.from(line.toString()).equals(line);
  const odd = (plain: string): fc.Arbitrary<string> =>
    fc.constantFrom(plain, plain, plain, `${plain}ö`, `${plain}\\u00f6`, plain + 'é'.repeat(40));
  const TIME = '2024-07-10T10:00:00Z';
  /** Lines that are ordinary but for one of their parts: another one would make the scan look at all texts. */
  const lines = fc
    .constantFrom('user', 'time', 'type', 'key', 'value')
    .chain((part) => {
      const only = (name: string, texts: fc.Arbitrary<string>, plain: string): fc.Arbitrary<string> =>
        part === name ? texts : fc.constant(plain);
      const line = fc.tuple(
        only(
          'user',
          fc.oneof(
            fc.constantFrom('8', '"8"'),
            odd('u').map((name) => `"${name}"`),
          ),
          '7',
        ),
        only('time', fc.constantFrom(TIME, '2024-07-10T10:00:00.5+02:00', '20240710T100000Z', 'soonö'), TIME),
        only('type', odd('login'), 'login'),
        only(
          'key',
          odd('k').map((key) => `, "${key}": 1`),
          '',
        ),
        only(
          'value',
          odd('v').map((value) => `, "k": ["${value}"]`),
          '',
        ),
      );
      return fc.array(line, { maxLength: 12 });
    })
    // As Latin-1 `ö` is not UTF-8.
    .map((rows) =>
      rows.map(([user, time, type, key, value]) =>
        Buffer.from(
          `{"user_id": ${user}, "event_time": "${time}", "event_type": "${type}"${key}${value}}\n`,
          'latin1',
        ),
      ),
    );

  it('are counted whichever of their texts the fast path has looked at', () => {
    check(
      fc.property(lines, (input) => {
        expect(counted(input)).toBe(input.filter(isForeign).length);
      }),
      1000,
    );
  });
});
