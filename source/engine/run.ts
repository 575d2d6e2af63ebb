import type { Source } from '../input/source.ts';
import { Pipeline, type Result } from '../pipeline/pipeline.ts';
import type { Rejection } from '../pipeline/rejection.ts';
import type { PipelineSettings } from '../pipeline/settings.ts';

/** What a run tells while it goes on. */
export interface RunListener {
  /** Every rejection, in file order. Without it no text is made of rejections. */
  readonly onRejection?: (rejection: Rejection) => void;
  /** Once, when all is read and before it is grouped. */
  readonly onAllRead?: () => void;
  /** After every chunk; the next one waits for it. */
  readonly onChunk?: (bytesRead: number) => Promise<void> | void;
}

const CHUNK_BYTES = 1024 * 1024;

/** Runs the pipeline over a source. While one chunk is being processed the next is being read, on another thread. */
export async function run(
  source: Source,
  settings: Partial<PipelineSettings>,
  { onRejection, onChunk, onAllRead }: RunListener = {},
): Promise<Result> {
  const pipeline = new Pipeline(settings, onRejection);
  let current = new Uint8Array(CHUNK_BYTES);
  let next = new Uint8Array(CHUNK_BYTES);
  let bytesRead = 0;
  let length = await source.read(current);
  while (length > 0) {
    const reading = source.read(next);
    // A failure is met where the chunk is awaited; until then it must not count as unhandled.
    reading.catch(() => undefined);
    pipeline.push(current.subarray(0, length));
    bytesRead += length;
    await onChunk?.(bytesRead);
    length = await reading;
    [current, next] = [next, current];
  }
  onAllRead?.();
  return pipeline.finish();
}
