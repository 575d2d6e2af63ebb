import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConvertedSink } from '../../../source/output/sinks/converted-sink.ts';
import { GzipSink } from '../../../source/output/sinks/gzip-sink.ts';
import { HeldSink } from '../../../source/output/sinks/held-sink.ts';
import type { Sink } from '../../../source/output/sinks/sink.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { check } from '../../helpers/check.ts';

/** Keeps what is written, and fails from a number of bytes on as a full disk does. */
class Collected implements Sink {
  readonly name = 'collected';
  readonly calls: string[] = [];
  private readonly parts: Uint8Array[] = [];

  constructor(private readonly room = Number.POSITIVE_INFINITY) {}

  get bytes(): Buffer {
    return Buffer.concat(this.parts);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.writeNow(bytes);
  }

  writeNow(bytes: Uint8Array): void {
    if (this.bytes.length + bytes.length > this.room)
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    this.parts.push(bytes.slice());
  }

  async close(): Promise<void> {
    this.calls.push('close');
  }

  async publish(): Promise<void> {
    this.calls.push('publish');
  }

  async discard(): Promise<void> {
    this.calls.push('discard');
  }
}

/** What is written: some of it blocking, some more than is compressed at once. */
const writes = fc.array(
  fc.record({
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 50 }),
      fc
        .record({ line: fc.uint8Array({ minLength: 1, maxLength: 9 }), times: fc.nat({ max: 200_000 }) })
        .map(({ line, times }) => Buffer.alloc(line.length * times, line)),
      fc.nat({ max: 2_500_000 }).map((length) => Uint8Array.from({ length }, (_, i) => (i * i) >>> 7)),
    ),
    blocking: fc.boolean(),
  }),
  { maxLength: 6 },
);

describe('a compressed output', () => {
  it('decompresses to what was written, in one member, however it was written', async () => {
    await check(
      fc.asyncProperty(writes, async (all) => {
        const collected = new Collected();
        const sink = new GzipSink(collected);
        for (const { bytes, blocking } of all) {
          // The memory may be used again at once.
          const borrowed = Uint8Array.from(bytes);
          if (blocking) sink.writeNow(borrowed);
          else await sink.write(borrowed);
          borrowed.fill(0);
        }
        await sink.close();
        await sink.publish();
        const whole = Buffer.concat(all.map(({ bytes }) => bytes));
        expect(gunzipSync(collected.bytes).equals(whole)).toBe(true);
        expect(collected.bytes.readUInt32LE(collected.bytes.length - 4)).toBe(whole.length);
        expect(collected.calls).toEqual(['close', 'publish']);
      }),
      10,
    );
  });

  it('is smaller, as a file that was compressed at once', async () => {
    const text = encodeUtf8('12345,2024-07-10T11:45:00Z,view\n'.repeat(100_000));
    const collected = new Collected();
    const sink = new GzipSink(collected);
    await sink.write(text);
    await sink.close();
    expect(collected.bytes.length).toBeLessThan(text.length / 100);
  });

  it('fails as the disk does, at the latest when it is closed', async () => {
    const sink = new GzipSink(new Collected(1000));
    const noise = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 2_654_435_761) >>> 13);
    await expect(sink.write(noise).then(() => sink.close())).rejects.toMatchObject({ code: 'ENOSPC' });
    await sink.discard();
  });
});

describe('an output whose rows wait', () => {
  it('writes nothing before it is closed, and then all of it in order', async () => {
    await check(
      fc.asyncProperty(writes, async (all) => {
        const collected = new Collected();
        const sink = new HeldSink(collected);
        for (const { bytes, blocking } of all) {
          const borrowed = Uint8Array.from(bytes);
          if (blocking) sink.writeNow(borrowed);
          else await sink.write(borrowed);
          borrowed.fill(0);
        }
        expect(collected.bytes.length).toBe(0);
        await sink.close();
        expect(collected.bytes.equals(Buffer.concat(all.map(({ bytes }) => bytes)))).toBe(true);
        expect(collected.calls).toEqual(['close']);
      }),
      8,
    );
  });
});

describe('a converted output', () => {
  const converter = () => ({
    begin: () => encodeUtf8('<'),
    rows: (rows: Uint8Array) => Buffer.from(Buffer.from(rows).toString().toUpperCase()),
    end: () => encodeUtf8('>'),
  });

  it('begins once, whether the first rows are written blocking or not, and ends when it is closed', async () => {
    for (const order of ['ab', 'Ab', 'aB', '', 'B']) {
      const collected = new Collected();
      const sink = new ConvertedSink(collected, converter());
      for (const letter of order) {
        const rows = encodeUtf8(letter.toLowerCase());
        if (letter === letter.toUpperCase()) sink.writeNow(rows);
        else await sink.write(rows);
      }
      await sink.close();
      expect(collected.bytes.toString()).toBe(`<${order.toUpperCase()}>`);
    }
  });

  it('writes nothing if it is given up before the first rows', async () => {
    const collected = new Collected();
    await new ConvertedSink(collected, converter()).discard();
    expect([collected.bytes.length, collected.calls]).toEqual([0, ['discard']]);
  });
});
