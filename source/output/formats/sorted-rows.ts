import { lowerBound } from '../../pipeline/columns/lower-bound.ts';
import { radixSort } from '../../pipeline/columns/radix-sort.ts';
import { ByteText } from './byte-text.ts';
import { CellKeys, GrowingNumbers, type SortKind } from './cell-keys.ts';
import { CsvCells } from './csv-cells.ts';

/** The column by which rows are sorted, and how. */
export interface RowOrder {
  readonly column: number;
  readonly kind: SortKind;
  readonly isDescending: boolean;
  /** The column whose text, with a colon and a blank, is left out where cells begin with it. */
  readonly behind?: number;
  /** The column of times that orders equal rows, always upwards; undefined: they keep their order. */
  readonly thenByTime?: number | undefined;
}

const BATCH_BYTES = 1024 * 1024;

/**
 * Keeps rows of CSV and gives them back sorted by a column: numbers and times by value; users as in the sessions table,
 * integers before texts; values of records with numbers before texts; texts by code point. Empty cells come last, and equal
 * rows are in order of time if they have one, and else keep their order, in descending order too.
 */
export class SortedRows {
  private readonly cells: CsvCells;
  private readonly keys: CellKeys;
  private readonly times: CellKeys | undefined;
  private readonly chunks: Uint8Array[] = [];
  /** Where each chunk begins among all bytes, and where each row does. */
  private readonly chunkStarts: number[] = [];
  private readonly rowStarts = new GrowingNumbers();
  private byteLength = 0;

  constructor(
    columnCount: number,
    private readonly order: RowOrder,
  ) {
    this.cells = new CsvCells(columnCount);
    const { kind, isDescending, thenByTime } = order;
    this.keys = new CellKeys(kind, isDescending ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
    this.times = thenByTime === undefined ? undefined : new CellKeys('time', Number.POSITIVE_INFINITY);
  }

  /** Takes whole rows. */
  add(csv: Uint8Array): void {
    if (csv.length === 0) return;
    const { cells, keys, times, order } = this;
    const { column, behind, thenByTime = column } = order;
    this.chunks.push(csv.slice());
    this.chunkStarts.push(this.byteLength);
    cells.open(csv);
    for (let from = 0; cells.next(); from = cells.position) {
      this.rowStarts.push(this.byteLength + from);
      keys.add(
        behind === undefined ? cells.text(column) : textBehind(cells.text(column), cells.text(behind)),
      );
      times?.add(cells.text(thenByTime));
    }
    this.byteLength += csv.length;
  }

  /** Yields all rows in order; a batch is valid until the next one is requested. */
  *batches(): Generator<Uint8Array> {
    const { chunks, chunkStarts, rowStarts, byteLength } = this;
    const { length: count } = rowStarts;
    rowStarts.push(byteLength);
    const text = new ByteText();
    for (const row of this.rowsInOrder(count)) {
      const start = rowStarts.at(row);
      const chunk = lowerBound(chunks.length, (at) => chunkStarts[at] <= start) - 1;
      const from = start - chunkStarts[chunk];
      text.add(chunks[chunk], from, from + rowStarts.at(row + 1) - start);
      if (text.length < BATCH_BYTES) continue;
      yield text.written;
      text.clear();
    }
    yield text.written;
  }

  private rowsInOrder(count: number): Iterable<number> {
    const { isDescending: descending } = this.order;
    const { times } = this;
    const byTime = times && sortedBy(times, false, undefined);
    return sortedBy(this.keys, descending, byTime) ?? Array.from({ length: count }, (_, row) => row);
  }
}

function textBehind(text: string, beginning: string): string {
  if (text === beginning) return '';
  return text.startsWith(`${beginning}: `) ? text.slice(beginning.length + 2) : text;
}

function sortedBy(
  keys: CellKeys,
  descending: boolean,
  order: Uint32Array | undefined,
): Uint32Array | undefined {
  const { major, minor } = keys.take();
  return radixSort(major, { descending, order: radixSort(minor, { descending, order }) });
}
