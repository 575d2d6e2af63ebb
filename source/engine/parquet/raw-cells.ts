import type { FileMetaData, SchemaElement, TimeUnit } from 'hyparquet';
import { formatTimestamp } from '../../pipeline/time/format-timestamp.ts';

const NANOSECONDS = { MILLIS: 1_000_000n, MICROS: 1000n, NANOS: 1n } as const;
const BILLION = 1_000_000_000n;

/** Whether it is a number with a fixed number of decimal places. */
export function isDecimal({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';
}

/** Returns how many decimal places a decimal has. */
export function placesOf({ scale, logical_type }: SchemaElement): number {
  return scale ?? (logical_type?.type === 'DECIMAL' ? logical_type.scale : 0);
}

/** Whether it is a span of months, days and milliseconds. */
export function isInterval({ converted_type }: SchemaElement): boolean {
  return converted_type === 'INTERVAL';
}

/**
 * Returns the metadata with which hyparquet leaves raw what it would round (decimals, which are made doubles, so that ids of
 * 17 digits would become equal) or refuse, and with it the whole file (intervals, BSON).
 */
export function rawMetadata(metadata: FileMetaData): FileMetaData {
  return { ...metadata, schema: metadata.schema.map(rawElement) };
}

function rawElement(element: SchemaElement): SchemaElement {
  if (!isDecimal(element) && !isInterval(element) && element.converted_type !== 'BSON') return element;
  const { converted_type: _, logical_type: __, ...raw } = element;
  // Bytes without a type would be text; those of a geography are left to a parser.
  return raw.type === 'BYTE_ARRAY' ? { ...raw, logical_type: { type: 'GEOGRAPHY' } } : raw;
}

/** Returns a decimal as JSON, from its digits as an integer or its bytes: `1.5` of 150 with two places. */
export function decimalText(value: unknown, places: number): string {
  const digits = value instanceof Uint8Array ? signedInteger(value) : BigInt(value as number | bigint);
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits);
  if (places <= 0) return sign + text + (digits === 0n ? '' : '0'.repeat(-places));
  const padded = text.padStart(places + 1, '0');
  const fraction = padded.slice(-places).replace(/0+$/, '');
  return sign + padded.slice(0, -places) + (fraction === '' ? '' : `.${fraction}`);
}

/** Returns an integer of any length, two's complement, the most significant byte first. */
function signedInteger(bytes: Uint8Array): bigint {
  return bytes.length === 0
    ? 0n
    : BigInt.asIntN(8 * bytes.length, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
}

/** Returns an interval as an ISO 8601 duration: `P2M3DT1.5S`. */
export function intervalText(value: unknown): string {
  if (!(value instanceof Uint8Array)) return String(value);
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const [months, days, milliseconds] = [0, 4, 8].map((at) => view.getUint32(at, true));
  const date = `${months === 0 ? '' : `${months}M`}${days === 0 ? '' : `${days}D`}`;
  const time = milliseconds === 0 && date !== '' ? '' : `T${milliseconds / 1000}S`;
  return `P${date}${time}`;
}

/** Returns a time of day: `11:45:00.5`. */
export function timeOfDayText(value: unknown, unit: TimeUnit): string {
  const nanoseconds = BigInt(value as number | bigint) * NANOSECONDS[unit];
  const text = formatTimestamp(Number(nanoseconds / BILLION), Number(nanoseconds % BILLION));
  return text.slice('1970-01-01T'.length, -1);
}
