import type { ParquetParsers, SchemaElement, SchemaTree } from 'hyparquet';
import { SECONDS_PER_DAY } from '../../pipeline/time/calendar.ts';
import { formatTimestamp } from '../../pipeline/time/format-timestamp.ts';
import { decimalText, intervalText, isDecimal, isInterval, placesOf, timeOfDayText } from './raw-cells.ts';

/** A text that JSON writes without escapes. */
class RawJson {
  constructor(readonly text: string) {}
}

/** Writes a value as JSON. */
type ToJson = (value: unknown) => string;

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
  // What is to stay bytes: see `exactSchema`.
  geographyFromBytes: (bytes) => bytes,
  uuidFromBytes: (bytes) => bytes && hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
};

/**
 * Returns how the values of a column are written in JSON: integers and decimals exactly, times as ISO 8601, of which those
 * that the file does not say to be in UTC name no zone, in objects and lists too.
 */
export function cellWriter(column: SchemaTree): ToJson {
  return ownWriter(column) ?? jsonOf;
}

/** Returns how values are written that do not say by themselves what they are; undefined where `jsonOf` does. */
function ownWriter(column: SchemaTree): ToJson | undefined {
  const { element, children } = column;
  if (children.length === 0) {
    const value = valueWriter(element);
    return value && (element.repetition_type === 'REPEATED' ? listOf(value) : value);
  }
  if (element.logical_type?.type === 'VARIANT') return undefined;
  const kind = element.converted_type ?? element.logical_type?.type;
  const [repeated] = children;
  if (kind === 'LIST' && children.length === 1) {
    // In lists of old writers the repeated group is the value itself.
    const item = ownWriter(repeated.children.length === 1 ? repeated.children[0] : repeated);
    return item && listOf(item);
  }
  if ((kind === 'MAP' || kind === 'MAP_KEY_VALUE') && repeated.children.length === 2) {
    const value = ownWriter(repeated.children[1]);
    return value && ((map) => objectOf(map, () => value));
  }
  const own = new Map(children.map((child) => [child.element.name, ownWriter(child)]));
  if ([...own.values()].every((writer) => writer === undefined)) return undefined;
  const struct: ToJson = (value) => objectOf(value, (key) => own.get(key) ?? jsonOf);
  return element.repetition_type === 'REPEATED' ? listOf(struct) : struct;
}

/** The same of values that are neither objects nor lists. */
function valueWriter(element: SchemaElement): ToJson | undefined {
  const { logical_type: type, converted_type: converted } = element;
  if (isDecimal(element)) return (value) => (value == null ? 'null' : decimalText(value, placesOf(element)));
  if (isInterval(element)) return (value) => textOr(value, intervalText);
  if (type?.type === 'TIME') return (value) => textOr(value, (time) => timeOfDayText(time, type.unit));
  if (converted === 'TIME_MILLIS') return (value) => textOr(value, (time) => timeOfDayText(time, 'MILLIS'));
  if (converted === 'TIME_MICROS') return (value) => textOr(value, (time) => timeOfDayText(time, 'MICROS'));
  const isLocal = type?.type === 'TIMESTAMP' && !type.isAdjustedToUTC;
  return isLocal ? (value) => textOr(value, (time) => String(time).replace(/Z$/, '')) : undefined;
}

function textOr(value: unknown, text: (value: unknown) => string): string {
  return value == null ? 'null' : JSON.stringify(text(value));
}

function listOf(item: ToJson): ToJson {
  const list: ToJson = (value) => (Array.isArray(value) ? `[${value.map(item).join(',')}]` : item(value));
  return list;
}

function objectOf(value: unknown, memberOf: (key: string) => ToJson): string {
  if (value === null || typeof value !== 'object') return jsonOf(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${memberOf(key)(member)}`,
  );
  return `{${members.join(',')}}`;
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
  return Array.isArray(value) ? `[${value.map(jsonOf).join(',')}]` : objectOf(value, () => jsonOf);
}
