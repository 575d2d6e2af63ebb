import { idAt, type RowSelection } from '../../pipeline/columns/row-selection.ts';
import { FIRST_FILE, type FileStart, type FileTable } from '../../pipeline/store/file-table.ts';
import { type RejectionStore, recordNumberOfEvent } from '../../pipeline/store/rejection-store.ts';
import { DIMENSIONS } from '../../pipeline/validate/dimensions.ts';
import type { CsvRows } from '../formats/csv-rows.ts';
import type { Differs, TableData } from '../row-encoder.ts';
import { writeAddress } from './address-fields.ts';
import { DictionaryFields } from './dictionary-fields.ts';
import { type Table, tableColumns } from './table.ts';

/** Returns further cells of an event, by its index in the store, to follow those of its columns. */
export type ExtraCells = (eventIndex: number) => readonly string[];

/** The kept events in file order, with ranges of all events; or those chosen, in the order in which they are. */
export function eventsTable(data: TableData, chosen?: RowSelection, extra?: ExtraCells): Table {
  const which = chosen === undefined ? 'kept' : 'all';
  return new EventsTable(data, chosen ?? allEvents(data), which, undefined, extra);
}

/**
 * The duplicates in file order, each with the number of the event it repeats and the keys in which it differs, with ranges
 * of all events; or the events chosen, in the order in which they are, of which duplicates have both. What `differs` throws
 * `makeRows` throws.
 */
export function duplicatesTable(
  data: TableData,
  differs: Differs,
  chosen?: RowSelection,
  extra?: ExtraCells,
): Table {
  const which = chosen === undefined ? 'duplicates' : 'all';
  return new EventsTable(data, chosen ?? allEvents(data), which, differs, extra);
}

/** A range ends after so many duplicates: their records are read again, which blocks the thread. */
const COMPARED_AT_A_TIME = 256;

function allEvents({ store }: TableData): RowSelection {
  return { rows: undefined, rowCount: store.count };
}

class EventsTable implements Table {
  readonly columns: Table['columns'];
  readonly size: number;
  private readonly fields: DictionaryFields;
  /** Undefined if the input is a single file. */
  private readonly files: FileNames | undefined;

  constructor(
    private readonly data: TableData,
    private readonly chosen: RowSelection,
    private readonly which: 'all' | 'kept' | 'duplicates',
    /** Undefined: without what only duplicates have. */
    private readonly differs: Differs | undefined,
    private readonly extra: ExtraCells | undefined,
  ) {
    this.columns = tableColumns(differs !== undefined ? 'duplicates' : 'events', data.files);
    this.files = data.files.areSeveral ? new FileNames(data.files) : undefined;
    this.size = chosen.rowCount;
    this.fields = new DictionaryFields(data.store);
  }

  makeRows(csv: CsvRows, from: number, to: number): number {
    const { chosen, which } = this;
    const { duplicates, rejections } = this.data;
    const wantDuplicates = which === 'duplicates';
    const numbers = new RecordNumbers(rejections);
    let compared = 0;
    for (let row = from; row < to; row++) {
      const eventIndex = idAt(chosen, row);
      if (which !== 'all' && duplicates.has(eventIndex) !== wantDuplicates) continue;
      this.writeRow(csv, eventIndex, numbers.of(eventIndex));
      if (this.differs !== undefined && duplicates.has(eventIndex)) compared++;
      if (csv.isFull || compared === COMPARED_AT_A_TIME) return row + 1;
    }
    return to;
  }

  private writeRow(csv: CsvRows, eventIndex: number, recordNumber: number): void {
    const { fields, files, differs } = this;
    const { store, duplicates, rejections } = this.data;
    const original =
      differs !== undefined && duplicates.has(eventIndex) ? duplicates.originalOf(eventIndex) : undefined;
    csv.integer(recordNumber);
    if (original !== undefined) csv.integer(recordNumberOfEvent(rejections, original));
    else if (differs !== undefined) csv.empty();
    fields.user(csv, store.userOf(eventIndex));
    csv.timestamp(store.secondsOf(eventIndex), store.nanosecondsOf(eventIndex));
    for (let dimension = 0; dimension < DIMENSIONS; dimension++) {
      fields.dimension(csv, dimension, store.numberOf(eventIndex, dimension));
    }
    const byteOffset = store.byteOffsetOf(eventIndex);
    const start = files?.startOf(byteOffset) ?? FIRST_FILE;
    writeAddress(csv, store.lineOf(eventIndex) - start.lineBase, byteOffset - start.byteBase);
    if (differs !== undefined) csv.text(original === undefined ? '' : differs(eventIndex, original));
    if (files !== undefined) csv.text(files.nameOf(start));
    if (this.extra !== undefined) for (const cell of this.extra(eventIndex)) csv.text(cell);
    csv.endRow();
  }
}

/** An event at most this far after the last one is reached step by step; a search takes longer. */
const NEAR = 64;

/** The record numbers of events, at almost no cost if asked for in file order. */
class RecordNumbers {
  private lastIndex = Number.POSITIVE_INFINITY;
  /** Rejections before the last event. */
  private rejected = 0;
  /** Valid events before the next rejection: from here on there is one more rejection before an event. */
  private nextFrom = 0;

  constructor(private readonly rejections: RejectionStore) {}

  of(eventIndex: number): number {
    const { rejections, lastIndex } = this;
    if (eventIndex < lastIndex || eventIndex > lastIndex + NEAR) {
      this.pass(recordNumberOfEvent(rejections, eventIndex) - eventIndex - 1);
    }
    while (eventIndex >= this.nextFrom) this.pass(this.rejected + 1);
    this.lastIndex = eventIndex;
    return eventIndex + this.rejected + 1;
  }

  private pass(rejected: number): void {
    const { rejections } = this;
    this.rejected = rejected;
    this.nextFrom =
      rejected < rejections.count
        ? rejections.recordNumberOf(rejected) - 1 - rejected
        : Number.POSITIVE_INFINITY;
  }
}

/** The files of events, at almost no cost if asked for in file order. */
class FileNames {
  private start = FIRST_FILE;
  /** Where the next file begins. */
  private end = 0;

  constructor(private readonly files: FileTable) {}

  startOf(byteOffset: number): FileStart {
    if (byteOffset < this.start.byteBase || byteOffset >= this.end) {
      const { files } = this;
      const row = files.rowAt(byteOffset);
      this.start = files.startAt(row);
      this.end = files.endAt(row);
    }
    return this.start;
  }

  nameOf(start: FileStart): string {
    return this.files.nameOf(start) ?? '';
  }
}
