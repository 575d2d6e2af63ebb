import { readSoFarNow } from '../../input/read-descriptor.ts';
import type { Pipeline } from '../../pipeline/pipeline.ts';
import type { FilePlans } from '../../pipeline/plan/file-plans.ts';
import { readFailureOf } from '../../pipeline/scan/read-failure.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, LINE_FEED } from '../../pipeline/text/bytes.ts';
import type { FileOpening } from '../files/files-input.ts';
import { failed, recordless } from '../files/whole-text.ts';
import type { GrowingFile, GrowingFiles } from './growing-files.ts';

const CHUNK_BYTES = 1024 * 1024;
/** So much of a file without a record shows what it is. */
const TEXT_BYTES = 64 * 1024;

/** Pushes to a pipeline what was appended to files. */
export class GrowingReader {
  private readonly chunk = new Uint8Array(CHUNK_BYTES);

  constructor(
    private readonly pipeline: Pipeline,
    private readonly growing: GrowingFiles,
    private readonly opening: Pick<FileOpening, 'whyNoRecord'>,
    private readonly plans: FilePlans,
  ) {}

  /** Reads a file from where it was left up to a size, and leaves it after its last whole record. */
  async *read(file: GrowingFile, sizeBytes: number): AsyncGenerator<void> {
    const { pipeline } = this;
    let at = file.place?.bytes ?? 0;
    let isBegun = false;
    while (at < sizeBytes) {
      const wanted = this.chunk.subarray(0, Math.min(CHUNK_BYTES, sizeBytes - at));
      const { byteLength, error } = readSoFarNow(this.growing.descriptorOf(file), wanted, at);
      if (error !== undefined && isBegun) file.place = pipeline.leaveFile() ?? file.place;
      if (error !== undefined) throw error;
      if (byteLength === 0) break;
      file.head.add(wanted.subarray(0, byteLength), at);
      const isLast = at + byteLength >= sizeBytes;
      const bytes = wanted.subarray(0, isLast ? wholeLength(wanted.subarray(0, byteLength)) : byteLength);
      at += byteLength;
      if (bytes.length === 0) continue;
      if (!isBegun) this.begin(file, bytes);
      isBegun = true;
      pipeline.push(bytes);
      if (!isLast) {
        pipeline.fellBehind();
        yield;
      }
    }
    file.seenBytes = sizeBytes;
    if (isBegun) file.place = pipeline.leaveFile() ?? file.place;
    yield;
  }

  /** Reads a file to its end, and rejects the half-written record there. */
  end(file: GrowingFile): void {
    const { pipeline, growing, chunk } = this;
    let at = file.place?.bytes ?? 0;
    let isBegun = false;
    let text = new Uint8Array(0);
    try {
      for (;;) {
        const { byteLength } = readSoFarNow(growing.descriptorOf(file), chunk, at);
        if (byteLength === 0) break;
        const bytes = chunk.subarray(0, byteLength);
        if (!isBegun) this.begin(file, bytes);
        if (!isBegun) text = bytes.slice(0, TEXT_BYTES);
        isBegun = true;
        pipeline.push(bytes);
        at += byteLength;
      }
    } catch (error) {
      const failure = readFailureOf(error, at);
      // A file that was removed when all of it was read is not a failure: old logs are removed.
      const isRead = failure.code === 'ENOENT' && at >= file.seenBytes;
      if (!isRead) pipeline.leaveOut(failed(file.number, failure));
    }
    if (!isBegun) return;
    const { records, strayBytes } = pipeline.endFile();
    if (records > 0 || file.place !== undefined) return;
    const whyNoRecord = (): string => this.opening.whyNoRecord(text);
    pipeline.leaveOut(recordless(file.listed, file.number, strayBytes, whyNoRecord));
  }

  private begin(file: GrowingFile, bytes: Uint8Array): void {
    const { pipeline, plans } = this;
    if (file.place === undefined) pipeline.beginFile(file.number, plans.ownOf(bytes, false));
    else pipeline.resumeFile(file.place);
  }
}

/**
 * Returns how many of some bytes to read now: whole lines, or all if a record may end there. The rest would be read again.
 */
function wholeLength(bytes: Uint8Array): number {
  const last = bytes.at(-1);
  return last === CLOSE_BRACE || last === CLOSE_BRACKET ? bytes.length : bytes.lastIndexOf(LINE_FEED) + 1;
}
