import type { MessagePort } from 'node:worker_threads';
import type { SourceDescription } from '../../input/source.ts';
import type { InternerColumns, InternerMemory } from '../../pipeline/columns/interner.ts';
import type { Checkpoint } from '../../pipeline/scan/checkpoint.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { ColumnStats } from '../../pipeline/store/column-stats.ts';
import type { RejectionRows } from '../../pipeline/store/rejection-batch.ts';
import type { SharedInternerName } from './memory-broadcast.ts';
import type { PoolMemory } from './pool-control.ts';
import type { PoolTask, TaskAnswer } from './pool-tasks.ts';

/** What each thread of a pool is started with. */
export interface WorkerInit {
  readonly source: SourceDescription;
  readonly settings: PipelineSettings;
  readonly chunkBytes: number;
  readonly chunkCount: number;
  /** Rows of CSV are made of the rejections. */
  readonly wantsRejectionRows: boolean;
  /** From 0 to 19: how far others go first. */
  readonly niceness: number;
  readonly control: PoolMemory;
  readonly tables: Readonly<Record<SharedInternerName, SharedInternerInit>>;
  /** To each other thread of the pool. */
  readonly peers: readonly MessagePort[];
  /** Tasks come here. */
  readonly tasks: MessagePort;
}

export interface SharedInternerInit {
  readonly control: Int32Array;
  readonly memory: InternerMemory;
}

/** A chunk has been read and joined: what of it is not in shared memory that is known already. */
export interface ChunkResult {
  readonly kind: 'chunk';
  readonly chunk: number;
  /** What all up to its end amounts to. */
  readonly checkpoint: Checkpoint;
  /** Of the events in it. */
  readonly columnStats: ColumnStats;
  readonly segments: readonly { readonly number: number; readonly buffer: ArrayBufferLike }[];
  /** Tables that have more in them than this thread told of before. */
  readonly tables: Partial<Readonly<Record<SharedInternerName, InternerColumns>>>;
  readonly rejections: readonly RejectionRows[];
  /** Rows of CSV, as bytes. */
  readonly rejectionRows: readonly Uint8Array<ArrayBuffer>[];
}

/** How many bytes of text it has brought along. */
export function textBytesOf({ rejectionRows }: ChunkResult): number {
  return rejectionRows.reduce((sum, { length }) => sum + length, 0);
}

export interface TaskRequest {
  readonly id: number;
  readonly task: PoolTask;
}

/** From a thread of a pool. */
export type WorkerReport =
  | ChunkResult
  | { readonly kind: 'answer'; readonly id: number; readonly answer: TaskAnswer }
  | {
      readonly kind: 'failed';
      /** Which task did; nothing: the reading. */
      readonly task: number | undefined;
      readonly message: string;
      readonly code: string | undefined;
    };
