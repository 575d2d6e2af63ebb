import type { Source } from '../input/source.ts';
import { Pipeline, type Result } from '../pipeline/pipeline.ts';
import type { Rejection } from '../pipeline/rejection.ts';
import type { PipelineSettings } from '../pipeline/settings.ts';
import { chunksOf } from './chunks.ts';

/** What a run tells while it goes on. */
interface RunListener {
  /** Every rejection, in file order. Without it no text is made of rejections. */
  readonly onRejection?: (rejection: Rejection) => void;
  /** Once, when all is read and before it is grouped. */
  readonly onAllRead?: () => void;
  /** After every chunk; the next one waits for it. */
  readonly onChunk?: (bytesRead: number) => Promise<void> | void;
}

/** Runs the pipeline over a source, on this thread. */
export async function run(
  source: Source,
  settings: Partial<PipelineSettings>,
  { onRejection, onChunk, onAllRead }: RunListener = {},
): Promise<Result> {
  const pipeline = new Pipeline(settings, onRejection);
  let bytesRead = 0;
  for await (const chunk of chunksOf(source)) {
    pipeline.push(chunk);
    bytesRead += chunk.length;
    await onChunk?.(bytesRead);
  }
  onAllRead?.();
  return pipeline.finish();
}
