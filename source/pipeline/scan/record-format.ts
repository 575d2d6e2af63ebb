import type { PipelineSettings, TableLayout } from '../settings.ts';
import type { Dictionaries } from '../store/dictionaries.ts';
import { MORE, ROW, RowFinder } from '../table/row-finder.ts';
import { RowJsonWriter } from '../table/row-json.ts';
import { TableReader } from '../table/table-reader.ts';
import { OPEN_BRACE, QUOTE } from '../text/bytes.ts';
import { JsonReader } from '../text/json-reader.ts';
import type { ObjectReader } from '../text/object-reader.ts';
import { TextBuffer } from '../text/text-buffer.ts';
import { type FieldMap, openedKeys } from '../validate/fields.ts';
import { endOfText, textOfString } from '../validate/record-in-string.ts';
import { CLOSED, FIRST_READING, RecordEndReader } from './record-end.ts';
import type { ReadPaths, RecordScanner } from './record-scanner.ts';
import { Scanner } from './scanner.ts';
import { TableScanner } from './table-scanner.ts';

/** Returns the scanner of an input. `rowCapacity`: how many events can wait. */
export function newScanner(
  settings: PipelineSettings,
  dictionaries: Dictionaries,
  rowCapacity: number,
  paths: ReadPaths,
): RecordScanner {
  const { table } = settings;
  return table === undefined
    ? new Scanner(settings, dictionaries, rowCapacity, paths)
    : new TableScanner(settings, table, dictionaries, rowCapacity, paths);
}

/** Returns the reader of one record. */
export function newRecordReader({ table }: PipelineSettings, fields: FieldMap): ObjectReader {
  return table === undefined
    ? new JsonReader(fields.keys, fields.spanCount)
    : new TableReader(table, fields.keys, fields.spanCount, openedKeys(fields));
}

/**
 * Finds the record of an event, of which only the beginning is kept, and writes it as JSON, so that code which compares or
 * shows records knows one notation.
 */
export interface EventRecords {
  /** Whether the JSON is written as in the file, except for records in strings. */
  readonly isVerbatim: boolean;
  /**
   * Returns the record at the beginning of some bytes as JSON; 'cut' if they end inside it, 'none' if no record begins
   * there, because the file has changed. `ends`: the input ends with the bytes. `likely`: a record that it may equal,
   * as a copy does, so that its end need not be found.
   */
  jsonAt(bytes: Uint8Array, ends: boolean, likely?: Uint8Array): Uint8Array | 'cut' | 'none';
  /** Returns where the event's record that begins at `from` ends; `to` if it does not end before. */
  endOf(bytes: Uint8Array, from: number, to: number): number;
}

/** Returns the finder of events' records for some settings. */
export function eventRecords({ table }: PipelineSettings): EventRecords {
  return table === undefined ? jsonRecords() : rowRecords(table);
}

function jsonRecords(): EventRecords {
  const reading = new RecordEndReader();
  const text = new TextBuffer();
  return {
    isVerbatim: true,
    jsonAt(bytes, _ends, likely) {
      if (bytes[0] === QUOTE) {
        const end = endOfText(bytes, 0, bytes.length);
        if (end <= 0) return 'cut';
        return textOfString(bytes, 0, end, text) ? text.bytes.slice(0, text.length) : 'none';
      }
      if (bytes[0] !== OPEN_BRACE) return 'none';
      if (likely !== undefined && beginsWith(bytes, likely)) return bytes.subarray(0, likely.length);
      // An event is valid JSON, so the first reading finds its closing brace.
      const isWhole = reading.read(bytes, 0, bytes.length, FIRST_READING, 0) === CLOSED;
      return isWhole ? bytes.subarray(0, reading.stop) : 'cut';
    },
    endOf: (bytes, from, to) =>
      reading.read(bytes, from, to, FIRST_READING, from) === CLOSED ? reading.stop : to,
  };
}

function rowRecords(table: TableLayout): EventRecords {
  const finder = new RowFinder(table);
  const writer = new RowJsonWriter(table);
  const text = new TextBuffer();
  return {
    isVerbatim: false,
    jsonAt(bytes, ends) {
      const found = finder.find(bytes, 0, bytes.length, ends, Number.POSITIVE_INFINITY);
      if (found !== ROW) return found === MORE ? 'cut' : 'none';
      text.clear();
      writer.append(bytes, finder.row, text);
      return text.bytes.slice(0, text.length);
    },
    endOf: (bytes, from, to) =>
      finder.find(bytes, from, to, true, Number.POSITIVE_INFINITY) === ROW ? finder.stop : to,
  };
}

function beginsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  if (bytes.length < beginning.length) return false;
  for (let at = 0; at < beginning.length; at++) if (bytes[at] !== beginning[at]) return false;
  return true;
}
