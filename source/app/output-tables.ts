import type { TimeStorage } from '../output/formats/parquet-rows.ts';
import { sessionColumns, tableColumns } from '../output/tables/table.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import type { OutputFormat } from '../schema/output-formats.ts';
import { type ColumnDefinition, MORE_ORDERS } from '../schema/table-columns.ts';
import type { CommandOptions } from './flags.ts';
import { timeStorageFor, timeStorageWarning } from './table-files.ts';
import { TableShapes, type WrittenTable } from './table-shapes.ts';
import { writtenFormat } from './written-format.ts';

/** The name of a table that can be written. */
export type OutputName = keyof CommandOptions['outputs'];

/** The options that decide what the tables hold, and in which formats they are. */
export type TableOptions = Pick<
  CommandOptions,
  'outputs' | 'settings' | 'bucketSeconds' | 'shape' | 'hasProvenance'
> & {
  /** Whether the input is several files. */
  readonly areSeveral: boolean;
  /** The keys that the records are known to have. */
  readonly keys: readonly string[] | undefined;
};

/** What each table of the outputs holds, and the format of its file. */
export class OutputTables {
  readonly shapes: TableShapes<OutputName>;

  /** `names`: of the tables that are written. Throws CommandError as TableShapes does. */
  constructor(
    private readonly options: TableOptions,
    names: readonly OutputName[],
  ) {
    const tables = names.map((name) => [name, this.tableOf(name)] as const);
    this.shapes = new TableShapes(options.shape, new Map(tables), options.keys);
  }

  formatOf(name: OutputName): OutputFormat {
    return writtenFormat(this.options.outputs[name] ?? '');
  }

  private tableOf(name: OutputName): WrittenTable {
    const { name: format } = this.formatOf(name);
    return {
      columns: this.columnsOf(name),
      orders: name === 'sessions' || name === 'rejections' ? MORE_ORDERS[name] : [],
      hasRecords: name === 'events' || name === 'duplicates',
      isJson: format === 'json' || format === 'jsonl',
    };
  }

  /** All columns that the table itself has. */
  columnsOf(name: OutputName): readonly ColumnDefinition[] {
    return name === 'sessions'
      ? sessionColumns(this.options.settings.gapSeconds)
      : tableColumns(name, this.options);
  }

  /** How long before the first event a time of the table may lie. */
  private marginOf(name: OutputName): number {
    return name === 'trend' ? this.options.bucketSeconds : 0;
  }

  /** Whether the file of a table begins with where it comes from. */
  beginsWithProvenance(name: OutputName): boolean {
    const { name: format } = this.formatOf(name);
    return this.options.hasProvenance && (format === 'json' || format === 'jsonl');
  }

  /** How the times of a table are written in Parquet. */
  timeStorageOf(name: OutputName, store: EventStore): TimeStorage {
    return timeStorageFor(store, this.marginOf(name));
  }

  /** Returns warnings about Parquet files whose times do not have the type that others have. */
  timeWarnings(store: EventStore): string[] {
    const warnings: string[] = [];
    // Cast: the keys of a record of tables.
    for (const [name, path] of Object.entries(this.options.outputs) as [OutputName, string | undefined][]) {
      if (path === undefined || writtenFormat(path).name !== 'parquet') continue;
      if (!this.shapes.columnsOf(name).some(({ kind }) => kind === 'time')) continue;
      const warning = timeStorageWarning(path, this.timeStorageOf(name, store));
      if (warning !== undefined) warnings.push(warning);
    }
    return warnings;
  }
}
