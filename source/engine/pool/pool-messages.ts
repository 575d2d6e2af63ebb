import type { MessagePort } from 'node:worker_threads';
import type { ForeignCount } from '../../input/look/foreign-records.ts';
import type { InternerColumns, InternerMemory } from '../../pipeline/columns/interner.ts';
import type { FileTally } from '../../pipeline/result/file-tally.ts';
import type { Checkpoint } from '../../pipeline/scan/checkpoint.ts';
import type { ReadFailure } from '../../pipeline/scan/read-failure.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { ColumnStats } from '../../pipeline/store/column-stats.ts';
import type { FileRow } from '../../pipeline/store/file-table.ts';
import type { RejectionRows } from '../../pipeline/store/rejection-batch.ts';
import type { StrayRows } from '../../pipeline/store/stray-batch.ts';
import type { InputDescription } from '../files/files-input.ts';
import type { InputChunk } from './file-chunks.ts';
import type { PoolMemory } from './pool-control.ts';
import type { PoolTask, TaskAnswer } from './pool-tasks.ts';

/** What each thread of a pool is started with. */
export interface WorkerInit {
  readonly input: InputDescription;
  readonly settings: PipelineSettings;
  readonly chunkBytes: number;
  readonly chunks: readonly InputChunk[];
  /** Whether to encode the rows of the rejections. */
  readonly wantsRejectionRows: boolean;
  /** nice value of the thread, from 0 (normal) to 19 (lowest). */
  readonly niceness: number;
  readonly control: PoolMemory;
  /** That of the users, then one for each dimension. */
  readonly interners: readonly SharedInternerInit[];
  /** A port to each other thread of the pool. */
  readonly peers: readonly MessagePort[];
  /** The port that tasks come from. */
  readonly tasks: MessagePort;
  /** The port that texts come from, which this thread has asked for. */
  readonly texts: MessagePort;
}

/** An interner that the threads of a pool share, as they receive it at the start. */
export interface SharedInternerInit {
  readonly control: Int32Array;
  readonly memory: InternerMemory;
}

/** A chunk that was read and joined: everything that the coordinator does not know from shared memory. */
export interface ChunkResult {
  readonly kind: 'chunk';
  readonly chunk: number;
  /** At the end of the chunk. */
  readonly checkpoint: Checkpoint;
  /** Why the input could not be read beyond the checkpoint: no chunk follows this one. */
  readonly failure: ReadFailure | undefined;
  /** The files that begin in the chunk and hold records, and what became of others. */
  readonly files: readonly FileRow[];
  readonly fileTally: FileTally;
  /** Of the events in the chunk. */
  readonly columnStats: ColumnStats;
  /** Segments allocated while the chunk was read. */
  readonly segments: readonly { readonly number: number; readonly buffer: ArrayBufferLike }[];
  /** The interners in the order of `WorkerInit`; undefined without more texts than this thread reported before. */
  readonly interners: readonly (InternerColumns | undefined)[];
  readonly foreign: ForeignCount | undefined;
  readonly rejections: readonly RejectionRows[];
  readonly strays: readonly StrayRows[];
  /** Encoded rows of the rejections, in file order. */
  readonly rejectionRows: readonly Uint8Array<ArrayBuffer>[];
}

/** Returns how many bytes of text come with the result of a chunk. */
export function textBytesOf({ rejectionRows }: ChunkResult): number {
  return rejectionRows.reduce((sum, { length }) => sum + length, 0);
}

/** A message to a thread of a pool. */
export interface TaskRequest {
  readonly id: number;
  readonly task: PoolTask;
}

/** A message from a thread of a pool. */
export type WorkerReport =
  | ChunkResult
  | { readonly kind: 'answer'; readonly id: number; readonly answer: TaskAnswer }
  /** The thread waits for the text of a file, which takes another thread. */
  | { readonly kind: 'textWanted'; readonly file: number }
  | {
      readonly kind: 'failed';
      /** The task that failed; undefined: reading a chunk. */
      readonly task: number | undefined;
      readonly message: string;
      readonly code: string | undefined;
    };
