import { SECONDS_PER_DAY } from './calendar.ts';
import { shownSetting } from './time-faults.ts';

/** How far a clock is ahead of UTC. */
export interface Zone {
  /** Returns the seconds that its clocks are ahead of UTC at an instant, in seconds since the Unix epoch. */
  offsetAt(seconds: number): number;
  /**
   * Returns the instant at which its clocks show a local time, given as the instant at which clocks in UTC show it. A time
   * that clocks show twice is the first of the two. One that they skip is read by the offset before, so it moves forward: in
   * Berlin 02:30 is 03:30 on the day on which summer time begins.
   */
  instantOf(localSeconds: number): number;
}

const SECONDS_PER_HOUR = 3600;
const FIXED_OFFSET = /^([+-])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?$/;
/** Names of UTC that need no table; the IANA database has more. */
const NAMES_OF_UTC = /^(?:utc|gmt|z)$/i;

/**
 * Returns the zone of a name: `UTC`, `local` for that of the machine, an offset as `+02:00`, or one of the IANA time zone
 * database, `Europe/Berlin`. Throws RangeError for any other.
 */
export function zoneOf(name: string): Zone {
  if (NAMES_OF_UTC.test(name)) return UTC;
  if (name === 'local') return namedZone(localZoneName()) ?? UTC;
  const zone = fixedZone(name) ?? namedZone(name);
  if (zone === undefined) {
    throw new RangeError(
      `${shownSetting(name)} is not a time zone; write it like Europe/Berlin, +02:00, UTC or local`,
    );
  }
  return zone;
}

/** A zone whose clocks never change. */
class FixedZone implements Zone {
  constructor(private readonly offset: number) {}

  offsetAt(): number {
    return this.offset;
  }

  instantOf(localSeconds: number): number {
    return localSeconds - this.offset;
  }
}

/** The zone without an offset. */
export const UTC: Zone = new FixedZone(0);

function fixedZone(name: string): Zone | undefined {
  const [, sign, hours, minutes = '0', seconds = '0'] = FIXED_OFFSET.exec(name) ?? [];
  if (sign === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
    return undefined;
  const ahead = Number(hours) * SECONDS_PER_HOUR + Number(minutes) * 60 + Number(seconds);
  return new FixedZone(sign === '-' ? -ahead : ahead);
}

/** Zones that were looked up, by name: their tables are shared. */
const zones = new Map<string, Zone>();

function namedZone(name: string): Zone | undefined {
  const known = zones.get(name);
  if (known !== undefined) return known;
  try {
    const zone = new IanaZone(name);
    zones.set(name, zone);
    return zone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Returns the name of the machine's zone, or an empty string if it has none. */
function localZoneName(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
}

/**
 * The offset is looked up for whole blocks of this many seconds, some six days. In no zone of the IANA database do two
 * changes lie so near to each other (the nearest are seven days apart), so a block has one at most.
 */
const BLOCK_SECONDS = 2 ** 19;

/** One block: at most one change of offset, at `changesAt` (infinity: none). */
interface Block {
  readonly offset: number;
  readonly changesAt: number;
  readonly offsetAfter: number;
}

/** A zone of the IANA database as the platform knows it. A look-up takes a microsecond, so each block is kept. */
class IanaZone implements Zone {
  private readonly format: Intl.DateTimeFormat;
  private readonly blocks = new Map<number, Block>();
  private lastNumber = Number.NaN;
  private lastBlock: Block = { offset: 0, changesAt: Number.POSITIVE_INFINITY, offsetAfter: 0 };
  /** The block of local time looked up last, and its only offset, which is NaN if clocks change near it. */
  private lastLocal = Number.NaN;
  private localOffset = Number.NaN;

  constructor(name: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      timeZoneName: 'longOffset',
      year: 'numeric',
    });
  }

  offsetAt(seconds: number): number {
    const number = Math.floor(seconds / BLOCK_SECONDS);
    if (number !== this.lastNumber) {
      this.lastBlock = this.block(number);
      this.lastNumber = number;
    }
    const { lastBlock } = this;
    return seconds < lastBlock.changesAt ? lastBlock.offset : lastBlock.offsetAfter;
  }

  instantOf(localSeconds: number): number {
    const number = Math.floor(localSeconds / BLOCK_SECONDS);
    if (number !== this.lastLocal) {
      this.localOffset = this.onlyOffset(number);
      this.lastLocal = number;
    }
    const { localOffset } = this;
    return Number.isNaN(localOffset) ? this.instantNearChange(localSeconds) : localSeconds - localOffset;
  }

  /** Returns the offset of all instants that a block of local time can be at, NaN if there are several. */
  private onlyOffset(number: number): number {
    const { offset } = this.block(number);
    for (let i = number - 1; i <= number + 1; i++) {
      const block = this.block(i);
      if (block.offset !== offset || block.changesAt !== Number.POSITIVE_INFINITY) return Number.NaN;
    }
    return offset;
  }

  private instantNearChange(localSeconds: number): number {
    // No clock is a day off, so these are the offsets before and after a change near this time.
    const before = this.offsetAt(localSeconds - SECONDS_PER_DAY);
    const after = this.offsetAt(localSeconds + SECONDS_PER_DAY);
    const first = localSeconds - before;
    const second = localSeconds - after;
    return this.offsetAt(first) !== before && this.offsetAt(second) === after ? second : first;
  }

  private block(number: number): Block {
    let block = this.blocks.get(number);
    if (block === undefined) {
      block = this.lookUpBlock(number * BLOCK_SECONDS);
      this.blocks.set(number, block);
    }
    return block;
  }

  private lookUpBlock(from: number): Block {
    const offset = this.lookUp(from);
    const offsetAfter = this.lookUp(from + BLOCK_SECONDS);
    if (offset === offsetAfter) return { offset, changesAt: Number.POSITIVE_INFINITY, offsetAfter };
    let before = from;
    let changesAt = from + BLOCK_SECONDS;
    while (changesAt - before > 1) {
      const middle = Math.floor((before + changesAt) / 2);
      if (this.lookUp(middle) === offset) before = middle;
      else changesAt = middle;
    }
    return { offset, changesAt, offsetAfter };
  }

  /** Asks the platform, which writes the offset last: `7/10/2024, GMT+02:00`, or `GMT` alone. */
  private lookUp(seconds: number): number {
    const text = this.format.format(seconds * 1000);
    const [, sign, hours, minutes = '0', rest = '0'] = /([+-])(\d+)(?::(\d+)(?::(\d+))?)?$/.exec(text) ?? [];
    if (sign === undefined) return 0;
    const ahead = Number(hours) * SECONDS_PER_HOUR + Number(minutes) * 60 + Number(rest);
    return sign === '-' ? -ahead : ahead;
  }
}
