import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveBack, takeThread } from '../../../source/engine/decompress/decompress-threads.ts';
import { DecompressedSource } from '../../../source/engine/decompress/decompressed-source.ts';
import { openFile } from '../../../source/input/open-source.ts';
import type { Source } from '../../../source/input/source.ts';
import { AVAILABLE, compressed, joined } from '../../helpers/archives.ts';
import { GOOD_LINE, inFolder } from '../../helpers/command.ts';
import { failingAt } from '../../helpers/failing-input.ts';
import { bundleWorkers, type Workers } from '../../helpers/loading.ts';
import { partsSource } from '../../helpers/parts-source.ts';

let workers: Workers;
beforeAll(async () => {
  workers = await bundleWorkers();
});
afterAll(() => workers.remove());

const TEXT = Buffer.from(GOOD_LINE.repeat(50_000));

interface Read {
  readonly bytes: Buffer;
  readonly error: unknown;
}

async function readAll(source: Source, atOnce: number): Promise<Read> {
  const chunk = new Uint8Array(atOnce);
  const parts: Uint8Array[] = [];
  let error: unknown;
  try {
    for (let length = await source.read(chunk); length > 0; length = await source.read(chunk))
      parts.push(chunk.slice(0, length));
  } catch (failure) {
    error = failure;
  }
  await source.close();
  return { bytes: Buffer.concat(parts), error };
}

describe.each(AVAILABLE)('a source compressed with %s', (compression) => {
  it('is the decompressed bytes, however much is read at once', async () => {
    const archive = compressed(TEXT, compression);
    for (const [partBytes, atOnce] of [
      [1000, 1024 * 1024],
      [100_000, 10_000],
    ]) {
      const source = new DecompressedSource(partsSource(archive, partBytes), compression, workers.decompress);
      const { bytes, error } = await readAll(source, atOnce);
      expect(error).toBeUndefined();
      expect(bytes.equals(TEXT)).toBe(true);
    }
  });

  it('returns at once where no bytes are wanted', async () => {
    const source = new DecompressedSource(
      partsSource(compressed(TEXT, compression), 1000),
      compression,
      workers.decompress,
    );
    expect(await source.read(new Uint8Array(0))).toBe(0);
    expect((await readAll(source, 1024 * 1024)).bytes.equals(TEXT)).toBe(true);
  });

  it('fails with the fault of the pipe that it comes through, after what came before', async () => {
    const archive = compressed(TEXT, compression);
    const broken = failingAt(partsSource(archive, 100), archive.length - 5);
    const { bytes, error } = await readAll(
      new DecompressedSource(broken, compression, workers.decompress),
      65536,
    );
    expect(error).toMatchObject({ code: 'EIO' });
    expect(TEXT.subarray(0, bytes.length).equals(bytes)).toBe(true);
  });
});

describe('a compressed source', () => {
  it(
    'of a file gives all that can be read of a damaged archive, up to the byte',
    inFolder(async (folder) => {
      const whole = gzipSync(TEXT);
      const path = await folder.write('events.gz', joined(whole, Buffer.from('no archive')));
      const source = new DecompressedSource(await openFile(path), 'gzip', workers.decompress);
      const { bytes, error } = await readAll(source, 65536);
      expect(bytes.equals(TEXT)).toBe(true);
      expect(error).toMatchObject({ code: 'EDAMAGED' });
      const [, place] =
        /ends at about its byte (\d+), and what follows is no gzip data/.exec(String(error)) ?? [];
      // The first byte might have begun another archive.
      expect(Number(place) - whole.length).toBeOneOf([0, 1]);
    }),
  );

  it(
    'of a file knows which share of it was read, by the compressed bytes',
    inFolder(async (folder) => {
      const random = new Uint8Array(1024 * 1024).map(
        (_, at) => Math.imul(at ^ (at >>> 3), 0x9e3779b1) >>> 24,
      );
      const path = await folder.write('events.gz', gzipSync(joined(random, random.toReversed())));
      const source = new DecompressedSource(await openFile(path), 'gzip', workers.decompress);
      const chunk = new Uint8Array(64 * 1024);
      const shares: (number | undefined)[] = [source.shareRead()];
      let length: number;
      do {
        length = await source.read(chunk);
        // Reports of the thread arrive with delay; those of all that it took have arrived once it says that it ended.
        shares.push(source.shareRead());
      } while (length > 0);
      await source.close();
      expect(shares[0]).toBe(0);
      expect(shares.at(-1)).toBeGreaterThan(0.9);
      expect(shares).toEqual(shares.toSorted((first, second) => Number(first) - Number(second)));
    }),
  );

  it('of a pipe does not', async () => {
    const source = new DecompressedSource(partsSource(gzipSync(TEXT), 1000), 'gzip', workers.decompress);
    await source.read(new Uint8Array(1000));
    expect(source.shareRead()).toBeUndefined();
    await source.close();
  });

  it('that is read slowly is not decompressed ahead of the reader', async () => {
    // Each kilobyte of it is a megabyte.
    const bomb = gzipSync(new Uint8Array(256 * 1024 * 1024));
    let bytesFed = 0;
    const fed = partsSource(bomb, 1000, (bytesRead) => {
      bytesFed = bytesRead;
    });
    const source = new DecompressedSource(fed, 'gzip', workers.decompress);
    const chunk = new Uint8Array(1024 * 1024);
    let bytesRead = 0;
    for (let reads = 0; reads < 50; reads++) bytesRead += await source.read(chunk);
    // 8 slots of 256 KiB and one that is being filled, and 5 of compressed bytes.
    expect(bytesFed).toBeLessThan((bytesRead + 3 * 1024 * 1024) / 1000 + 10_000);
    await source.close();
  });

  it('can be closed at any time, and a second time', async () => {
    const archive = gzipSync(TEXT);
    for (const reads of [0, 1, 3]) {
      const source = new DecompressedSource(partsSource(archive, 1000), 'gzip', workers.decompress);
      const chunk = new Uint8Array(1000);
      for (let read = 0; read < reads; read++) await source.read(chunk);
      await source.close();
      await expect(source.close()).resolves.toBeUndefined();
    }
  });

  it('that waits for an idle pipe can be closed', async () => {
    const idle: Source = Object.assign(Object.create(partsSource(new Uint8Array(0), 1)), {
      read: () => new Promise(() => undefined),
    });
    const source = new DecompressedSource(idle, 'zstd', workers.decompress);
    const reading = source.read(new Uint8Array(10));
    await source.close();
    expect(await reading).toBe(0);
  });
});

describe('the thread that decompresses', () => {
  const small = Buffer.from(GOOD_LINE.repeat(5000));

  it('takes one archive after another, whole ones after damaged ones and of any kind', async () => {
    for (let round = 0; round < 2; round++) {
      for (const compression of AVAILABLE) {
        const archive = compressed(small, compression);
        // More parts after the damage than there is room for: some are never taken.
        const damaged = Buffer.concat([archive.subarray(0, archive.length / 2), Buffer.alloc(3000, 7)]);
        for (const bytes of [archive, damaged, archive.subarray(0, 40), archive]) {
          const source = new DecompressedSource(partsSource(bytes, 200), compression, workers.decompress);
          const read = await readAll(source, 65536);
          expect(read.error === undefined).toBe(bytes === archive);
          if (bytes === archive) expect(read.bytes.equals(small)).toBe(true);
        }
      }
    }
  });

  it('is the same for the next archive, but never one that was given up', async () => {
    const used = takeThread(workers.decompress, 0);
    await giveBack(used);
    const archive = compressed(small, 'gzip');
    const source = new DecompressedSource(partsSource(archive, 1000), 'gzip', workers.decompress);
    expect((await readAll(source, 65536)).bytes.equals(small)).toBe(true);
    // Not with toBe: it would describe two megabytes of memory.
    expect(takeThread(workers.decompress, 0) === used).toBe(true);
    await giveBack(used);
    const begun = new DecompressedSource(partsSource(archive, 1000), 'gzip', workers.decompress);
    await begun.read(new Uint8Array(10));
    await begun.close();
    expect(await begun.read(new Uint8Array(10))).toBe(0);
    const other = takeThread(workers.decompress, 0);
    expect(other === used).toBe(false);
    await giveBack(other);
  });

  it('is one for each priority', async () => {
    const low = takeThread(workers.decompress, 1);
    await giveBack(low);
    const normal = takeThread(workers.decompress, 0);
    expect(normal === low).toBe(false);
    await Promise.all([giveBack(low), giveBack(normal)]);
  });
});
