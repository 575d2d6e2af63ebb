import { PickedRows } from '../output/formats/picked-rows.ts';
import { SortedRows } from '../output/formats/sorted-rows.ts';
import { ConvertedSink } from '../output/sinks/converted-sink.ts';
import type { Sink } from '../output/sinks/sink.ts';
import { SortedSink } from '../output/sinks/sorted-sink.ts';
import type { ExtraCells } from '../output/tables/events-table.ts';
import type { ColumnDefinition } from '../schema/table-columns.ts';
import { type RecordsRun, recordCells } from './record-cells.ts';
import { type ShapedTable, type ShapeFlags, shapesOf, type TableShape } from './shape-flags.ts';

/** A table that is written, in the format of its file. */
export interface WrittenTable extends ShapedTable {
  /** Whether it is written as JSON, where values of records keep their kinds. */
  readonly isJson: boolean;
}

/** How `--columns` and `--sort` shape tables: which columns each has, and the sink that picks and sorts them. */
export class TableShapes<Name extends string> {
  private readonly shapes: ReadonlyMap<Name, TableShape>;

  /** `keys`: those that the records are known to have. Throws CommandError for an unknown column. */
  constructor(
    flags: ShapeFlags | undefined,
    private readonly tables: ReadonlyMap<Name, WrittenTable>,
    keys: readonly string[] | undefined,
  ) {
    this.shapes = flags === undefined ? new Map() : shapesOf(flags, tables, keys);
  }

  /** Whether any table has keys of the records as columns. */
  get wantRecords(): boolean {
    return [...this.shapes.values()].some(({ keys }) => keys.length > 0);
  }

  /** The columns of a file. */
  columnsOf(name: Name): readonly ColumnDefinition[] {
    const all = this.allColumns(name);
    return this.shapes.get(name)?.picked?.map((at) => all[at]) ?? this.table(name).columns;
  }

  /** Returns a sink for rows with all columns, keys last, that passes on the wanted columns, with the rows sorted. */
  over(sink: Sink, name: Name): Sink {
    const shape = this.shapes.get(name);
    if (shape === undefined) return sink;
    const all = this.allColumns(name);
    const own = this.table(name).columns;
    const isWhole = shape.picked === undefined && shape.keys.length === 0;
    const picked = shape.picked ?? own.map((_, at) => at);
    const shaped = isWhole ? sink : new ConvertedSink(sink, new PickedRows(all.length, picked));
    if (shape.order?.name === 'detail') return new SortedSink(shaped, rowsByDetail(all, shape.order));
    if (shape.sort === undefined) return shaped;
    const { column, isDescending } = shape.sort;
    const { name: sorted, kind = 'text' } = all[column];
    const time = own.findIndex((one) => one.name === 'event_time' && one.kind === 'time');
    const isKey = column >= own.length && kind === 'text';
    const order = {
      column,
      isDescending,
      kind: isKey ? 'mixed' : sorted === 'user_id' ? 'user' : kind,
      // As the screen sorts events.
      thenByTime: time < 0 ? undefined : time,
    } as const;
    return new SortedSink(shaped, new SortedRows(all.length, order));
  }

  /** The order of a table's rows that is no column of theirs; undefined: none. */
  orderOf(name: Name): TableShape['order'] {
    return this.shapes.get(name)?.order;
  }

  /** Returns the function that makes the cells of keys; undefined for a table without any. */
  extraOf(name: Name, run: RecordsRun): ExtraCells | undefined {
    const keys = this.shapes.get(name)?.keys ?? [];
    return keys.length === 0 ? undefined : recordCells(keys, this.table(name).isJson, run);
  }

  private allColumns(name: Name): readonly ColumnDefinition[] {
    const { columns, isJson } = this.table(name);
    const keys = (this.shapes.get(name)?.keys ?? []).map(
      (key): ColumnDefinition => ({
        name: key.name,
        meaning: 'a key of the record',
        kind: isJson ? 'value' : 'text',
      }),
    );
    return [...columns, ...keys];
  }

  private table(name: Name): WrittenTable {
    const table = this.tables.get(name);
    if (table === undefined) throw new RangeError(`${name} is not written`);
    return table;
  }
}

/** Returns what sorts rejections by their reasons without the codes before them, as the screen does. */
function rowsByDetail(
  columns: readonly ColumnDefinition[],
  { isDescending }: NonNullable<TableShape['order']>,
): SortedRows {
  const [column, code] = ['reason', 'code'].map((wanted) => columns.findIndex(({ name }) => name === wanted));
  return new SortedRows(columns.length, { column, kind: 'text', isDescending, behind: code });
}
