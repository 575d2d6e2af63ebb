import { clipName } from '../format/clip-text.ts';
import { converterTo } from '../output/formats/converters.ts';
import type { TimeStorage } from '../output/formats/parquet-rows.ts';
import { ConvertedSink } from '../output/sinks/converted-sink.ts';
import { GzipSink } from '../output/sinks/gzip-sink.ts';
import type { Sink } from '../output/sinks/sink.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { compareInstants, type Instant } from '../pipeline/time/instant.ts';
import type { OutputFormat } from '../schema/output-formats.ts';
import type { ColumnDefinition } from '../schema/table-columns.ts';

/** What a table's file is made from besides its rows. */
export interface TableFile {
  /** The name of the table. */
  readonly table: string;
  readonly columns: readonly ColumnDefinition[];
  readonly version: string;
  readonly isSafe: boolean;
  /** Whether JSON begins with its provenance. */
  readonly hasProvenance: boolean;
  /** What the file says about where it comes from; asked for once all numbers are known. */
  readonly provenance: () => object;
  readonly timeStorage: () => TimeStorage;
}

/** The key under which Parquet's metadata has the provenance, and the field that JSON has it in. */
const PROGRAM = 'event-sessions-tui';

/** Returns a sink for rows of CSV that writes them to `sink` in a format. */
export async function tableSink(
  sink: Sink,
  { name, isGzipped }: OutputFormat,
  { table, columns, version, isSafe, hasProvenance, provenance, timeStorage }: TableFile,
): Promise<Sink> {
  const said = (): object => ({ table, ...provenance() });
  const converter = await converterTo(name, columns, {
    isSafe,
    jsonFirst: () => (hasProvenance ? JSON.stringify({ provenance: said() }) : undefined),
    createdBy: `${PROGRAM} version ${version}`,
    timeStorage,
    metadata: () => ({ [PROGRAM]: JSON.stringify(said()) }),
  });
  return new ConvertedSink(isGzipped ? new GzipSink(sink) : sink, converter);
}

/** The instants that a 64-bit count of nanoseconds reaches, a second less at either end. */
const FIRST_IN_NANOSECONDS: Instant = { seconds: -9_223_372_036, nanoseconds: 0 };
const LAST_IN_NANOSECONDS: Instant = { seconds: 9_223_372_036, nanoseconds: 0 };

/**
 * Returns how Parquet can hold the times of all events without losing a digit. `marginSeconds`: how long before the first
 * event a time may lie that is written, as the beginning of a bucket does.
 */
export function timeStorageFor(store: EventStore, marginSeconds: number): TimeStorage {
  const { firstEvent, lastEvent, hasNanoseconds } = store.columnStats;
  if (firstEvent === undefined || lastEvent === undefined) return 'nanoseconds';
  const first = { ...firstEvent, seconds: firstEvent.seconds - marginSeconds };
  const fits =
    compareInstants(first, FIRST_IN_NANOSECONDS) >= 0 && compareInstants(lastEvent, LAST_IN_NANOSECONDS) < 0;
  if (fits) return 'nanoseconds';
  if (!hasNanoseconds) return 'microseconds';
  for (let event = 0; event < store.count; event++) {
    if (store.nanosecondsOf(event) % 1000 !== 0) return 'text';
  }
  return 'microseconds';
}

/** What a person should know about a Parquet file whose times are not in nanoseconds; undefined if they are. */
export function timeStorageWarning(path: string, storage: TimeStorage): string | undefined {
  if (storage === 'nanoseconds') return undefined;
  const why = 'some lie outside the years 1677 to 2262, which is all that nanoseconds reach';
  if (storage === 'microseconds') return `times in ${clipName(path)} are in microseconds: ${why}`;
  return `times in ${clipName(path)} are texts: ${why}, and microseconds would lose digits`;
}
