import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { DIGIT_0, NO_BYTES } from '../../pipeline/text/bytes.ts';
import type { Instant } from '../../pipeline/time/instant.ts';
import type { ColumnDefinition } from '../../schema/table-columns.ts';
import { CsvCells } from './csv-cells.ts';
import type { RowConverter } from './row-converter.ts';
import { readWrittenTime } from './written-time.ts';

type SchemaElement = ParquetWriter['schema'][number];

/**
 * How Parquet holds the times of a file: as timestamps in UTC with nanoseconds, which reach from 1677 to 2262, else
 * with microseconds, or where those would lose a digit as texts.
 */
export type TimeStorage = 'nanoseconds' | 'microseconds' | 'text';

/** What a Parquet file says about itself. */
export interface ParquetFacts {
  /** The program and its version. */
  readonly createdBy: string;
  /** Asked for with the first rows of a table that has times. */
  readonly timeStorage: () => TimeStorage;
  /** Texts by name for the metadata; asked for at the end. */
  readonly metadata: () => Readonly<Record<string, string>>;
}

/**
 * A row group is complete with this many rows, or this many bytes of CSV: all that is held of a file, some 100 bytes a row.
 */
const ROWS_PER_GROUP = 128 * 1024;
const BYTES_PER_GROUP = 32 * 1024 * 1024;

const BILLION = 1_000_000_000n;
const MILLION = 1_000_000n;
const THOUSAND = 1000;

/** At both ends of a file. */
const MAGIC = Uint8Array.of(0x50, 0x41, 0x52, 0x31);

/** Writes rows as Parquet, a row group at a time, with hyparquet-writer. */
export class ParquetRows implements RowConverter {
  private readonly cells: CsvCells;
  private readonly bytes = new ByteWriter();
  private readonly instant: Instant = { seconds: 0, nanoseconds: 0 };
  private parts: { readonly writer: ParquetWriter; readonly columns: readonly ColumnValues[] } | undefined;
  private rowCount = 0;
  private byteCount = 0;
  /** Whether the writer's own magic is still in `bytes`: `begin` has written it. */
  private hasMagic = true;

  constructor(
    private readonly columns: readonly ColumnDefinition[],
    private readonly facts: ParquetFacts,
  ) {
    this.cells = new CsvCells(columns.length);
  }

  begin(): Uint8Array {
    return MAGIC;
  }

  rows(csv: Uint8Array): Uint8Array {
    if (csv.length === 0) return NO_BYTES;
    const { cells } = this;
    const { columns } = this.open();
    this.bytes.index = this.hasMagic ? MAGIC.length : 0;
    cells.open(csv);
    for (let before = 0; cells.next(); before = cells.position) {
      for (let column = 0; column < columns.length; column++) columns[column].add(cells, column);
      this.byteCount += cells.position - before;
      if (++this.rowCount === ROWS_PER_GROUP || this.byteCount >= BYTES_PER_GROUP) this.endGroup();
    }
    return this.taken();
  }

  end(): Uint8Array {
    const { writer } = this.open();
    this.bytes.index = this.hasMagic ? MAGIC.length : 0;
    if (this.rowCount > 0) this.endGroup();
    writer.kvMetadata = Object.entries(this.facts.metadata()).map(([key, value]) => ({ key, value }));
    writer.finish();
    return this.taken();
  }

  /** The writer and the columns, which are made when it is known how times are held. */
  private open(): NonNullable<typeof this.parts> {
    if (this.parts !== undefined) return this.parts;
    const { facts, instant } = this;
    const columns = this.columns.map((column) => columnValues(column, facts.timeStorage, instant));
    const root: SchemaElement = { name: 'root', num_children: columns.length };
    const schema = [root, ...columns.map(({ element }) => element)];
    const writer = new ParquetWriter({ writer: this.bytes, schema, createdBy: facts.createdBy });
    this.parts = { writer, columns };
    return this.parts;
  }

  private endGroup(): void {
    const { writer, columns } = this.open();
    const columnData = columns.map(({ element, take }) => ({ name: element.name, data: take() }));
    // Promises come only from writers that flush.
    void writer.write({ columnData, rowGroupSize: this.rowCount });
    this.rowCount = 0;
    this.byteCount = 0;
  }

  private taken(): Uint8Array {
    const { bytes } = this;
    const from = this.hasMagic ? MAGIC.length : 0;
    if (bytes.index <= from) return NO_BYTES;
    this.hasMagic = false;
    return new Uint8Array(bytes.buffer, from, bytes.index - from);
  }
}

/** Collects the values of a column for a row group. */
interface ColumnValues {
  readonly element: SchemaElement;
  /** Adds the value of a cell. */
  add(cells: CsvCells, column: number): void;
  /** Returns the values since the last call. */
  take(): unknown[];
}

function columnValues(
  column: ColumnDefinition,
  timeStorage: () => TimeStorage,
  instant: Instant,
): ColumnValues {
  const { name, kind = 'text', isOptional } = column;
  const repetition = { name, repetition_type: isOptional ? 'OPTIONAL' : 'REQUIRED' } as const;
  if (kind === 'integer') {
    const element: SchemaElement = { ...repetition, type: 'INT64' };
    return collecting(element, integerIn);
  }
  if (kind === 'seconds') {
    return collecting({ ...repetition, type: 'DOUBLE' }, (cells, column) => Number(cells.text(column)));
  }
  const storage = kind === 'time' ? timeStorage() : 'text';
  if (storage !== 'text') {
    const unit = storage === 'nanoseconds' ? 'NANOS' : 'MICROS';
    const element: SchemaElement = {
      ...repetition,
      type: 'INT64',
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit },
    };
    return collecting(element, (cells, column) => timeIn(cells, column, storage, instant));
  }
  const element: SchemaElement = {
    ...repetition,
    type: 'BYTE_ARRAY',
    converted_type: 'UTF8',
    logical_type: { type: 'STRING' },
  };
  return collecting(element, (cells, column) => cells.text(column));
}

function collecting(
  element: SchemaElement,
  valueIn: (cells: CsvCells, column: number) => unknown,
): ColumnValues {
  let values: unknown[] = [];
  return {
    element,
    add: (cells, column) => void values.push(valueIn(cells, column)),
    take() {
      const taken = values;
      values = [];
      return taken;
    },
  };
}

/** Returns a whole number from 0 to 2^53; undefined for an empty cell. */
function integerIn(cells: CsvCells, column: number): bigint | undefined {
  cells.take(column);
  const { content, contentFrom, contentTo } = cells;
  let value = 0;
  for (let at = contentFrom; at < contentTo; at++) value = 10 * value + (content[at] - DIGIT_0);
  return contentFrom === contentTo ? undefined : BigInt(value);
}

/** Returns the time in a cell in the unit of `storage`. `instant` is used for it. */
function timeIn(
  cells: CsvCells,
  column: number,
  storage: Exclude<TimeStorage, 'text'>,
  instant: Instant,
): bigint {
  cells.take(column);
  readWrittenTime(cells.content, cells.contentFrom, cells.contentTo, instant);
  const { seconds, nanoseconds } = instant;
  return storage === 'nanoseconds'
    ? BigInt(seconds) * BILLION + BigInt(nanoseconds)
    : BigInt(seconds) * MILLION + BigInt(nanoseconds / THOUSAND);
}
