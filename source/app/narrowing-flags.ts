import { clipName } from '../format/clip-text.ts';
import { compareInstants, type Instant } from '../pipeline/time/instant.ts';
import { parseFilter } from '../query/filter-language/parse-filter.ts';
import type { ParsedFilter } from '../query/filter-language/term.ts';
import { type Clock, instantOf, type SaidTime } from '../query/said-times.ts';
import type { TimeRange } from '../query/time-range.ts';
import { userIdOf } from '../query/user-ids.ts';
import type { GivenFlags } from './arguments.ts';
import { usageError } from './errors.ts';
import { parseSaidTime } from './said-times.ts';

/** What files are narrowed to, as flags say it. */
export interface NarrowingFlags {
  readonly from: SaidTime | undefined;
  readonly to: SaidTime | undefined;
  /** The user's id, as records name it. */
  readonly user: string | undefined;
  readonly filter: ParsedFilter | undefined;
  /** The zone and the time now, by which times in the filter are read. */
  readonly clock: Clock;
  /** The flags as they were given, for the files' own account of where they come from. */
  readonly given: Readonly<Record<string, string>>;
}

const FLAGS = ['from', 'to', 'user', 'filter'] as const;

/** Reads the flags that narrow. `zone`: that of times that name none. Throws CommandError for wrong usage. */
export function readNarrowing(flags: GivenFlags, zone: string): NarrowingFlags | undefined {
  const given = Object.fromEntries(
    FLAGS.flatMap((flag) => (flags.has(flag) ? [[flag, flags.get(flag) ?? '']] : [])),
  );
  if (Object.keys(given).length === 0) return undefined;
  const clock: Clock = { zone, nowSeconds: Date.now() / 1000 };
  const time = (flag: 'from' | 'to'): SaidTime | undefined =>
    given[flag] === undefined ? undefined : parseSaidTime(`--${flag}`, given[flag], zone, clock.nowSeconds);
  const { user, filter } = given;
  const narrowing = {
    from: time('from'),
    to: time('to'),
    clock,
    given,
    user: user === undefined ? undefined : parseUser('--user', user),
    filter: filter === undefined ? undefined : parseFilterFlag(filter, clock, undefined),
  };
  checkRange(narrowing);
  return narrowing;
}

/**
 * Throws CommandError if a filter names neither a column nor a key of the records. `keys`: those that the records are known
 * to have; undefined if that is not known.
 */
export function checkFilterNames(
  { given, clock }: NarrowingFlags,
  keys: readonly string[] | undefined,
): void {
  if (given.filter !== undefined) parseFilterFlag(given.filter, clock, keys);
}

function parseFilterFlag(text: string, clock: Clock, keys: readonly string[] | undefined): ParsedFilter {
  const filter = parseFilter(text, { clock, keys });
  if (filter === undefined) throw usageError('--filter is blank; write it like type=view or duration>1h');
  if ('error' in filter) throw usageError(`--filter: ${filter.error}`);
  return filter;
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
function checkRange(flags: NarrowingFlags): void {
  if (!isKnownRange(flags)) return;
  const { from, to } = rangeOf(flags, undefined);
  if (from !== undefined && to !== undefined && compareInstants(from, to) >= 0)
    throw usageError(`--from ${flags.given.from} is not before --to ${flags.given.to}; name an earlier one`);
}

/** Parses a flag's value: the id of a user, which is checked to be one. */
function parseUser(flag: string, text: string): string {
  if (userIdOf(text) === undefined) throw usageError(`${flag} ${clipName(text)} is blank; name a user`);
  return text;
}
