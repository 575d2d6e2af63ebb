import type { TableLayout } from '../settings.ts';
import { type FieldSpan, missingSpans } from '../text/field-span.ts';
import type { Expectation, ObjectReader, WantedKey } from '../text/object-reader.ts';
import { TextBuffer } from '../text/text-buffer.ts';
import { CellWriter } from './cell-writer.ts';
import { FITS, NOT_CLOSED, type RowEnding, RowReader, TEXT_AFTER_QUOTE } from './row-reader.ts';

/** A column that is read, and the fields whose value its cell is. */
interface WantedColumn {
  readonly column: number;
  readonly fields: readonly number[];
  /** Whether a path leads into the cell, if it holds JSON. */
  readonly isOpened: boolean;
}

/**
 * Finds the values of the wanted columns in one row: each as JSON text in `values`, a string for a cell, what it holds for
 * a cell that a path leads into; an empty cell is missing (spec section 14).
 */
export class TableReader implements ObjectReader {
  readonly fields: FieldSpan[];
  readonly errorAt = 0;
  readonly expected: Expectation = 'end';
  private readonly buffer = new TextBuffer();
  private readonly cells = new CellWriter();
  private readonly row: RowReader;
  private readonly wanted: readonly WantedColumn[];
  private ending: RowEnding = FITS;

  /** `opened`: the names of the columns whose cells paths lead into. */
  constructor(
    private readonly layout: TableLayout,
    keys: readonly WantedKey[],
    fieldCount: number,
    opened: ReadonlySet<string>,
  ) {
    const { delimiter, columns } = layout;
    this.row = new RowReader(delimiter, columns.length);
    this.fields = missingSpans(fieldCount);
    this.wanted = columns.flatMap((name, column) =>
      keys
        .filter(({ text }) => text === name)
        .map(({ text, fields }) => ({ column, fields, isOpened: opened.has(text) })),
    );
  }

  get values(): Uint8Array {
    return this.buffer.bytes;
  }

  /** Returns whether `bytes[from..to)` is a row with as many cells as there are columns. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    this.ending = this.row.read(bytes, from, to, true);
    const isRow = this.ending === FITS && this.row.next === to;
    if (isRow) this.take(bytes, this.row);
    else this.forget();
    return isRow;
  }

  /** Takes the values from a row that was read. */
  take(bytes: Uint8Array, row: RowReader): void {
    const { buffer, cells, fields } = this;
    this.forget();
    for (const { column, fields: indices, isOpened } of this.wanted) {
      if (row.cellFrom[column] === row.cellTo[column]) continue;
      const json = isOpened ? cells.appendJson(bytes, row, column, buffer) : undefined;
      const start = buffer.length;
      if (json === undefined) cells.appendString(bytes, row, column, buffer);
      for (const index of indices) {
        const span = fields[index];
        span.kind = json ?? 'string';
        span.from = json === undefined ? start : cells.valueFrom;
        span.to = json === undefined ? buffer.length : cells.valueTo;
      }
    }
  }

  /** Returns where the cell of a field is in the row that was read last, without its quotes. */
  placeOf(field: number): { readonly from: number; readonly to: number } | undefined {
    const column = this.wanted.find(({ fields }) => fields.includes(field))?.column;
    return column === undefined
      ? undefined
      : { from: this.row.cellFrom[column], to: this.row.cellTo[column] };
  }

  /** After a `read` that failed: what is wrong with the row, in words. */
  get fault(): string {
    const { cellCount } = this.row;
    if (this.ending === TEXT_AFTER_QUOTE) return `cell ${cellCount} goes on after its closing quote`;
    if (this.ending === NOT_CLOSED) return `the quote that opens cell ${cellCount} is never closed`;
    const { length } = this.layout.columns;
    return `expected ${length} cells, found ${cellCount}`;
  }

  private forget(): void {
    this.buffer.clear();
    for (const field of this.fields) field.kind = 'missing';
  }
}
