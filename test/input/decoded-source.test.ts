import { describe, expect, it } from 'vitest';
import { DecodedSource, decoderOf } from '../../source/input/decoded-source.ts';
import { PeekedSource } from '../../source/input/peeked-source.ts';
import type { Source } from '../../source/input/source.ts';
import { conformanceCases } from '../helpers/conformance.ts';
import { encoded } from '../helpers/encoded.ts';
import { failingAt } from '../helpers/failing-input.ts';
import { partsSource } from '../helpers/parts-source.ts';

/** Reads a source to its end, a few bytes at a time. */
async function allOf(source: Source, atOnce = 1000): Promise<Buffer> {
  const chunk = new Uint8Array(atOnce);
  const parts: Uint8Array[] = [];
  for (let length = await source.read(chunk); length > 0; length = await source.read(chunk))
    parts.push(chunk.slice(0, length));
  return Buffer.concat(parts);
}

async function decoded(bytes: Uint8Array, encoding: string, partBytes: number): Promise<string> {
  const decoder = decoderOf(encoding);
  if (decoder === undefined) throw new Error(`${encoding} needs no decoder`);
  return (await allOf(new DecodedSource(partsSource(bytes, partBytes), decoder))).toString('utf8');
}

const TEXT = '{"user_id": "Jörg 張偉 😀", "event_type": "b"}\n';

describe('text in another encoding', () => {
  it.for(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const)(
    '%s is the same text in UTF-8 in whatever parts it comes, without its byte-order mark',
    async (encoding) => {
      for (const partBytes of [1, 2, 3, 5, 1000]) {
        expect(await decoded(encoded(TEXT, encoding), encoding, partBytes)).toBe(TEXT);
        expect(await decoded(encoded(`\ufeff${TEXT}`, encoding), encoding, partBytes)).toBe(TEXT);
        // Only the first is a mark.
        expect(await decoded(encoded(`\ufeff\ufeff${TEXT}`, encoding), encoding, partBytes)).toBe(
          `\ufeff${TEXT}`,
        );
      }
    },
  );

  it('of each conformance case in UTF-16 and UTF-32 is the case', async () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    let cases = 0;
    for (const { name, input } of conformanceCases) {
      let text: string;
      try {
        text = strict.decode(input);
      } catch {
        continue; // Not UTF-8, so it cannot be written in another encoding either.
      }
      cases++;
      for (const encoding of ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const) {
        const bytes = encoded(`\ufeff${text}`, encoding);
        expect(await decoded(bytes, encoding, 1000), name).toBe(text);
      }
    }
    expect(cases).toBeGreaterThan(40);
  });

  it.for([
    ['windows-1252', [0x4a, 0xf6, 0x72, 0x67, 0x80], 'Jörg€'],
    ['shift_jis', [0x93, 0xfa, 0x96, 0x7b], '日本'],
    ['Latin1', [0xe4], 'ä'],
  ] as const)('%s is decoded as the platform does it', async ([encoding, bytes, text]) => {
    expect(await decoded(Uint8Array.from(bytes), encoding, 1)).toBe(text);
  });

  it('shows what is not valid as U+FFFD, also what the end cuts off', async () => {
    expect(await decoded(Uint8Array.from([0x61, 0, 0, 0xd8, 0x62, 0, 0x63]), 'utf-16le', 2)).toBe(
      // Half a character is the three bytes that UTF-8 would have for it.
      'a\ufffd\ufffd\ufffdb\ufffd',
    );
    const utf32 = Uint8Array.from([0x61, 0, 0, 0, 0, 0xd8, 0, 0, 0, 0, 0x11, 0, 0x62, 0]);
    expect(await decoded(utf32, 'utf-32le', 3)).toBe('a\ufffd\ufffd\ufffd');
  });

  it('of a name that no platform knows is refused, and UTF-8 needs no decoding', () => {
    expect(() => decoderOf('utf-9')).toThrow(RangeError);
    expect(decoderOf('UTF-8')).toBeUndefined();
  });
});

describe('a pipe that is looked at before it is read', () => {
  it('has the bytes that were looked at, and those after', async () => {
    const bytes = new TextEncoder().encode(TEXT.repeat(50));
    for (const [most, partBytes] of [
      [10, 3],
      [100, 1000],
      [100_000, 100],
    ]) {
      const source = new PeekedSource(partsSource(bytes, partBytes));
      expect(Buffer.from(await source.peek(most))).toEqual(Buffer.from(bytes.subarray(0, most)));
      expect(source.hasEnded).toBe(most > bytes.length);
      expect(await allOf(source, 7)).toEqual(Buffer.from(bytes));
    }
  });

  it('that brings nothing yet is not waited for longer than allowed; what comes later is read', async () => {
    let bring: (bytes: Uint8Array) => void = () => undefined;
    const coming = new Promise<Uint8Array>((resolve) => {
      bring = resolve;
    });
    const parts = [coming];
    const late: Source = Object.assign(Object.create(partsSource(new Uint8Array(0), 1)), {
      read: async (into: Uint8Array): Promise<number> => {
        const bytes = await parts.shift();
        into.set(bytes ?? []);
        return bytes?.length ?? 0;
      },
    });
    const source = new PeekedSource(late);
    expect(await source.peek(100, 0)).toHaveLength(0);
    expect(source.hasEnded).toBe(false);
    bring(new TextEncoder().encode('late'));
    expect((await allOf(source)).toString()).toBe('late');
  });

  it('fails where the pipe does, and not when it is looked at', async () => {
    const bytes = new TextEncoder().encode(TEXT);
    const source = new PeekedSource(failingAt(partsSource(bytes, 4), 10));
    expect(await source.peek(100)).toHaveLength(10);
    const into = new Uint8Array(100);
    expect(await source.read(into)).toBe(10);
    await expect(source.read(into)).rejects.toThrow('the disk failed');
    await expect(source.read(into)).rejects.toThrow('the disk failed');
  });
});
