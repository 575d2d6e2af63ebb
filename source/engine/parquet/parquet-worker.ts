/** The entry of a thread that reads Parquet: see ParquetSource, which starts it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { AsyncBuffer } from 'hyparquet';
import { readRecordNow } from '../../input/described-source.ts';
import type { SourceDescription } from '../../input/source.ts';
import { copyHeld } from '../../input/stretch.ts';
import { lowerPriority } from '../priority.ts';
import type { HeldBytes, ParquetInit, ParquetReport } from './messages.ts';
import { ParquetText } from './parquet-text.ts';

/** The file as hyparquet reads it: at positions. */
function bufferOf(source: SourceDescription | HeldBytes): AsyncBuffer {
  const byteLength = source.sizeBytes ?? 0;
  const read = (from: number, length: number): Uint8Array => {
    if (!('parts' in source)) return readRecordNow(source, from, length);
    const bytes = new Uint8Array(Math.min(length, byteLength - from));
    return bytes.subarray(0, copyHeld(source.parts, bytes, from));
  };
  return {
    byteLength,
    slice(from, to = byteLength) {
      const bytes = read(from, Math.max(0, to - from));
      if (bytes.length < to - from) throw new Error('it ends early');
      return new Uint8Array(bytes).buffer;
    },
  };
}

function report(report: ParquetReport, owned: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(report, owned);
}

function reportFailure(error: unknown): void {
  const { message, code } = error as NodeJS.ErrnoException;
  report({ kind: 'failed', failure: { message, code } });
}

async function start({ source, niceness }: ParquetInit): Promise<void> {
  lowerPriority(niceness);
  const text = await ParquetText.open(bufferOf(source));
  report({ kind: 'opened' });
  parentPort?.on('message', () => {
    text
      .next()
      .then(
        (bytes) => report({ kind: 'lines', bytes, share: text.share }, bytes ? [bytes.buffer] : []),
        reportFailure,
      );
  });
}

const init: ParquetInit = workerData;
start(init).catch(reportFailure);
