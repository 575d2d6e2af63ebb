import { ALL_ISO_TIMES, ISO_TIMES_WITH_ZONE, NO_ISO_TIMES, NO_UNIT, UNIT_BY_MAGNITUDE } from './layout.ts';

/** The formats that count from the Unix epoch, by the decimal places of a second that they count. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['epoch-s', 0],
  ['epoch-ms', 3],
  ['epoch-us', 6],
  ['epoch-ns', 9],
  ['epoch', UNIT_BY_MAGNITUDE],
]);

/** Which times the kernel reads itself; it leaves all others to the format's own reader. */
export interface MappedTimes {
  readonly isoTimes: number;
  readonly stringUnit: number;
  readonly numberUnit: number;
}

/**
 * Returns the times that are read in the kernel: of a list of formats the first, which comes before all others, and for
 * numbers the first that reads any.
 */
export function mappedTimesOf({
  formats,
  assumesUtc,
}: {
  readonly formats: readonly string[];
  readonly assumesUtc: boolean;
}): MappedTimes {
  const [first] = formats;
  const ofNumbers = formats.find((format) => UNITS.has(format));
  const unitOf = (format: string | undefined): number => UNITS.get(format ?? '') ?? NO_UNIT;
  return {
    isoTimes: first !== 'iso' ? NO_ISO_TIMES : assumesUtc ? ALL_ISO_TIMES : ISO_TIMES_WITH_ZONE,
    stringUnit: unitOf(first),
    numberUnit: unitOf(ofNumbers),
  };
}
