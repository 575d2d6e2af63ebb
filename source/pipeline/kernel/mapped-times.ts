import { EPOCH_UNITS } from '../time/epoch.ts';
import { EPOCH_FORMAT, ISO_FORMAT } from '../time/time-format.ts';
import type { TimeField } from '../validate/fields.ts';
import { ALL_ISO_TIMES, ISO_TIMES_WITH_ZONE, NO_ISO_TIMES, NO_UNIT, UNIT_BY_MAGNITUDE } from './layout.ts';

/** The formats that count from the Unix epoch, by the decimal places of a second that they count. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ...EPOCH_UNITS.map(({ format, places }) => [format, places] as const),
  [EPOCH_FORMAT, UNIT_BY_MAGNITUDE] as const,
]);

/** Which times the kernel reads itself; it leaves all others to the format's own reader. */
export interface MappedTimes {
  readonly isoTimes: number;
  readonly stringUnit: number;
  readonly numberUnit: number;
}

/**
 * Returns the times that are read in the kernel: those of the first format; and numbers of the first that is not ISO,
 * because ISO times are never numbers.
 */
export function mappedTimesOf({ formats, reader }: TimeField): MappedTimes {
  const [first] = formats;
  const unitOf = (format: string | undefined): number => UNITS.get(format ?? '') ?? NO_UNIT;
  return {
    isoTimes: first !== ISO_FORMAT ? NO_ISO_TIMES : reader.assumesUtc ? ALL_ISO_TIMES : ISO_TIMES_WITH_ZONE,
    stringUnit: unitOf(first),
    numberUnit: unitOf(formats.find((format) => format !== ISO_FORMAT)),
  };
}
