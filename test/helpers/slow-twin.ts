import type { Outcome } from './outcome.ts';
import { SlowExtraction } from './slow-extraction.ts';
import { type SlowFieldSettings, type SlowValue, valueAt } from './slow-fields.ts';
import { readJsonObject, type SlowJson, shownText } from './slow-json.ts';
import { type SlowZone, textOfInstant } from './slow-time.ts';
import { readsNumbers, type SlowTime, type SlowTimeSettings, timeInFormat } from './slow-time-format.ts';

/** The settings that matter to this reading; what is missing is as the spec has it. */
export interface SlowSettings extends SlowFieldSettings, SlowTimeSettings {
  readonly gapSeconds?: number;
  readonly maxRecordBytes?: number;
  readonly idDecides?: boolean;
}

/**
 * A second, plain reading of sections 1 to 6 of the spec, to compare the real pipeline with. It has no chunks, paths or
 * tables, may be slow, and is short enough to be seen to be right.
 */
export function slowOutcomeOf(
  bytes: Uint8Array,
  { gapSeconds, maxRecordBytes = 16 * 1024 * 1024, idDecides = false, ...fields }: SlowSettings = {},
): Outcome {
  const textOf = (start: number, end: number) => Buffer.from(bytes.subarray(start, end)).toString('latin1');
  const extraction = new SlowExtraction(
    bytes,
    maxRecordBytes,
    (start, end) => readJsonObject(textOf(start, end)) !== undefined,
  );
  const skipped: Outcome['skipped'] = [];
  const events: SlowEvent[] = [];
  extraction.records.forEach(({ start, end, tooLong }, index) => {
    const number = index + 1;
    const line = extraction.lineOf(start);
    const read = tooLong ? 'record_too_long' : slowEventOf(textOf(start, end), fields);
    if (typeof read === 'string') skipped.push([number, read, line, start, end - start]);
    else events.push({ ...read, number, line, byteOffset: start });
  });
  const { kept, duplicates } = withoutDuplicates(events, idDecides);
  return {
    stats: {
      total_events: extraction.records.length,
      valid_events: events.length,
      skipped_events: skipped.length,
      duplicates_removed: duplicates.length,
      unique_users: new Set(kept.map((event) => event.user.id)).size,
    },
    sessions: sessionsOf(kept, gapSeconds),
    skipped,
    events: events.map(({ number, user, instant, type, line, byteOffset }) => [
      number,
      shownText(user.id),
      textOfInstant(instant),
      shownText(type),
      line,
      byteOffset,
    ]),
    identities: events.map(({ user, type }) => [user.id, type]),
    duplicates,
    strayBytes: extraction.countStrayBytes(),
    strayRuns: extraction
      .strayRuns()
      .map(({ start, end, isPrefix }) => [extraction.lineOf(start), start, end - start, isPrefix]),
    container: { envelopeBytes: 0, controlLines: 0, controlBytes: 0 },
    zones: [countOf(events, 'utc'), countOf(events, 'offset'), countOf(events, 'none')],
    imbalances: [],
  };
}

function countOf(events: readonly SlowEvent[], zone: SlowZone): number {
  return events.filter((event) => event.zone === zone).length;
}

interface SlowUser {
  /** Which user it is, as a byte string: no string user reads as an integer. */
  readonly id: string;
  /** The value of a user that is an integer. */
  readonly integer: bigint | undefined;
}

interface ValidRecord {
  readonly user: SlowUser;
  /** Nanoseconds since the Unix epoch. */
  readonly instant: bigint;
  /** How the zone of the time was written. */
  readonly zone: SlowZone;
  /** A byte string. */
  readonly type: string;
  /** The event's own id, a byte string; undefined for an event that has none. */
  readonly id: string | undefined;
}

/** An event as this reading has it. */
export interface SlowEvent extends ValidRecord {
  readonly number: number;
  readonly line: number;
  readonly byteOffset: number;
}

/**
 * Sections 2 and 13: the event that the text of a record, a byte string, is, or the code of the first reason against it.
 */
export function slowEventOf(text: string, settings: SlowSettings): ValidRecord | string {
  const { userKey = 'user_id', timeKey = 'event_time', typeKey = 'event_type', idKey = 'none' } = settings;
  const members = readJsonObject(text);
  if (members === undefined) return 'json_decode_error';
  const opens = settings.opensWrappers ?? false;
  const userId = userKey === 'none' ? ONE_USER : valueAt(members, userKey, opens);
  const eventTime = valueAt(members, timeKey, opens);
  const eventType = typeKey === 'none' ? ONE_TYPE : valueAt(members, typeKey, opens);
  if (userId === undefined || eventTime === undefined || eventType === undefined) {
    return 'missing_key_or_bad_schema';
  }
  const user = userOf(userId.json);
  const type = typeOf(eventType.json);
  if (user === undefined || type === undefined) return 'missing_key_or_bad_schema';
  const time = timeOf(eventTime, settings);
  if (typeof time === 'string') return time;
  return { user, ...time, type, id: idOf(valueAt(members, idKey, opens)?.json) };
}

const ONE_USER: SlowValue = { json: { kind: 'string', value: 'all' }, isMilliseconds: false };
const ONE_TYPE: SlowValue = { json: { kind: 'string', value: 'event' }, isMilliseconds: false };

/** The time that a value is, or the code of the reason against it. */
function timeOf({ json, isMilliseconds }: SlowValue, settings: SlowTimeSettings): SlowTime | string {
  const format = isMilliseconds ? 'epoch-ms' : (settings.timeFormat ?? 'iso');
  const isNumber = json.kind === 'number';
  if (json.kind !== 'string' && !(isNumber && readsNumbers({ timeFormat: format })))
    return 'event_time not a string';
  const text = isNumber ? json.text : trimmed(json.value);
  if (text === '') return 'event_time empty';
  return timeInFormat(text, !isNumber, { ...settings, timeFormat: format }) ?? 'invalid ISO-8601';
}

/** Section 4: the text of an id; undefined for what is none. */
function idOf(value: SlowJson | undefined): string | undefined {
  if (value === undefined || value.kind === 'null') return undefined;
  if (value.kind === 'string') return trimmed(value.value) === '' ? undefined : value.value;
  return /^(?:NaN|-?Infinity)$/.test(value.text) ? undefined : value.text;
}

function userOf(value: SlowJson): SlowUser | undefined {
  if (value.kind === 'number') {
    const integer = integerOfNumber(value.text);
    return integer === undefined ? undefined : { id: String(integer), integer };
  }
  if (value.kind !== 'string') return undefined;
  const text = trimmed(value.value);
  if (text === '') return undefined;
  if (!/^[+-]?[0-9]+$/.test(text)) return { id: value.value, integer: undefined };
  const integer = integerOfDigits(text);
  return { id: String(integer), integer };
}

const MOST_DIGITS = 1000n;

/** The integer value of a JSON number; undefined for a fraction, and for 1e1000 and beyond. */
function integerOfNumber(text: string): bigint | undefined {
  if (/^-?[0-9]+$/.test(text)) return integerOfDigits(text);
  const [, sign, whole, fraction = '', exponent = '0'] =
    /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined; // NaN or an infinity
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return 0n;
  const significant = digits.replace(/0+$/, '');
  const zeros = integerOfDigits(exponent) + BigInt(digits.length - significant.length - fraction.length);
  if (zeros < 0n || BigInt(significant.length) + zeros > MOST_DIGITS) return undefined;
  return integerOfDigits(sign + significant + '0'.repeat(Number(zeros)));
}

/** An integer written in decimal digits, with or without a sign. */
function integerOfDigits(text: string): bigint {
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text.replace('+', ''));
}

function typeOf(value: SlowJson): string | undefined {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'number') return /^(?:NaN|-?Infinity)$/.test(value.text) ? undefined : value.text;
  return value.kind === 'boolean' ? value.text : undefined;
}

function trimmed(text: string): string {
  return text.replace(/^[\t-\r ]+/, '').replace(/[\t-\r ]+$/, '');
}

/**
 * Section 4: of events with the same user, instant and type the first in file order is kept. Ids that decide make two
 * events duplicates whatever else they hold, all others only keep events apart.
 */
export function withoutDuplicates(
  events: readonly SlowEvent[],
  idDecides: boolean,
): {
  kept: SlowEvent[];
  duplicates: Outcome['duplicates'];
} {
  const firstOf = new Map<string, SlowEvent>();
  const duplicates: Outcome['duplicates'] = [];
  for (const event of events) {
    const { id, user, instant, type } = event;
    const identity = JSON.stringify(
      idDecides && id !== undefined ? [id] : [user.id, String(instant), type, id ?? null],
    );
    const first = firstOf.get(identity);
    if (first === undefined) firstOf.set(identity, event);
    else duplicates.push([event.number, first.number]);
  }
  return { kept: [...firstOf.values()], duplicates };
}

/** Section 5: sessions ordered by user, then by start. */
export function sessionsOf(kept: readonly SlowEvent[], gapSeconds: number | undefined): Outcome['sessions'] {
  const gap = gapSeconds === undefined ? undefined : BigInt(gapSeconds) * 1_000_000_000n;
  const inOrder = [...kept].sort(
    (a, b) =>
      compareUsers(a.user, b.user) ||
      Number(a.instant > b.instant) - Number(a.instant < b.instant) ||
      a.number - b.number,
  );
  const sessions: SlowEvent[][] = [];
  let previous: SlowEvent | undefined;
  for (const event of inOrder) {
    const goesOn =
      previous !== undefined &&
      previous.user.id === event.user.id &&
      (gap === undefined || event.instant - previous.instant <= gap);
    if (goesOn) sessions.at(-1)?.push(event);
    else sessions.push([event]);
    previous = event;
  }
  return sessions.map((session) => {
    const [first, last] = [session[0], session[session.length - 1]];
    return [
      shownText(first.user.id),
      textOfInstant(first.instant),
      textOfInstant(last.instant),
      session.length,
    ];
  });
}

/** Integers by value, then strings by code point: the order of their bytes, which is that of strings of one byte each. */
function compareUsers(a: SlowUser, b: SlowUser): number {
  if (a.integer !== undefined && b.integer !== undefined) {
    return Number(a.integer > b.integer) - Number(a.integer < b.integer);
  }
  if (a.integer !== undefined) return -1;
  if (b.integer !== undefined) return 1;
  return Number(a.id > b.id) - Number(a.id < b.id);
}
