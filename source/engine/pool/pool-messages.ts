import type { MessagePort } from 'node:worker_threads';
import type { SourceDescription } from '../../input/source.ts';
import type { ByteTableColumns, ByteTableMemory } from '../../pipeline/columns/interner.ts';
import type { Mark } from '../../pipeline/scan/checkpoint.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { Survey } from '../../pipeline/store/column-stats.ts';
import type { RejectionRows } from '../../pipeline/store/rejection-batch.ts';
import type { SharedTableName } from './memory-broadcast.ts';
import type { CrewMemory } from './pool-control.ts';
import type { CrewTask, TaskAnswer } from './pool-tasks.ts';

/** What each thread of a crew is started with. */
export interface CrewOrder {
  readonly source: SourceDescription;
  readonly settings: PipelineSettings;
  readonly pieceBytes: number;
  readonly pieceCount: number;
  /** Rows of CSV are made of the rejections. */
  readonly wantsRejectionRows: boolean;
  /** From 0 to 19: how far others go first. */
  readonly niceness: number;
  readonly control: CrewMemory;
  readonly tables: Readonly<Record<SharedTableName, SharedTableOrder>>;
  /** To each other thread of the crew. */
  readonly colleagues: readonly MessagePort[];
  /** Tasks come here. */
  readonly tasks: MessagePort;
}

export interface SharedTableOrder {
  readonly control: Int32Array;
  readonly memory: ByteTableMemory;
}

/** A piece has been read and joined: what of it is not in shared memory that is known already. */
export interface PieceNews {
  readonly kind: 'piece';
  readonly piece: number;
  /** What all up to its end amounts to. */
  readonly mark: Mark;
  /** Of the events in it. */
  readonly survey: Survey;
  readonly segments: readonly { readonly number: number; readonly buffer: ArrayBufferLike }[];
  /** Tables that have more in them than this thread told of before. */
  readonly tables: Partial<Readonly<Record<SharedTableName, ByteTableColumns>>>;
  readonly rejections: readonly RejectionRows[];
  /** Rows of CSV, as bytes. */
  readonly rejectionRows: readonly Uint8Array<ArrayBuffer>[];
}

/** How many bytes of text it has brought along. */
export function textBytesOf({ rejectionRows }: PieceNews): number {
  return rejectionRows.reduce((sum, { length }) => sum + length, 0);
}

export interface TaskRequest {
  readonly id: number;
  readonly task: CrewTask;
}

/** From a thread of a crew. */
export type CrewReport =
  | PieceNews
  | { readonly kind: 'answer'; readonly id: number; readonly answer: TaskAnswer }
  | {
      readonly kind: 'failed';
      /** Which task did; nothing: the reading. */
      readonly task: number | undefined;
      readonly message: string;
      readonly code: string | undefined;
    };
