import { trimEnd, trimStart } from '../text/bytes.ts';
import { showInvisible } from '../text/invisible.ts';
import { EPOCH_UNITS, EpochParser, plausibleEpochFormat } from './epoch.ts';
import type { Instant } from './instant.ts';
import { TimestampParser } from './parse-timestamp.ts';
import type { TimePattern } from './strptime.ts';
import { characterAt, shownSetting, type TimestampFault, wordsOfFault } from './time-faults.ts';
import { type AssumedParts, TimeParts } from './time-parts.ts';
import { UTC, type Zone } from './zone.ts';
import { ZONE_UTC } from './zone-kinds.ts';

/** Reads the times of a run, one after the other. */
export interface TimeReader {
  /** Whether it reads ISO 8601 and nothing else. */
  readonly isIso: boolean;
  /** Whether times that name no zone are in UTC. */
  readonly assumesUtc: boolean;
  /** Whether it can read JSON numbers; without, every number is a fault. */
  readonly readsNumbers: boolean;
  /** How the zone of the time that `parse` read last was written: one of the kinds in zone-kinds.ts. */
  readonly zone: number;
  /**
   * Reads `bytes[from..to)`, the contents of a string without its quotes, decoded, or a number as it is written. Writes the
   * instant to `into` and returns undefined, or returns what is wrong and leaves `into` alone.
   */
  parse(
    bytes: Uint8Array,
    from: number,
    to: number,
    isString: boolean,
    into: Instant,
  ): TimestampFault | undefined;
  /** Returns in words, to follow the value, why `parse` does not read it. */
  explain(bytes: Uint8Array, from: number, to: number, isString: boolean): string;
}

/** ISO 8601: strings alone. */
export class IsoReader implements TimeReader {
  readonly isIso = true;
  readonly readsNumbers = false;
  readonly assumesUtc: boolean;
  private readonly parser: TimestampParser;

  constructor(zone: Zone) {
    this.assumesUtc = zone === UTC;
    this.parser = new TimestampParser(zone);
  }

  get zone(): number {
    return this.parser.zone;
  }

  parse(
    bytes: Uint8Array,
    from: number,
    to: number,
    isString: boolean,
    into: Instant,
  ): TimestampFault | undefined {
    return isString ? this.parser.parse(bytes, from, to, into) : 'number';
  }

  explain(bytes: Uint8Array, from: number, to: number, isString: boolean): string {
    const fault = this.parse(bytes, from, to, isString, { seconds: 0, nanoseconds: 0 }) ?? 'number';
    const words = wordsOfFault(fault, bytes, from, this.parser.position, to);
    return fault === 'number' || fault === 'noDate' ? words + epochHint(bytes, from, to) : words;
  }
}

/** Numbers that count from the Unix epoch, in JSON or in strings. */
export class EpochReader implements TimeReader {
  readonly isIso = false;
  readonly readsNumbers = true;
  readonly assumesUtc = true;
  readonly zone = ZONE_UTC;
  private readonly parser: EpochParser;
  private readonly unitName: string;

  constructor(format: string) {
    const unit = EPOCH_UNITS.find((unit) => unit.format === format);
    this.parser = new EpochParser(unit);
    this.unitName = unit?.name ?? 'seconds or parts of seconds';
  }

  parse(
    bytes: Uint8Array,
    from: number,
    to: number,
    _isString: boolean,
    into: Instant,
  ): TimestampFault | undefined {
    return this.parser.parse(bytes, from, to, into);
  }

  explain(bytes: Uint8Array, from: number, to: number): string {
    const fault = this.parser.parse(bytes, from, to, { seconds: 0, nanoseconds: 0 }) ?? 'noNumber';
    const words = wordsOfFault(fault, bytes, from, from, to);
    return fault === 'noNumber' ? `${words} of ${this.unitName} since 1970` : words;
  }
}

/** A pattern of strptime: strings, and numbers if it is all digits. */
export class PatternReader implements TimeReader {
  readonly isIso = false;
  readonly assumesUtc: boolean;
  private readonly parts = new TimeParts();
  /** What the step that did not fit would have read. */
  private expected = '';

  constructor(
    private readonly format: string,
    private readonly pattern: TimePattern,
    private readonly assumed: AssumedParts,
  ) {
    this.assumesUtc = assumed.zone === UTC;
  }

  get readsNumbers(): boolean {
    return this.pattern.isDigits;
  }

  get zone(): number {
    return this.parts.zone;
  }

  parse(
    bytes: Uint8Array,
    from: number,
    to: number,
    isString: boolean,
    into: Instant,
  ): TimestampFault | undefined {
    if (!isString && !this.pattern.isDigits) return 'number';
    const { parts } = this;
    const start = trimStart(bytes, from, to);
    const end = trimEnd(bytes, start, to);
    if (start === end) return 'blank';
    parts.begin(bytes, start, end);
    for (const step of this.pattern.steps) {
      const fault = step.read(parts);
      if (fault === undefined) continue;
      this.expected = step.expects;
      return fault;
    }
    this.expected = 'its end';
    return parts.at < end ? 'unfit' : parts.toInstant(this.assumed, into);
  }

  explain(bytes: Uint8Array, from: number, to: number, isString: boolean): string {
    const fault = this.parse(bytes, from, to, isString, { seconds: 0, nanoseconds: 0 }) ?? 'unfit';
    if (fault === 'blank') return wordsOfFault(fault, bytes, from, from, to);
    const format = shownSetting(this.format);
    const { at, end } = this.parts;
    return fault === 'unfit'
      ? `does not fit ${format}: expected ${showInvisible(this.expected)}, found ${characterAt(bytes, from, at, end)}`
      : `${wordsOfFault(fault, bytes, from, at, end)}, read as ${format}`;
  }
}

/** Several ways to write times. */
export class FirstThatFits implements TimeReader {
  readonly isIso = false;
  readonly readsNumbers: boolean;
  readonly assumesUtc: boolean;
  zone = ZONE_UTC;

  constructor(
    private readonly format: string,
    private readonly readers: readonly TimeReader[],
  ) {
    this.readsNumbers = readers.some(({ readsNumbers }) => readsNumbers);
    this.assumesUtc = readers.every(({ assumesUtc }) => assumesUtc);
  }

  parse(
    bytes: Uint8Array,
    from: number,
    to: number,
    isString: boolean,
    into: Instant,
  ): TimestampFault | undefined {
    for (const reader of this.readers) {
      const fault = reader.parse(bytes, from, to, isString, into);
      if (fault === 'blank') return fault;
      if (fault !== undefined) continue;
      this.zone = reader.zone;
      return undefined;
    }
    return 'unfit';
  }

  explain(bytes: Uint8Array, from: number, to: number, isString: boolean): string {
    const fault = this.parse(bytes, from, to, isString, { seconds: 0, nanoseconds: 0 });
    if (fault === 'blank') return wordsOfFault(fault, bytes, from, from, to);
    return `${isString ? '' : 'is a number and '}fits none of ${shownSetting(this.format)}`;
  }
}

/** Says what a number may be where ISO 8601 is expected. */
function epochHint(bytes: Uint8Array, from: number, to: number): string {
  const format = plausibleEpochFormat(bytes, from, to);
  const unit = EPOCH_UNITS.find((unit) => unit.format === format);
  return unit === undefined ? '' : `, of ${unit.name} since 1970 perhaps (--time-format ${unit.format})`;
}
