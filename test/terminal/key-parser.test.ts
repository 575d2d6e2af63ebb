import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyParser } from '../../source/terminal/key-parser.ts';
import { bytesOf, joined } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';

function read(...parts: readonly (string | Uint8Array)[]): unknown[] {
  const parser = new KeyParser();
  return [...parts.flatMap((part) => parser.push(part)), ...parser.flush()];
}

function keys(...parts: readonly (string | Uint8Array)[]): unknown[] {
  return read(...parts).map((input) => (input as { key?: string }).key ?? input);
}

function pasted(text: string): string {
  return `\u001b[200~${text}\u001b[201~`;
}

/** One of everything, with a key between, so that whatever is lost or added shows. */
const EVERYTHING = joined(
  bytesOf('jé\u001b[A日\u001bOP\u001b[15;5~😀\u001b[[A\u001b[7$\u001b[97;5uk'),
  bytesOf(`${pasted('a\u001b[20\u001b\u001b[201q~日')}k\u001b[<64;10;20Mk\u001b[<0;1;1mk`),
  bytesOf(
    '\u001b]11;rgb:1e1e/1e1e/1e1e\u001b\\k\u001bP1+r544e\u001b\\k\u001b_Gi=1\u001b\\k\u001b[?2026;2$yk\u001b[Ik',
  ),
  Uint8Array.from([0xff, 0xc3, 0x6b, 0xe2, 0x82, 0x6b, 0x1b, 0xc3, 0xa9, 0x1b, 0x1b, 0x1b, 0x78, 0x1b]),
);
const EVERYTHING_READ = [
  ...['j', 'é', 'up', '日', 'f1', 'ctrl+f5', '😀', 'f1', 'shift+home', 'ctrl+a', 'k'],
  { kind: 'paste', text: 'a\u001b[20\u001b\u001b[201q~日' },
  'k',
  expect.objectContaining({ action: 'wheelUp', column: 9, row: 19 }),
  'k',
  expect.objectContaining({ action: 'release', button: 'left', column: 0, row: 0 }),
  ...['k', 'k', 'k', 'k', 'k', 'k'],
  ...['k', 'k', 'alt+é', 'escape', 'escape', 'alt+x', 'escape'],
];

describe('keys', () => {
  it('are reported one by one, however many were read at once', () => {
    expect(keys('jjj\u007f\u007f\u001b[B\u001b[B')).toEqual([
      ...['j', 'j', 'j', 'backspace', 'backspace', 'down', 'down'],
    ]);
  });

  it('may be characters of any script', () => {
    expect(keys('aZ1é日😀e\u0301')).toEqual(['a', 'Z', '1', 'é', '日', '😀', 'e', '\u0301']);
  });

  it('after an ESC wait until it is known whether that was the Escape key', () => {
    const parser = new KeyParser();
    expect([parser.push('\u001b'), parser.pending]).toEqual([[], 'escape']);
    expect([parser.flush(), parser.pending]).toEqual([[{ kind: 'key', key: 'escape' }], undefined]);
    expect(keys('\u001b\u001b')).toEqual(['escape', 'escape']);
    expect(keys('\u001bx\u001b \u001b\r\u001b\u0001')).toEqual([
      'alt+x',
      'alt+space',
      'alt+enter',
      'ctrl+alt+a',
    ]);
  });

  it('are not made of a sequence that is cut anywhere after its ESC, however long its rest takes', () => {
    const sequences = ['\u001b[<65;10;20M', '\u001b[1;5A', '\u001bOP', '\u001b[M !m', '\u001b[[A'];
    const strings = ['\u001b]11;rgb:1e/2m\u0007', '\u001bP>|tmux 3\u001b\\', '\u001b_Gi=31\u001b\\'];
    for (const sequence of [...sequences, ...strings]) {
      const whole = keys(`${sequence}j`);
      for (let cut = 2; cut < sequence.length; cut++) {
        const parser = new KeyParser();
        const inputs = [sequence.slice(0, cut), sequence.slice(cut), 'j'].flatMap((part) => [
          ...parser.push(part),
          ...parser.flush(),
        ]);
        expect(inputs.map((input) => (input.kind === 'key' ? input.key : input))).toEqual(whole);
      }
    }
  });

  it('are keys again after the start of a string that never goes on, once it was waited for', () => {
    for (const start of ['\u001b]', '\u001bP', '\u001b_', '\u001b]0;title', '\u001b]0;title\u001b']) {
      const parser = new KeyParser();
      expect([parser.push(start), parser.pending, parser.flush(), parser.pending]).toEqual([
        [],
        'endless',
        [],
        undefined,
      ]);
      expect(parser.push('日')).toEqual([{ kind: 'key', key: '日' }]);
    }
  });
});

describe('inputs', () => {
  it('are the same wherever the bytes are cut into two reads', () => {
    for (let cut = 0; cut <= EVERYTHING.length; cut++) {
      expect(keys(EVERYTHING.subarray(0, cut), EVERYTHING.subarray(cut))).toEqual(EVERYTHING_READ);
    }
  });

  it('are the same byte by byte', () => {
    expect(keys(...Array.from(EVERYTHING, (byte) => Uint8Array.of(byte)))).toEqual(EVERYTHING_READ);
  });

  it('are the same for any bytes, cut in any way', () => {
    const chunks = fc.oneof(
      fc.constantFrom(
        '\u001b',
        '\u001b[',
        '\u001bO',
        '\u001b]',
        '\u001b[<',
        '\u001b[200~',
        '\u001b[201~',
        '\\',
        'M',
      ),
      fc.constantFrom('1', ';', '5', '~', 'A', '$', '[', 'u', 'j', 'é', '日', '\u0007', '\u0003', '\r'),
    );
    const bytes = fc.oneof(
      fc.array(chunks, { maxLength: 30 }).map((parts) => bytesOf(parts.join(''))),
      fc.uint8Array({ maxLength: 40 }),
    );
    const cut = fc.record({ bytes, sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }) });
    check(
      fc.property(cut, ({ bytes, sizes }) => {
        const parts: Uint8Array[] = [];
        for (let at = 0, n = 0; at < bytes.length; at += sizes[n++ % sizes.length]) {
          parts.push(bytes.subarray(at, at + sizes[n % sizes.length]));
        }
        expect(read(...parts)).toEqual(read(bytes));
      }),
      2000,
    );
  });

  it('recover from any bytes once Escape is pressed and a paste has ended', () => {
    check(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const parser = new KeyParser();
        parser.push(joined(bytes, bytesOf('\u001b[201~\u001b')));
        parser.flush();
        expect(parser.push('j')).toEqual([{ kind: 'key', key: 'j' }]);
      }),
      2000,
    );
  });
});

describe('an unknown sequence', () => {
  it.each([
    ['the colour of the background', '\u001b]11;rgb:1e1e/1e1e/1e1e\u0007'],
    ['the same, ended by ST', '\u001b]11;rgb:1e1e/1e1e/1e1e\u001b\\'],
    ['the name of the terminal', '\u001bP>|tmux 3.4\u001b\\'],
    ['an answer about pictures', '\u001b_Gi=31;OK\u001b\\'],
    ['what the terminal can do', '\u001b[?62;22c\u001b[>1;10;0c'],
    ['a mode', '\u001b[?2026;2$y\u001b[4;1$y'],
    ['where the cursor is', '\u001b[24;80R'],
    ['the size of the window', '\u001b[8;24;80t'],
    ['focus', '\u001b[I\u001b[O'],
    ['the mouse moving with no button', '\u001b[<35;10;20M'],
    ['the mouse in its oldest form', '\u001b[M !!'],
    ['a key let go', '\u001b[97;1:3u'],
    ['a key with super', '\u001b[113;9u'],
    ['an unknown sequence', '\u001b[1;2;3 z\u001bOz\u001bO!\u001b[99~'],
    ['a sequence without end', `\u001b[${'1'.repeat(10_000)}A`],
    ['an answer without end', `\u001b]52;c;${'YQ=='.repeat(100_000)}\u0007`],
  ])('is skipped whole: %s', (_, bytes) => {
    expect(keys(`${bytes}j`)).toEqual(['j']);
  });

  it.each([
    ['a lone continuation', [0x80, 0xbf]],
    ['a character cut short', [0xe6, 0x97]],
    ['an overlong form', [0xc0, 0xaf, 0xe0, 0x80, 0xaf]],
    ['half a surrogate pair', [0xed, 0xa0, 0x80]],
    ['past the last code point', [0xf4, 0x90, 0x80, 0x80, 0xf8, 0xff]],
    ['a C1 control', [0xc2, 0x9b, 0x9b]],
  ])('of bytes that are not text is skipped whole: %s', (_, bytes) => {
    expect(keys(Uint8Array.from([...bytes, 0x6a]))).toEqual(['j']);
  });

  it('does not swallow the keys after it if it never ends', () => {
    expect(keys('\u001b]11;rgb\u0003j')).toEqual(['ctrl+c', 'j']);
    expect(keys('\u001b]11;rgb', '\u001b', '\u001b[A')).toEqual(['up']);
    expect(keys('\u001b[12\rj')).toEqual(['enter', 'j']);
  });
});
