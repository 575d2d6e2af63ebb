import type { RowEncoder } from '../output/row-encoder.ts';
import { endState, isComplete } from '../pipeline/result/dataset.ts';
import type { Result } from '../pipeline/result/result.ts';
import { readFailureOf } from '../pipeline/scan/read-failure.ts';
import { strayReader } from '../pipeline/scan/stray-reporter.ts';
import type { RunSettings } from '../pipeline/settings.ts';
import type { ReadBytes } from '../pipeline/text/byte-reads.ts';
import type { InputDescription } from './files/files-input.ts';
import type { FinishedRun } from './finished-run.ts';
import { ParallelIngest } from './pool/parallel-ingest.ts';
import { batchesFromPool } from './pool/parallel-rows.ts';
import type { PoolListener, PoolOptions } from './pool/worker-pool.ts';
import type { RunListener } from './run-listener.ts';
import { setFlagsAfter } from './v8-flags.ts';

/** How to read again an input that a pool has read. */
interface InputAgain extends Pick<PoolListener, 'openText'> {
  readBytesOf(result: Result): ReadBytes | undefined;
  /** Returns the texts of stray runs that `readBytesOf` has not, by their index. */
  strayTextsOf?(result: Result): Promise<ReadonlyMap<number, string>>;
  /** What is wrong with the bytes as a whole: no thread that reads a piece of them can see it. */
  readonly damage?: Promise<Error | undefined> | undefined;
}

/** Runs the pipeline over an input by the threads of a pool. Rejects when something other than the input fails. */
export async function runInPool(
  input: InputDescription,
  settings: RunSettings,
  options: PoolOptions,
  encoder: RowEncoder,
  { onRejectionRows, onSessionRows, onAllRead, onProgress, wantsStrayTexts }: RunListener,
  { openText, readBytesOf, strayTextsOf, damage }: InputAgain,
): Promise<FinishedRun> {
  const ingest = new ParallelIngest(input, settings, options, {
    ...(onRejectionRows && { onRejectionRows }),
    ...(openText && { openText }),
    onChunk: () => {
      setFlagsAfter(ingest.bytesRead);
      onProgress?.(ingest.bytesRead);
    },
  });
  try {
    await ingest.pool.read;
    const { store, files } = ingest.dataset();
    onAllRead?.(store, files);
    const read = await ingest.finish(onSessionRows);
    const damaged = await damage;
    const isKnown = damaged === undefined || !isComplete(read.state);
    const result = isKnown ? read : { ...read, state: endState(readFailureOf(damaged, read.inputBytes)) };
    const readBytes = readBytesOf(result);
    const strayTexts = wantsStrayTexts === true ? await strayTextsOf?.(result) : undefined;
    const readStray = readBytes === undefined ? () => '' : strayReader(result.strays, readBytes);
    return {
      result,
      foreign: ingest.foreign,
      readBytes,
      rawOfStray: (run) => strayTexts?.get(run) ?? readStray(run),
      rowsOf: (table, tally) => batchesFromPool(ingest.pool, encoder, table, result, tally),
      close: () => ingest.close(),
    };
  } catch (error) {
    await ingest.close();
    throw error;
  }
}
