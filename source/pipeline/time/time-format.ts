import { EPOCH_UNITS } from './epoch.ts';
import { compileTimePattern } from './strptime.ts';
import type { AssumedParts } from './time-parts.ts';
import { EpochReader, FirstThatFits, IsoReader, PatternReader, type TimeReader } from './time-readers.ts';
import { zoneOf } from './zone.ts';

export type { TimeReader } from './time-readers.ts';

/** The settings that say how times are written: see PipelineSettings. */
export interface TimeSettings {
  readonly timeFormat: string;
  readonly assumeTz: string;
  readonly year: number | undefined;
  readonly yearEndsAtMonth: number | undefined;
}

/** Separates formats: the first that fits a time counts. */
const SEPARATOR = ' | ';

/** The default format: ISO 8601. */
export const ISO_FORMAT = 'iso';
/** The number of seconds, or of parts of a second, by its magnitude. */
export const EPOCH_FORMAT = 'epoch';

/**
 * Compiles the settings to a reader. `timeFormat`: `iso`, one of EPOCH_UNITS, `epoch`, a pattern of strptime, or several of
 * these separated by ` | `. Throws RangeError for an invalid format or zone, with a message for the person who wrote it.
 */
export function compileTimeFormat({ timeFormat, assumeTz, year, yearEndsAtMonth }: TimeSettings): TimeReader {
  const assumed = { zone: zoneOf(assumeTz), year, yearEndsAtMonth: yearEndsAtMonth ?? 12 };
  const readers = formatsOf(timeFormat).map((format) => compileFormat(format, assumed));
  return readers.length === 1 ? readers[0] : new FirstThatFits(timeFormat, readers);
}

/** Returns the formats that a setting lists: the first that fits a time counts. */
export function formatsOf(timeFormat: string): readonly string[] {
  return timeFormat.split(SEPARATOR).map((format) => format.trim());
}

/** Returns whether a time format has a part whose times name no year. Throws RangeError as `compileTimeFormat` does. */
export function lacksYear(timeFormat: string): boolean {
  return formatsOf(timeFormat).some((format) => isPattern(format) && !compileTimePattern(format).namesYear);
}

/** Reads what a number in Mongo's `$date` is, whatever the format. */
export const EPOCH_MILLISECONDS: TimeReader = new EpochReader('epoch-ms');

function isPattern(format: string): boolean {
  return (
    format !== ISO_FORMAT && format !== EPOCH_FORMAT && !EPOCH_UNITS.some((unit) => unit.format === format)
  );
}

function compileFormat(format: string, assumed: AssumedParts): TimeReader {
  if (format === ISO_FORMAT) return new IsoReader(assumed.zone);
  if (!isPattern(format)) return new EpochReader(format);
  return new PatternReader(format, compileTimePattern(format), assumed);
}
