import { clipName } from '../format/clip-text.ts';
import type { Instant } from '../pipeline/time/parse-timestamp.ts';
import { compareInstants } from '../pipeline/time/parse-timestamp.ts';
import { instantOf, type SaidTime } from '../query/said-times.ts';
import type { TimeRange } from '../query/time-range.ts';
import { userIdOf } from '../query/user-ids.ts';
import { usageError } from './errors.ts';

/** What files are narrowed to, as `--from`, `--to` and `--user` say it. */
export interface NarrowingFlags {
  readonly from: SaidTime | undefined;
  readonly to: SaidTime | undefined;
  /** The user's id, as records name it. */
  readonly user: string | undefined;
  /** The flags as they were given, for the files' own account of where they come from. */
  readonly given: Readonly<Record<string, string>>;
}

/** Whether the range is known before all of the input is read. */
export function isKnownRange({ from, to }: NarrowingFlags): boolean {
  return [from, to].every((said) => said === undefined || said.kind === 'instant');
}

/** Returns the range that is meant. `last`: the time of the last event. */
export function rangeOf({ from, to }: NarrowingFlags, last: Instant | undefined): TimeRange {
  return { from: from && instantOf(from, last), to: to && instantOf(to, last) };
}

/** Throws CommandError for a range that ends before it begins. */
export function checkRange(flags: NarrowingFlags): void {
  if (!isKnownRange(flags)) return;
  const { from, to } = rangeOf(flags, undefined);
  if (from !== undefined && to !== undefined && compareInstants(from, to) >= 0)
    throw usageError(`--from ${flags.given.from} is not before --to ${flags.given.to}`);
}

/** Parses a flag's value: the id of a user, which is checked to be one. */
export function parseUser(flag: string, text: string): string {
  if (userIdOf(text) === undefined) throw usageError(`${flag} ${clipName(text)} is blank; name a user`);
  return text;
}
