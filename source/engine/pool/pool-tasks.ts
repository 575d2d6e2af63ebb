import { CsvRows } from '../../output/formats/csv-rows.ts';
import { sessionsTable } from '../../output/tables/sessions-table.ts';
import type { Table, TableData } from '../../output/tables/table.ts';
import { PartitionGrouper } from '../../pipeline/group/partition.ts';
import { copyOf, type PartitionGroups, sessionsOf } from '../../pipeline/group/partition-groups.ts';
import {
  type Buckets,
  countRange,
  type GroupPlan,
  placeRange,
  type Range,
  type RangeCount,
  type RangePlan,
} from '../../pipeline/group/plan.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { EventColumns } from '../../pipeline/store/event-store.ts';
import { EventStore } from '../../pipeline/store/event-store.ts';
import { type SharedData, type SharedTable, tableDataOf, tableNamed } from './shared-table-data.ts';

export interface RowsTask {
  readonly kind: 'makeRows';
  readonly table: SharedTable;
  readonly from: number;
  readonly to: number;
}

/** What a thread of a pool can be asked to do besides reading: steps of grouping, and rows of tables. */
export type PoolTask =
  | { readonly kind: 'takeEvents'; readonly events: EventColumns }
  | { readonly kind: 'count'; readonly range: Range; readonly buckets: Buckets }
  | { readonly kind: 'takePlan'; readonly plan: GroupPlan }
  | { readonly kind: 'place'; readonly range: RangePlan }
  | { readonly kind: 'group'; readonly partition: number; readonly makesRows: boolean }
  | { readonly kind: 'takeData'; readonly data: SharedData | undefined }
  | RowsTask;

/** What comes of it. */
export interface TaskAnswers {
  takeEvents: undefined;
  count: RangeCount;
  takePlan: undefined;
  place: undefined;
  /** `rows`: of its sessions, where they were asked for. */
  group: { readonly groups: PartitionGroups; readonly rows: readonly Uint8Array<ArrayBuffer>[] };
  takeData: undefined;
  makeRows: { readonly rows: readonly Uint8Array<ArrayBuffer>[] };
}

export type TaskAnswer = TaskAnswers[PoolTask['kind']];

/** Does the tasks on the thread it is on, keeping what later ones need. */
export class TaskRunner {
  private store = EventStore.empty(0);
  private plan: GroupPlan | undefined;
  private grouper: PartitionGrouper | undefined;
  private data: TableData | undefined;
  private readonly csv = new CsvRows();

  constructor(private readonly settings: PipelineSettings) {}

  run(task: PoolTask): TaskAnswer {
    switch (task.kind) {
      case 'takeEvents':
        this.store = EventStore.ofColumns(task.events);
        return undefined;
      case 'count':
        return countRange(this.store, task.buckets, task.range);
      case 'takePlan':
        this.plan = task.plan;
        this.grouper = undefined;
        return undefined;
      case 'place':
        placeRange(this.store, known(this.plan), task.range);
        return undefined;
      case 'group':
        return this.group(known(this.plan), task.partition, task.makesRows);
      case 'takeData':
        this.data = task.data && tableDataOf(task.data);
        // What grouping needed is needed no more.
        this.grouper = undefined;
        this.plan = undefined;
        return undefined;
      case 'makeRows':
        return { rows: this.makeRows(tableNamed(task.table, known(this.data)), task.from, task.to) };
    }
  }

  private group(plan: GroupPlan, partition: number, makesRows: boolean): TaskAnswers['group'] {
    const { store, settings } = this;
    this.grouper ??= new PartitionGrouper(store, plan);
    const groups = this.grouper.group(partition);
    if (!makesRows) return { groups: copyOf(groups), rows: [] };
    // Now that they are at hand: later they would have to be fetched again from all over the store.
    const made = this.grouper.sessionRows(partition);
    if (made !== undefined) return { groups: copyOf(groups), rows: [made.slice()] };
    const sessions = sessionsOf(groups, plan.partitionStart[partition + 1]);
    const table = sessionsTable({ store, settings, byUser: plan, sessions });
    return { groups: copyOf(groups), rows: this.makeRows(table, 0, table.size) };
  }

  private makeRows(table: Table, from: number, to: number): Uint8Array<ArrayBuffer>[] {
    const { csv } = this;
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (let at = from; at < to; ) {
      csv.clear();
      at = table.makeRows(csv, at, to);
      parts.push(csv.rows.slice());
    }
    return parts;
  }
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a task came before what it needs');
  return value;
}
