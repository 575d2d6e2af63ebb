import { safeText } from '../../format/safe-text.ts';
import { beginning } from '../../format/text-width.ts';
import type { SelectionName } from '../../output/tables/selection.ts';
import type { KeyStatistics, Plan } from '../../pipeline/plan/plan.ts';
import type { RejectionFault } from '../../pipeline/reject/fault.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { RowsQuery, Sort } from '../../query/query.ts';
import type { Scope } from '../../query/scope.ts';
import { type ColumnName, screenWords, type TABLE_COLUMNS } from '../../schema/table-columns.ts';
import type { EventsState } from '../tabs/events/state.ts';
import type { SessionsState } from '../tabs/sessions/state.ts';
import type { SkippedState } from '../tabs/skipped/state.ts';
import type { Line } from '../view/spans.ts';
import type { TableSort, TableState } from './table-state.ts';

/** The texts in a rejection's bytes, read again from the file. */
export interface DescribedRejection {
  readonly detail: string;
  readonly userId: string;
  readonly eventTime: string;
  readonly eventType: string;
  readonly raw: string;
  /** Undefined if its bytes could not be read. */
  readonly fault: RejectionFault | undefined;
}

/** The text of an event's record: JSON, even for a row of a table; cut if it is long. */
export interface EventRecord {
  readonly text: string;
  /** Whether the record is longer than the text. */
  readonly cut: boolean;
}

/** What a table's rows and cells depend on, besides the table's own state. A Model is one. */
export interface TableContext {
  /** What is loaded so far; undefined before anything is. */
  readonly dataset: Dataset | undefined;
  /** What it is read as; undefined until that is known. */
  readonly plan: Plan | undefined;
  /** The zone in which times are shown, undefined for UTC; and the gap that cuts sessions, undefined for none. */
  readonly options: { readonly zone?: string | undefined; readonly gapSeconds?: number | undefined };
  /** By the rejection's number. */
  readonly described: ReadonlyMap<number, DescribedRejection>;
  /** By the event's index in the store. */
  readonly records: ReadonlyMap<number, EventRecord>;
  /** The beginnings of stray runs, by index among the kept ones; undefined while one is being read. */
  readonly strayTexts: ReadonlyMap<number, string | undefined>;
  /** By the duplicate's index in the store: the keys in which it differs. */
  readonly differences: ReadonlyMap<number, readonly string[] | undefined>;
  /** The range, the user and the filter of all tables. */
  readonly scope: Scope;
  readonly tabs: {
    readonly skipped: SkippedState;
    readonly events: EventsState;
    readonly sessions: SessionsState;
  };
}

/**
 * How wide a column is on the screen, in cells; the arrow of the sort order takes two of them. A column is never wider than
 * what it holds: see visible-columns.
 */
export interface ColumnWidth {
  /** The least width at which it is useful. */
  readonly leastWidth: number;
  /** Its width if there is room. */
  readonly width: number;
  /** How much of that holds something: the rest is for the arrow of an order. Undefined: all of it. */
  readonly filled?: number;
  /** Shares the remaining cells, up to `mostWidth`. */
  readonly grows?: true;
  readonly mostWidth?: number;
  /** Takes all that is left, whatever it holds, so that the columns behind it stay in place while rows are scrolled. */
  readonly fills?: true;
  /** Aligned to the right. */
  readonly right?: true;
  /** Not shown in part: without room for it the next column that has room takes its place. */
  readonly whole?: true;
  /** The column for which the list is there: on a narrow screen others give way until it has so many cells. */
  readonly leadCells?: number;
  /** The message line shows the end of a cell that is too wide even for that, not its beginning. */
  readonly showsEnd?: true;
}

/** A cell to draw, with all that its look may depend on. */
export interface Cell {
  readonly context: TableContext;
  readonly dataset: Dataset;
  readonly id: number;
  readonly cells: Cells;
  /** Whether the row is drawn inverse, as that under the cursor is: half blocks would look like holes in it. */
  readonly isInverse?: boolean;
}

/** How a cell is drawn if it is not just its text. The row under the cursor is drawn without these styles. */
export interface CellLook {
  /** The width that it needs, in cells. */
  readonly widthOf: (cell: Cell) => number;
  /** A line wider than `room` is cut, and loses its styles. */
  readonly lineOf: (cell: Cell, room: number, ascii: boolean) => Line;
  /** The least width of its column, if that depends on the file. */
  readonly leastWidth?: (context: TableContext) => number;
  /** Whether it shows the text of the cell, so that the message line shows the whole of a cut one. */
  readonly isText?: true;
}

/** A column of a table on the screen. */
export interface Column extends ColumnWidth {
  /** Its name in the CSV and in queries. */
  readonly name: string;
  /** Above it on the screen: safe to show. */
  readonly header: string;
  /** What its cells hold, in a few words. */
  readonly meaning: string;
  /** Whether rows can be sorted by it. */
  readonly sortable: boolean;
  readonly look?: CellLook;
  /** What the sample shows of the key whose values it holds; undefined for other columns. */
  readonly field?: KeyStatistics;
  /** Whether it is hidden until it is chosen in the list of columns. */
  readonly isOptional?: boolean;
}

/** What an export writes, and the suggested name of its file. */
export interface CsvExport {
  readonly what: SelectionName;
  readonly fileName: string;
}

/** A row's cells by the name of their column. They come from data: drawing makes them safe. */
export type Cells = Readonly<Record<string, string>>;

/** A long table: its rows come from a query and are shown a screen at a time. One entry in tables/registry. */
export interface TableSpec {
  /** All possible columns, from left to right; the first is always on the screen. */
  readonly columns: readonly Column[];
  /** Its order until another is chosen; by default by its first column. */
  readonly firstSort?: (options: TableContext['options']) => TableSort;
  /** A text between two rows that follow each other in order of time; undefined: none. */
  readonly between?: (
    context: TableContext,
    dataset: Dataset,
    id: number,
    nextId: number,
  ) => string | undefined;
  /** How many columns of the screen it has; by default all of them. */
  readonly columnsOf?: (context: TableContext, screenColumns: number) => number;
  /** Columns that depend on the data, to the right of the others. */
  readonly moreColumns?: (context: TableContext) => readonly Column[];
  /**
   * Columns that are hidden until they are chosen, to the right of all others. Asked for only when one is, or a list of
   * columns is opened: finding the keys of a file takes longer than drawing a screen.
   */
  readonly optionalColumns?: (context: TableContext) => readonly Column[];
  /** Whether a column is currently there; without this all are. */
  readonly isShown?: (name: string, context: TableContext) => boolean;
  /**
   * The cells of the row with number `id`; undefined if there is no such row. `chosen`: the names of the optional columns
   * that are shown.
   */
  readonly cells: (
    context: TableContext,
    dataset: Dataset,
    id: number,
    chosen: readonly string[],
  ) => Cells | undefined;
  /** The query for its rows; undefined while that is not known yet. */
  readonly query: (context: TableContext, state: TableState) => RowsQuery | undefined;
  /** How many rows there are if the query asks for 0, 1, 2 and so on, so that it need not be run. Else undefined. */
  readonly storedOrderCount?: (dataset: Dataset, query: RowsQuery) => number | undefined;
  /** The number that row `id` of a dataset has in a later one, or -1; without this numbers stay. */
  readonly sameRow?: (before: Dataset, now: Dataset, id: number) => number;
  /**
   * The place of the record that identifies a row when the file is read again: of a session, that of its first event.
   */
  readonly placeOf: (dataset: Dataset, id: number) => number | undefined;
  /** The row with the record at a place; undefined if there is none, or it is not loaded. */
  readonly idAt: (dataset: Dataset, byteOffset: number) => number | undefined;
  /** Shown instead of rows, if there are none and nothing of the scope hides them. */
  readonly emptyText: (context: TableContext) => string;
  /** What an export of its rows writes; without this it cannot be exported. */
  readonly csv?: (context: TableContext) => CsvExport;
  /** Which records its rows are. */
  readonly recordKind?: 'event' | 'rejection';
  /** The column of times that a time is searched in, and the event that gives a row's time. */
  readonly time?: {
    readonly column: string;
    readonly eventIndexOf: (dataset: Dataset, id: number) => number | undefined;
  };
}

/** The most cells that a header from data asks for. */
const MOST_HEADER_CELLS = 40;

/** Returns the header of a column that is named by data, such as a key or a type: its beginning, safe to show. */
export function headerOf(name: string): string {
  return safeText(beginning(name, MOST_HEADER_CELLS));
}

/** Returns columns of a table in the order of the screen, each by its name in TABLE_COLUMNS. */
export function screenColumns<Table extends keyof typeof TABLE_COLUMNS, const Name extends ColumnName<Table>>(
  table: Table,
  columns: readonly (ColumnWidth & {
    readonly name: Name;
    readonly sortable?: false;
    readonly look?: CellLook;
  })[],
): readonly (Column & { readonly name: Name })[] {
  return columns.map((column) => ({ sortable: true, ...screenWords(table, column.name), ...column }));
}

/** Returns a table's order for its query. `columns`: those that it can be sorted by. */
export function sortFor<Name extends string>(
  { column, descending }: TableSort,
  columns: readonly { readonly name: Name }[],
): Sort<Name> {
  const { name } = columns.find((one) => one.name === column) ?? columns[0];
  return { column: name, descending };
}
