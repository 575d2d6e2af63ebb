import type { DecodedArray, ParquetParsers, SchemaElement } from 'hyparquet';
import { SECONDS_PER_DAY } from '../../pipeline/time/calendar.ts';
import { formatTimestamp } from '../../pipeline/time/format-timestamp.ts';

/** A text that JSON writes without escapes. */
class RawJson {
  constructor(readonly text: string) {}
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const BILLION = 1_000_000_000n;

/** Reads the values of Parquet exactly: times as texts with all their digits, where hyparquet would make a Date. */
export const EXACT_PARSERS: ParquetParsers = {
  timestampFromMilliseconds: (millis) => timeText(millis * 1_000_000n),
  timestampFromMicroseconds: (micros) => timeText(micros * 1000n),
  timestampFromNanoseconds: timeText,
  dateFromDays: (days) => formatTimestamp(days * SECONDS_PER_DAY, 0).slice(0, -'T00:00:00Z'.length),
  stringFromBytes: (bytes) => bytes && decoder.decode(bytes),
  jsonFromBytes: (bytes) => bytes && new RawJson(oneLine(decoder.decode(bytes))),
  geometryFromBytes: hexOf,
  geographyFromBytes: hexOf,
  uuidFromBytes: hexOf,
};

/**
 * Returns how the cells of a column are written in JSON: integers exactly, times as ISO 8601, of which those that the file
 * does not say to be in UTC name no zone.
 */
export function cellWriter(
  element: SchemaElement | undefined,
): (values: DecodedArray, row: number) => string {
  const type = element?.logical_type;
  const isLocal = type?.type === 'TIMESTAMP' && !type.isAdjustedToUTC;
  if (!isLocal) return (values, row) => jsonOf(values[row]);
  return (values, row) => {
    const value: unknown = values[row];
    return jsonOf(typeof value === 'string' && value.endsWith('Z') ? value.slice(0, -1) : value);
  };
}

function timeText(nanoseconds: bigint): string {
  const fraction = ((nanoseconds % BILLION) + BILLION) % BILLION;
  return formatTimestamp(Number((nanoseconds - fraction) / BILLION), Number(fraction));
}

function hexOf(bytes: Uint8Array): string {
  return bytes && Buffer.from(bytes).toString('hex');
}

/** White space outside of texts may be a line feed, and a row is a line. */
function oneLine(json: string): string {
  return json.replaceAll(/[\r\n]/g, ' ');
}

function jsonOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
    case 'bigint':
    case 'boolean':
      // NaN and the infinities too, as pandas writes them.
      return String(value);
    default:
      return jsonOfObject(value);
  }
}

function jsonOfObject(value: object): string {
  if (value instanceof RawJson) return value.text;
  if (value instanceof Uint8Array) return JSON.stringify(hexOf(value));
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`;
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${jsonOf(member)}`);
  return `{${members.join(',')}}`;
}
