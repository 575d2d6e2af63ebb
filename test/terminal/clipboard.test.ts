import { describe, expect, it } from 'vitest';
import { clipboardSequence, MAX_COPIED_BYTES } from '../../source/terminal/clipboard.ts';

const NO_MULTIPLEXER = { TERM: 'xterm-256color' };

function plain(text: string): string {
  return `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
}

/** What GNU screen hands on to the terminal: what is in each of its strings. */
function throughScreen(sequence: string): { text: string; chunks: readonly string[] } {
  const chunks = sequence.split('\u001b\\').slice(0, -1);
  for (const chunk of chunks) expect(chunk.startsWith('\u001bP')).toBe(true);
  return { text: chunks.map((chunk) => chunk.slice(2)).join(''), chunks };
}

describe('copying', () => {
  it('sends the text to the terminal', () => {
    const text = 'user 7\t2024-07-10\n日本 😀';
    expect(clipboardSequence(text, NO_MULTIPLEXER)).toEqual({
      sequence: plain(text),
      copiedBytes: Buffer.byteLength(text),
      cut: false,
    });
  });

  it('sends no control character of the text', () => {
    const { sequence } = clipboardSequence('\u0007\u001b]52;c;!\u001b\\', {});
    expect(sequence.slice('\u001b]52;c;'.length, -1)).toMatch(/^[\w+/=]*$/);
  });

  it('is cut at the limit of terminals, and says so', () => {
    const whole = clipboardSequence('a'.repeat(MAX_COPIED_BYTES), NO_MULTIPLEXER);
    expect(whole).toMatchObject({ copiedBytes: 74_994, cut: false });
    expect(whole.sequence).toHaveLength(100_000);
    const more = clipboardSequence('a'.repeat(MAX_COPIED_BYTES + 1), NO_MULTIPLEXER);
    expect(more).toEqual({ ...whole, cut: true });
  });

  it.each(['é', '日', '😀'])('ends with a whole character: %s', (character) => {
    for (const before of ['', 'a', 'ab', 'abc']) {
      const { sequence, copiedBytes, cut } = clipboardSequence(
        before + character.repeat(MAX_COPIED_BYTES),
        {},
      );
      const count = Math.floor((MAX_COPIED_BYTES - before.length) / Buffer.byteLength(character));
      expect(sequence).toBe(plain(before + character.repeat(count)));
      expect([copiedBytes, cut]).toEqual([before.length + count * Buffer.byteLength(character), true]);
    }
  });

  it('in tmux reaches tmux, and the terminal through it', () => {
    const { sequence } = clipboardSequence('text', {
      TMUX: '/tmp/tmux-1/default,1,0',
      TERM: 'screen-256color',
    });
    expect(sequence).toBe(`${plain('text')}\u001bPtmux;\u001b${plain('text')}\u001b\\`);
  });

  it.each([{ STY: '123.pts-0.host', TERM: 'xterm' }, { TERM: 'screen' }, { TERM: 'screen.xterm-256color' }])(
    'in GNU screen reaches the terminal in chunks that screen can hold: %o',
    (environment) => {
      const text = '0123456789'.repeat(1000);
      const { text: received, chunks } = throughScreen(clipboardSequence(text, environment).sequence);
      expect(received).toBe(plain(text));
      for (const chunk of chunks) expect(`${chunk}\u001b\\`.length).toBeLessThanOrEqual(768);
    },
  );
});
