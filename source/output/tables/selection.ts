import type { RowSelection } from '../../pipeline/columns/row-selection.ts';
import { DuplicateComparer } from '../../pipeline/differ/duplicate-comparer.ts';
import { type ReadRecord, rejectionRereader } from '../../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { strayReader } from '../../pipeline/scan/stray-reporter.ts';
import type { UnfoldedColumns } from '../../schema/table-columns.ts';
import type { TableData } from '../row-encoder.ts';
import { duplicatesTable, type ExtraCells, eventsTable } from './events-table.ts';
import { rejectionsTable } from './rejections-table.ts';
import { sessionsTable } from './sessions-table.ts';
import { strayTable } from './stray-table.ts';
import type { Table } from './table.ts';
import { type UserNumbers, usersTable } from './users-table.ts';

/** The tables that are made from grouped events, by name: the rows chosen, or without a choice all rows of the table. */
export const GROUPED_TABLES = {
  sessions: sessionsTable,
  events: eventsTable,
} as const satisfies Readonly<Record<string, (data: TableData, chosen?: RowSelection) => Table>>;

/** What the rows of a selection are made from. */
export interface SelectionData {
  readonly dataset: Dataset;
  /** Reads the records of rejections again; may throw a system error. */
  readonly readRecord: ReadRecord;
  /** The numbers of the users; only for their table. */
  readonly users?: UserNumbers | undefined;
  readonly unfolded?: UnfoldedColumns | undefined;
  /** Makes further cells of events; undefined: they have none. */
  readonly extra?: ExtraCells | undefined;
}

/** Makes the table of the rows chosen; returns undefined if it needs grouped events and none are grouped yet. */
export type SelectionMaker = (data: SelectionData, chosen: RowSelection) => Table | undefined;

/** All tables of which a selection of rows can be written, by name. A further one is one line here. */
export const SELECTION_TABLES = {
  sessions: ofGrouped(GROUPED_TABLES.sessions),
  events: ({ dataset, readRecord, extra }, chosen) =>
    ofGrouped((data, rows) => eventsTable(data, rows, extra))({ dataset, readRecord }, chosen),
  duplicates: ({ dataset, readRecord, extra }, chosen) => {
    const { differs } = new DuplicateComparer(dataset, readRecord);
    return ofGrouped((data, rows) => duplicatesTable(data, differs, rows, extra))(
      { dataset, readRecord },
      chosen,
    );
  },
  rejections: ({ dataset, readRecord }, chosen) =>
    rejectionsTable(rejectionRereader(dataset, readRecord), chosen, dataset.files),
  users: ({ dataset, readRecord, users, unfolded }, chosen) =>
    users &&
    ofGrouped((data, rows) => usersTable(data, users, rows, unfolded))({ dataset, readRecord }, chosen),
  strays: ({ dataset, readRecord }, chosen) =>
    strayTable(dataset, strayReader(dataset.strays, readRecord), chosen),
} as const satisfies Readonly<Record<string, SelectionMaker>>;

/** The name of a table of which a selection can be written. */
export type SelectionName = keyof typeof SELECTION_TABLES;

function ofGrouped(make: (data: TableData, chosen: RowSelection) => Table): SelectionMaker {
  return ({ dataset }, chosen) => {
    const { grouping } = dataset;
    return grouping && make({ ...dataset, ...grouping }, chosen);
  };
}
