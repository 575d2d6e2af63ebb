import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesAtOnce } from '../../../source/engine/decompress/codecs/codec.ts';
import { AVAILABLE, compressed, joined, WITH_CHECKSUM } from '../../helpers/archives.ts';
import { check } from '../../helpers/check.ts';
import { conformanceCases } from '../../helpers/conformance.ts';
import { decompressed as decompressedBytes } from '../../helpers/decompressed.ts';

interface Decompressed {
  readonly text: string;
  /** Why it ends early. */
  readonly fault: string | undefined;
}

async function decompressed(...args: Parameters<typeof decompressedBytes>): Promise<Decompressed> {
  const { bytes, fault } = await decompressedBytes(...args);
  return { text: Buffer.from(bytes).toString('latin1'), fault };
}

function linesFrom(first: number, count: number): string {
  const line = (at: number): string =>
    `{"user_id": ${(at * 7919) % 101}, "event_time": "2024-07-10T10:${10 + (at % 50)}:00Z", "event_type": "t${at % 7}"}\n`;
  return Array.from({ length: count }, (_, at) => line(first + at)).join('');
}

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('an archive of more than 2 GiB', () => {
  it('is decompressed in parts as large as those of a smaller one', () => {
    const partsAfter = (bytesTaken: number): number => bytesAtOnce({ bytesTaken, next: () => undefined });
    expect(partsAfter(3 * 2 ** 30)).toBe(partsAfter(2 ** 30));
  });
});

describe.each(AVAILABLE)('an archive in %s', (compression) => {
  it('gives every conformance case as it was', async () => {
    for (const { name, input } of conformanceCases) {
      const { text, fault } = await decompressed(compressed(input, compression), compression);
      expect(latin1(text), name).toEqual(Buffer.from(input));
      expect(fault).toBeUndefined();
    }
  });

  it('gives the same in whatever parts it comes', async () => {
    const text = linesFrom(0, 3000);
    const archive = compressed(latin1(text), compression);
    for (const partBytes of [1, 7, 1000]) {
      expect(await decompressed(archive, compression, partBytes)).toEqual({ text, fault: undefined });
    }
  });

  it('of nothing gives nothing', async () => {
    const archive = compressed(new Uint8Array(0), compression);
    expect(await decompressed(archive, compression)).toEqual({ text: '', fault: undefined });
  });
});

describe.each(WITH_CHECKSUM)('archives in %s', (compression) => {
  const first = linesFrom(0, 60);
  const second = linesFrom(60, 60);
  const both = [first, second].map((text) => compressed(latin1(text), compression));
  const archive = joined(...both);
  const cutUnseen = both[0].length;

  it('one after the other give the text of all, also where one is empty', async () => {
    const empty = compressed(new Uint8Array(0), compression);
    const [one, two] = both;
    for (const parts of [
      [one, two],
      [empty, one, two],
      [one, empty, two],
    ]) {
      expect(await decompressed(joined(...parts), compression)).toEqual({
        text: first + second,
        fault: undefined,
      });
    }
  });

  it('that are cut off anywhere say so, and give only what is true, in any parts', async () => {
    const whole = first + second;
    const cut = fc.integer({ min: 1, max: archive.length - 1 });
    await check(
      fc.asyncProperty(cut, fc.constantFrom(1, 5, 100000), async (length, partBytes) => {
        const { text, fault } = await decompressed(archive.subarray(0, length), compression, partBytes);
        expect(whole.startsWith(text)).toBe(true);
        // An archive that ends with its first part is whole.
        expect(fault).toBe(length === cutUnseen ? undefined : 'ECUTOFF');
        if (length >= cutUnseen) expect(text.startsWith(first)).toBe(true);
      }),
      300,
    );
  });

  it('that are damaged at any byte say so or are whole, and keep what came before', async () => {
    const whole = first + second;
    const place = fc.integer({ min: 0, max: archive.length - 1 });
    await check(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = archive.slice();
        damaged[at] ^= change;
        const { text, fault } = await decompressed(damaged, compression);
        // What a flag or a name in a header says does not matter; all else is noticed.
        if (fault === undefined) expect([whole, first]).toContain(text);
        if (at >= cutUnseen) expect(text.startsWith(first)).toBe(true);
      }),
      600,
    );
  });

  it('give nearly all of a larger text before the damage', async () => {
    const text = linesFrom(0, 40_000);
    const large = compressed(latin1(text), compression).slice();
    large[Math.floor(large.length * 0.9)] ^= 0xff;
    const found = await decompressed(large, compression);
    expect(found.fault).toBeDefined();
    let same = 0;
    while (same < found.text.length && found.text[same] === text[same]) same++;
    // Less of bzip2: a block of it, 900 kB of text, is worth nothing without its end.
    expect(same).toBeGreaterThan(text.length * (compression === 'bzip2' ? 0.4 : 0.7));
  });

  it('that end badly give the same from a pipe as from a file', async () => {
    const large = joined(...[0, 5000].map((from) => compressed(latin1(linesFrom(from, 5000)), compression)));
    const bad = fc.constantFrom('garbage after', 'a cut', 'damage');
    const place = fc.integer({ min: 20, max: large.length - 1 });
    const partBytes = fc.constantFrom(1000, 100_000);
    await check(
      fc.asyncProperty(
        bad,
        place,
        fc.uint8Array({ minLength: 1, maxLength: 9000 }),
        partBytes,
        async (what, at, bytes, most) => {
          const archive =
            what === 'garbage after'
              ? joined(large, bytes)
              : large.slice(0, what === 'a cut' ? at : undefined);
          if (what === 'damage') archive[at] ^= 0x55;
          const piped = await decompressed(archive, compression, most, 'pipe');
          expect(piped).toEqual(await decompressed(archive, compression));
          if (what === 'garbage after') expect(piped.text).toBe(linesFrom(0, 10_000));
        },
      ),
      20,
    );
  });

  it('with something else after them say so, and give what is theirs', async () => {
    const garbage = joined(both[0], latin1('This is no archive, but text after one.'));
    const { text, fault } = await decompressed(garbage, compression);
    expect(text).toBe(first);
    expect(fault).toBeDefined();
  });
});

describe('archives in gzip', () => {
  it('padded with zeros, as those of tapes, are whole', async () => {
    const text = linesFrom(0, 60);
    const padded = joined(compressed(latin1(text), 'gzip'), new Uint8Array(10240));
    for (const partBytes of [100, 100_000])
      expect(await decompressed(padded, 'gzip', partBytes)).toEqual({ text, fault: undefined });
  });
});

describe('archives that need what is not here', () => {
  const text = latin1(linesFrom(0, 100));
  const made = (tool: string, args: readonly string[]): Uint8Array =>
    execFileSync(tool, args, { input: text, stdio: ['pipe', 'pipe', 'ignore'] });

  it.runIf(AVAILABLE.includes('xz')).each([
    ['a check', ['--check=sha256']],
    ['a filter', ['--delta', '--lzma2']],
    ['a dictionary', ['--lzma2=dict=256MiB']],
  ])('are not called damaged: xz with %s', async (_, args) => {
    const archive = made('xz', [...args, '-c']);
    expect(await decompressed(archive, 'xz')).toEqual({ text: '', fault: 'EUNSUPPORTED' });
  });

  it.runIf(AVAILABLE.includes('zstd'))('are not called damaged: zstd with a long window', async () => {
    // As large a window is only asked for if the size is not known.
    const archive = made('zstd', ['-q', '--long=31', '-c']);
    expect(await decompressed(archive, 'zstd')).toEqual({ text: '', fault: 'EUNSUPPORTED' });
  });
});

describe('bytes that are no archive at all', () => {
  it.each(AVAILABLE)('never crash or stop the decompressor of %s', async (compression) => {
    const beginning = compressed(latin1(linesFrom(0, 3)), compression).subarray(0, 18);
    await check(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 2000 }),
        fc.integer({ min: 0, max: 18 }),
        async (bytes, kept) => {
          await decompressed(joined(beginning.subarray(0, kept), bytes), compression);
        },
      ),
      300,
    );
  });
});
