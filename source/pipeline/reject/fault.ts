import { decodeUtf8, LINE_FEED } from '../text/bytes.ts';
import { timeForm } from '../time/time-form.ts';
import type { FaultyPart } from '../validate/faulty-part.ts';
import { TIME_FAULTS } from '../validate/reasons.ts';

/** A fault, more exactly than its reason has it, and the bytes at fault. */
export interface RejectionFault {
  /** What rejections with the same fault have in common, in words. */
  readonly kind: string;
  /** The value at fault as the detail quotes it, or what was found where JSON broke; '' for a fault without one. */
  readonly value: string;
  /**
   * The bytes at fault, counted from the record's first: none if something is missing, which is then expected at `from`.
   */
  readonly from: number;
  readonly to: number;
  /** How many line feeds of the record come before them. */
  readonly lineFeeds: number;
  /** Whether these are bytes of the input. Those of a record in a string are of its decoded text. */
  readonly isInInput: boolean;
  /** The text before the fault, at fault and after it, each cut; not made safe. */
  readonly before: string;
  readonly at: string;
  readonly after: string;
}

/** A record's bytes, `bytes[from..to)`; and whether they are bytes of the input. */
export interface FaultyRecord {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly isInInput: boolean;
}

/** As many bytes of a record as a screen can show on either side of a fault, and of the fault itself. */
const SHOWN_BYTES = 300;

/** Returns the fault of a record. `reason`: an index into REASONS. `part.place` counts as `record.bytes` does. */
export function faultOf(record: FaultyRecord, part: FaultyPart, reason: number): RejectionFault {
  const { bytes, from, to, isInInput } = record;
  // A record that is read again has what was read around it appended: a fault there is not in the record.
  const begin = Math.min(part.place?.from ?? from, to);
  const end = Math.min(part.place?.to ?? begin, to);
  return {
    kind: kindOf(part, reason),
    value: part.value,
    from: begin - from,
    to: end - from,
    lineFeeds: lineFeedsIn(bytes, from, begin),
    isInInput,
    before: decodeUtf8(bytes, characterStart(bytes, Math.max(from, begin - SHOWN_BYTES), begin), begin),
    at: decodeUtf8(bytes, begin, Math.min(end, begin + SHOWN_BYTES)),
    after: decodeUtf8(bytes, end, Math.min(to, end + SHOWN_BYTES)),
  };
}

function lineFeedsIn(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED, from); at >= 0 && at < to; at = bytes.indexOf(LINE_FEED, at + 1))
    count++;
  return count;
}

/** Times at fault that are written alike are of one kind. */
function kindOf({ words, kind, value }: FaultyPart, reason: number): string {
  if (!TIME_FAULTS.includes(reason) || (kind !== 'string' && kind !== 'number')) return words;
  const form = timeForm(kind === 'string' ? value.slice(1, -1) : value);
  const common = words.replace(SOME_CHARACTER, 'a character');
  return form === '' ? common : `${common} (${form})`;
}

/** The words for the character at fault, which differ within one kind. */
const SOME_CHARACTER = /(?:'[^']*'|'''|a space) at character \d+/g;

/** Returns the first byte from `from` on, and before `to`, that begins a character of UTF-8. */
function characterStart(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && at - from < 3 && bytes[at] >> 6 === 0b10) at++;
  return at;
}
