import { CsvRows } from '../output/csv-rows.ts';
import type { TableData } from '../output/tables.ts';
import type { EventColumns } from '../pipeline/event-store.ts';
import { EventStore } from '../pipeline/event-store.ts';
import {
  type Buckets,
  countRange,
  type GroupPlan,
  placeRange,
  type RangeCount,
  type RangePlan,
  type RangeSurvey,
  surveyRange,
} from '../pipeline/group.ts';
import { PartitionGrouper, type PartitionGroups } from '../pipeline/group-partition.ts';
import { type SharedData, type SharedTable, tableDataOf, tableNamed } from './row-parts.ts';

/** Rows from the one up to the other. */
interface Rows {
  readonly fromRow: number;
  readonly toRow: number;
}

interface RowsTask {
  readonly kind: 'makeRows';
  readonly table: SharedTable;
  readonly from: number;
  readonly to: number;
}

/** What a thread of a crew can be asked to do besides reading: steps of grouping, and rows of tables. */
export type CrewTask =
  | { readonly kind: 'takeEvents'; readonly events: EventColumns }
  | { readonly kind: 'survey'; readonly range: Rows }
  | { readonly kind: 'count'; readonly range: Rows; readonly buckets: Buckets }
  | { readonly kind: 'takePlan'; readonly plan: GroupPlan }
  | { readonly kind: 'place'; readonly range: RangePlan }
  | { readonly kind: 'group'; readonly partition: number }
  | { readonly kind: 'takeData'; readonly data: SharedData | undefined }
  | RowsTask;

/** What comes of it. */
export interface TaskAnswers {
  takeEvents: undefined;
  survey: RangeSurvey;
  count: RangeCount;
  takePlan: undefined;
  place: undefined;
  group: PartitionGroups;
  takeData: undefined;
  makeRows: Uint8Array<ArrayBuffer>[];
}

export type TaskAnswer = TaskAnswers[CrewTask['kind']];

/** Does the tasks on the thread it is on, keeping what later ones need. */
export class TaskRunner {
  private store = EventStore.empty(0);
  private plan: GroupPlan | undefined;
  private grouper: PartitionGrouper | undefined;
  private data: TableData | undefined;
  private readonly csv = new CsvRows();

  run(task: CrewTask): TaskAnswer {
    switch (task.kind) {
      case 'takeEvents':
        this.store = EventStore.ofColumns(task.events);
        return undefined;
      case 'survey':
        return surveyRange(this.store, task.range.fromRow, task.range.toRow);
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
        this.grouper ??= new PartitionGrouper(this.store, known(this.plan));
        return this.grouper.group(task.partition);
      case 'takeData':
        this.data = task.data && tableDataOf(task.data);
        // What grouping needed is needed no more.
        this.grouper = undefined;
        this.plan = undefined;
        return undefined;
      case 'makeRows':
        return this.makeRows(known(this.data), task);
    }
  }

  private makeRows(data: TableData, { table: name, from, to }: RowsTask): Uint8Array<ArrayBuffer>[] {
    const { csv } = this;
    const table = tableNamed(name, data);
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
