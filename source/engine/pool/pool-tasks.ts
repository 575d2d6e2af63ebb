import type { EncodedRows, EncodedTable, RowEncoder, TableData } from '../../output/row-encoder.ts';
import type { DifferenceCounts } from '../../pipeline/differ/difference-tally.ts';
import { DuplicateComparer } from '../../pipeline/differ/duplicate-comparer.ts';
import type { DuplicatePairs } from '../../pipeline/group/duplicates.ts';
import {
  countIds,
  duplicatesInPart,
  type IdPartitioning,
  type IdParts,
  placeIds,
  type RangeIdPlaces,
  type RangeIds,
} from '../../pipeline/group/id-duplicates.ts';
import { PartitionGrouper } from '../../pipeline/group/partition.ts';
import { copyOf, type PartitionGroups, sessionsOf } from '../../pipeline/group/partition-groups.ts';
import {
  type Buckets,
  countRange,
  type EventRange,
  type Partitioning,
  placeRange,
  type RangeCount,
  type RangePlaces,
} from '../../pipeline/group/partitioning.ts';
import type { EventColumns } from '../../pipeline/store/event-store.ts';
import { EventStore } from '../../pipeline/store/event-store.ts';
import type { FileTable } from '../../pipeline/store/file-table.ts';
import type { ReadBytes } from '../../pipeline/text/byte-reads.ts';
import { type SharedData, tableDataOf } from './shared-table-data.ts';

/** Encodes rows `from` to `to` (exclusive) of a table. */
export interface RowsTask {
  readonly kind: 'makeRows';
  readonly table: EncodedTable;
  readonly from: number;
  readonly to: number;
}

/** What a thread of a pool does besides reading: steps of grouping, and rows of tables. `set...`: data for later tasks. */
export type PoolTask =
  | { readonly kind: 'setEvents'; readonly events: EventColumns }
  | { readonly kind: 'countIds'; readonly range: EventRange; readonly parts: IdParts }
  | { readonly kind: 'setIdPartitioning'; readonly partitioning: IdPartitioning | undefined }
  | { readonly kind: 'placeIds'; readonly range: RangeIdPlaces }
  | { readonly kind: 'findIds'; readonly part: number }
  | { readonly kind: 'count'; readonly range: EventRange; readonly buckets: Buckets }
  | { readonly kind: 'setPartitioning'; readonly partitioning: Partitioning }
  | { readonly kind: 'place'; readonly range: RangePlaces }
  | { readonly kind: 'group'; readonly partition: number; readonly makesRows: boolean }
  | { readonly kind: 'setData'; readonly data: SharedData | undefined }
  | RowsTask;

/** The answer to a task, by its kind. */
export interface TaskAnswers {
  setEvents: undefined;
  countIds: RangeIds;
  setIdPartitioning: undefined;
  placeIds: undefined;
  findIds: DuplicatePairs;
  count: RangeCount;
  setPartitioning: undefined;
  place: undefined;
  /** `rows`: the encoded rows of the partition's sessions, where `makesRows` was set. */
  group: { readonly groups: PartitionGroups; readonly rows: readonly Uint8Array<ArrayBuffer>[] };
  setData: undefined;
  /** `differences`: of the duplicates that were compared for the rows. */
  makeRows: { readonly rows: readonly Uint8Array<ArrayBuffer>[]; readonly differences: DifferenceCounts };
}

/** The answer to any task. */
export type TaskAnswer = TaskAnswers[PoolTask['kind']];

/** Runs tasks on one thread and keeps the data that later ones need. */
export class TaskRunner {
  private store = EventStore.empty(0);
  private idPartitioning: IdPartitioning | undefined;
  private partitioning: Partitioning | undefined;
  private grouper: PartitionGrouper | undefined;
  private data: TableData | undefined;

  /** `readsOf` returns what reads the input, given where each of its files begins. */
  constructor(
    private readonly encoder: RowEncoder,
    private readonly readsOf: (files: FileTable) => ReadBytes,
  ) {}

  /** Throws if a task arrives before the data that it needs. */
  run(task: PoolTask): TaskAnswer {
    switch (task.kind) {
      case 'setEvents':
        this.store = EventStore.ofColumns(task.events);
        return undefined;
      case 'countIds':
        return countIds(this.store, task.parts, task.range);
      case 'setIdPartitioning':
        this.idPartitioning = task.partitioning;
        return undefined;
      case 'placeIds':
        placeIds(this.store, known(this.idPartitioning), task.range);
        return undefined;
      case 'findIds':
        return duplicatesInPart(this.store, known(this.idPartitioning), task.part);
      case 'count':
        return countRange(this.store, task.buckets, task.range);
      case 'setPartitioning':
        this.partitioning = task.partitioning;
        this.grouper = undefined;
        return undefined;
      case 'place':
        placeRange(this.store, known(this.partitioning), task.range);
        return undefined;
      case 'group':
        return this.group(known(this.partitioning), task.partition, task.makesRows);
      case 'setData':
        this.data = task.data && tableDataOf(task.data);
        // Grouping is done.
        this.grouper = undefined;
        this.partitioning = undefined;
        return undefined;
      case 'makeRows': {
        const data = known(this.data);
        const comparer = new DuplicateComparer(data, this.readsOf(data.files));
        const rows = this.encoder.table(task.table, data, comparer.differs);
        return { rows: copiedBatches(rows, task.from, task.to), differences: { ...comparer.tally } };
      }
    }
  }

  private group(partitioning: Partitioning, partition: number, makesRows: boolean): TaskAnswers['group'] {
    const { store } = this;
    this.grouper ??= new PartitionGrouper(store, partitioning);
    const groups = this.grouper.group(partition);
    if (!makesRows) return { groups: copyOf(groups), rows: [] };
    // Done now, while the events are in the cache: later they would be fetched again from all over the store.
    const sessions = sessionsOf(groups, partitioning.partitionStart[partition + 1]);
    const data = { store, gapSeconds: partitioning.gapSeconds, byUser: partitioning, sessions };
    const rows = this.encoder.sessions(data, () => this.grouper?.kernelRows(partition));
    return { groups: copyOf(groups), rows: copiedBatches(rows, 0, rows.size) };
  }
}

/** Copies of the batches, which can be sent to another thread. */
function copiedBatches(rows: EncodedRows, from: number, to: number): Uint8Array<ArrayBuffer>[] {
  return Array.from(rows.batches(from, to), (batch) => batch.slice());
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a task arrived before the data that it needs');
  return value;
}
