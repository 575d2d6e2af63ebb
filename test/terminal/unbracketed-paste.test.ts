import { describe, expect, it } from 'vitest';
import type { Input } from '../../source/terminal/input-event.ts';
import { KeyParser } from '../../source/terminal/key-parser.ts';
import { withPastes } from '../../source/terminal/key-reader.ts';

function read(text: string): readonly Input[] {
  return withPastes(new KeyParser().push(text));
}

const LINES = 'quit now\rdelete all of it\r'.repeat(4);

describe('a paste on a terminal without bracketed paste', () => {
  it('is still a paste and not keys', () => {
    expect(read(LINES)).toEqual([{ kind: 'paste', text: LINES.replaceAll('\r', '\n') }]);
  });

  it('is separate from the keys around it', () => {
    const inputs = read(`\u001b[A${LINES}\u001b[B`);
    expect(inputs.map(({ kind }) => kind)).toEqual(['key', 'paste', 'key']);
  });

  it.each([['j'.repeat(500)], ['jk'.repeat(200)], ['/alice\r\r'], ['\u001b[B'.repeat(100)]])(
    'is not what a user types or holds down: %j',
    (text) => {
      expect(read(text).every(({ kind }) => kind === 'key')).toBe(true);
    },
  );
});
