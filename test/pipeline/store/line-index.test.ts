import { describe, expect, it } from 'vitest';
import { Pipeline } from '../../../source/pipeline/pipeline.ts';
import { LineIndex } from '../../../source/pipeline/store/line-index.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';

const MIB = 1024 * 1024;
const EVENT = '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z",\n "event_type": "view"}\n';

/** The index of a file, given as its parts. */
function indexOf(parts: readonly string[], maxRecordBytes?: number): { bytes: Uint8Array; lines: LineIndex } {
  const bytes = bytesOf(parts.join(''));
  const pipeline = new Pipeline(maxRecordBytes === undefined ? {} : { maxRecordBytes });
  pipeline.push(bytes);
  return { bytes, lines: pipeline.finish().lines };
}

/** Counts the lines of a file, to be asked in ascending order. */
function lineCounter(bytes: Uint8Array): (byteOffset: number) => number {
  let line = 1;
  let at = 0;
  return (byteOffset) => {
    for (; at < byteOffset; at++) if (bytes[at] === 0x0a) line++;
    return line;
  };
}

/** That what is known near each third of a MiB is right, and within about a chunk, or before a record begins. */
function expectRight({ bytes, lines }: ReturnType<typeof indexOf>, longestRecord = 0): void {
  const lineAt = lineCounter(bytes);
  for (let byteOffset = 0; byteOffset <= bytes.length; byteOffset += MIB / 3) {
    const place = lines.nearestBefore(byteOffset);
    expect(place.byteOffset).toBeLessThanOrEqual(byteOffset);
    expect(byteOffset - place.byteOffset).toBeLessThan(2.5 * MIB + longestRecord);
    expect(place.line).toBe(lineAt(place.byteOffset));
  }
}

describe('the line of a place in a file', () => {
  it.each([
    ['of events', [EVENT.repeat(5 * 13_000)]],
    ['of one line', ['x'.repeat(4 * MIB)]],
    ['of nothing but line feeds', ['\n'.repeat(4 * MIB)]],
  ])('is known near any place of a file %s', (_, parts) => {
    expectRight(indexOf(parts));
  });

  it('is known around a record over many lines', () => {
    const record = `{"a": [${'1,\n'.repeat(MIB)}1]}`;
    expectRight(indexOf([EVENT, record, EVENT.repeat(20_000)]), record.length);
  });

  it('is known within a record that is too long', () => {
    expectRight(indexOf([EVENT, `{"a": [${'1,\n'.repeat(MIB)}`, EVENT.repeat(20_000)], 1000));
  });

  it('is 1 at the beginning of an empty file', () => {
    const { lines } = indexOf([]);
    expect(lines.nearestBefore(0)).toEqual({ byteOffset: 0, line: 1 });
    expect(lines.nearestBefore(10 * MIB)).toEqual({ byteOffset: 0, line: 1 });
  });

  it('is still known as more is read', () => {
    const index = new LineIndex();
    index.add(MIB, 10);
    const before = LineIndex.ofColumns(index.columns());
    for (let i = 2; i < 1000; i++) index.add(i * MIB, i * 10);
    expect(before.nearestBefore(900 * MIB)).toEqual({ byteOffset: MIB, line: 10 });
    expect(index.nearestBefore(900 * MIB + 5)).toEqual({ byteOffset: 900 * MIB, line: 9000 });
  });
});

describe('the place of a line', () => {
  it('is before the line begins, and near', () => {
    const { bytes, lines } = indexOf([EVENT.repeat(5 * 13_000)]);
    const lineAt = lineCounter(bytes);
    for (const line of [1, 2, 3, 40_000, 100_000, 130_000]) {
      const place = lines.nearestBeforeLine(line);
      expect(place.line).toBeLessThan(Math.max(line, 2));
      expect(place.line).toBe(lineAt(place.byteOffset));
      expect(line - place.line).toBeLessThan((2.5 * MIB) / (EVENT.length / 2));
    }
  });

  it('is right for a line with many known places', () => {
    const index = new LineIndex();
    for (let i = 1; i < 10; i++) index.add(i * MIB, 1);
    index.add(10 * MIB, 2);
    expect(index.nearestBeforeLine(1)).toEqual({ byteOffset: 0, line: 1 });
    expect(index.nearestBeforeLine(2)).toEqual({ byteOffset: 9 * MIB, line: 1 });
    expect(index.nearestBeforeLine(3)).toEqual({ byteOffset: 10 * MIB, line: 2 });
  });
});
