import { type Rejection, reasonText } from '../pipeline/rejection.ts';
import { CsvRows } from './csv-rows.ts';
import type { Sink } from './sink.ts';
import { COLUMNS } from './tables.ts';

/** Puts the row of a rejection behind those in `csv`. */
export function rejectionRow(csv: CsvRows, rejection: Rejection): void {
  csv.integer(rejection.event);
  csv.text(reasonText(rejection));
  csv.text(rejection.userId);
  csv.text(rejection.eventTime);
  csv.text(rejection.eventType);
  csv.text(rejection.raw);
  csv.integer(rejection.line);
  csv.integer(rejection.byteOffset);
  csv.endRow();
}

/** Rows wait for this many: soon enough to be there when reading takes long. */
const FLUSH_BYTES = 256 * 1024;

/** Past this rows are written at once: one piece of hostile input can make millions of them before anybody flushes. */
const MOST_HELD_BYTES = 16 * 1024 * 1024;

/** Rejections as they are found: give `take` to a run as its listener, `flush` now and then and at the end. */
export class RejectionTable {
  readonly name: string;
  private readonly csv = new CsvRows();

  constructor(private readonly sink: Sink) {
    this.name = sink.name;
    this.csv.texts(COLUMNS.rejections);
  }

  readonly take = (rejection: Rejection): void => {
    const { csv } = this;
    rejectionRow(csv, rejection);
    if (csv.length < MOST_HELD_BYTES) return;
    this.sink.writeNow(csv.rows);
    csv.clear();
  };

  /** Whether it is time to `flush`: rows wait in memory until then. */
  get full(): boolean {
    return this.csv.length >= FLUSH_BYTES;
  }

  /** Writes the rows that wait. */
  async flush(): Promise<void> {
    const { csv } = this;
    if (csv.length === 0) return;
    await this.sink.write(csv.rows);
    csv.clear();
  }
}
