import * as fc from 'fast-check';
import type { ByteWindow } from '../../source/explorer/file-view/byte-window.ts';
import { RecordMarks, type Records } from '../../source/explorer/file-view/record-marks.ts';
import type { RowSource } from '../../source/explorer/file-view/screen-rows.ts';
import type { StrayCounts } from '../../source/format/stray-words.ts';
import { Pipeline } from '../../source/pipeline/index.ts';
import { EventStore } from '../../source/pipeline/store/event-store.ts';
import { RejectionBatch } from '../../source/pipeline/store/rejection-batch.ts';
import { RejectionStore } from '../../source/pipeline/store/rejection-store.ts';
import { StrayStore } from '../../source/pipeline/store/stray-store.ts';
import { appendEvent } from './dataset.ts';

const encoder = new TextEncoder();

/** A file to look at, and where its records begin. */
export interface LookedAt {
  readonly bytes: Uint8Array;
  readonly marks: RecordMarks;
}

/** A file with its records as the real pipeline finds them. */
export function fileOf(content: string | Uint8Array): LookedAt {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  const pipeline = new Pipeline();
  pipeline.push(bytes);
  return { bytes, marks: new RecordMarks(pipeline.finish()) };
}

/** All of a file as one window. */
export function wholeWindow({ bytes }: LookedAt): ByteWindow {
  return { base: 0, bytes, isEnd: true, lineAtBase: 1 };
}

/** All of a file as rows of so many cells. */
export function rowSource(file: LookedAt, width: number, window = wholeWindow(file)): RowSource<RecordMarks> {
  return { window, records: file.marks, width };
}

/** What a reader of the file returns. */
export function windowOf(
  { bytes }: { readonly bytes: Uint8Array },
  fromByteOffset: number,
  toByteOffset: number,
): ByteWindow {
  const to = Math.min(toByteOffset, bytes.length);
  const base = Math.min(fromByteOffset, to);
  const lineAtBase = 1 + bytes.subarray(0, base).filter((byte) => byte === 0x0a).length;
  return { base, bytes: bytes.slice(base, to), isEnd: to === bytes.length, lineAtBase };
}

/** Records that begin at the given byte offsets; every third is a rejected one, five bytes long. */
export function recordsAt(byteOffsets: readonly number[]): Records & StrayCounts {
  const store = EventStore.empty(0);
  const rejected = new RejectionBatch();
  byteOffsets.forEach((byteOffset, index) => {
    if (index % 3 === 2) rejected.append(1, byteOffset, 5, index + 1, 1, 0);
    else appendEvent(store, 0, 0, 0, 0, byteOffset, 1);
  });
  const rejections = new RejectionStore();
  rejections.appendScanned(rejected);
  return {
    store,
    rejections,
    totalEvents: byteOffsets.length,
    strays: new StrayStore(),
    strayRuns: 0,
    strayPrefixes: 0,
  };
}

/** Chunks of text of every kind: ordinary, wide, combining, cut short, unsafe, no UTF-8 at all. */
const chunk: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc
    .constantFrom(
      '\n',
      '\r\n',
      '\r',
      '{"a": 1}',
      '{',
      '  {',
      ', ',
      'é',
      '漢字',
      '🎉',
      'e\u0301',
      '\u200d',
      '\0\0',
      '\t',
      '\ufeff',
    )
    .map((text) => encoder.encode(text)),
  fc.string({ maxLength: 30 }).map((text) => encoder.encode(text)),
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => encoder.encode(text)),
  fc.uint8Array({ maxLength: 8 }),
);

/** A stretch with no line feed, long enough for the rows at multiples of 64 KiB to come about. */
const longChunk: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.constantFrom('a', 'é', '漢', '🎉', '\0', '\u0301', 'ab\r'),
    fc.integer({ min: 30_000, max: 150_000 }),
  )
  .map(([text, length]) => encoder.encode(text.repeat(Math.ceil(length / encoder.encode(text).length))));

function fileFrom(chunks: fc.Arbitrary<Uint8Array[]>): fc.Arbitrary<LookedAt> {
  return fc.tuple(chunks, fc.boolean()).map(([chunks, hasRecords]) => {
    const bytes = Uint8Array.from(Buffer.concat(chunks));
    const braces = [...bytes.keys()].filter((at) => bytes[at] === 0x7b);
    return { bytes, marks: new RecordMarks(hasRecords ? recordsAt(braces) : undefined) };
  });
}

/** Any content; a record begins at each brace, or nowhere. */
export const smallFile = fileFrom(fc.array(chunk, { maxLength: 30 }));

/** The same with long lines in it, some hundred KiB. */
export const largeFile = fileFrom(
  fc.array(fc.oneof({ weight: 3, arbitrary: chunk }, { weight: 1, arbitrary: longChunk }), {
    minLength: 4,
    maxLength: 12,
  }),
);
