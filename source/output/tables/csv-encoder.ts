import type { Rejection } from '../../pipeline/reject/rejection.ts';
import { CsvRows } from '../formats/csv-rows.ts';
import type { EncodedRows, RejectionEncoder, RowEncoder } from '../row-encoder.ts';
import { duplicatesTable } from './events-table.ts';
import { rejectionRow } from './rejections-table.ts';
import { GROUPED_TABLES } from './selection.ts';
import { sessionsTable } from './sessions-table.ts';
import { batchesOf, type Table } from './table.ts';

/** Makes rows of CSV (spec section 9), without a header. */
export const CSV_ENCODER: RowEncoder = {
  rejections: () => new CsvRejections(),
  sessions: (data, kernelRows) => {
    const rows = kernelRows?.();
    return rows === undefined ? rowsOf(sessionsTable(data)) : { size: 1, batches: () => [rows] };
  },
  table: (name, data, differs) =>
    rowsOf(name === 'duplicates' ? duplicatesTable(data, differs) : GROUPED_TABLES[name](data)),
};

function rowsOf(table: Table): EncodedRows {
  return {
    size: table.size,
    *batches(from, to) {
      for (const { bytes } of batchesOf(table, from, to)) yield bytes;
    },
  };
}

class CsvRejections implements RejectionEncoder {
  private readonly csv = new CsvRows();

  onRejection(rejection: Rejection): void {
    rejectionRow(this.csv, rejection);
  }

  onKernelRow(row: Uint8Array, file: string | undefined): void {
    const { csv } = this;
    csv.append(row, 0, row.length);
    if (file === undefined) return;
    csv.reopenRow();
    csv.text(file);
    csv.endRow();
  }

  get rows(): Uint8Array {
    return this.csv.rows;
  }

  get isFull(): boolean {
    return this.csv.isFull;
  }

  clear(): void {
    this.csv.clear();
  }
}
