import { formatKeys } from '../validate/key-paths.ts';
import { OUTER_KEY } from '../validate/outer-keys.ts';
import { EVERY, parseRecordPath } from '../validate/record-path.ts';
import type { Candidate, SampleFacts } from './candidate.ts';
import { isUser } from './candidates.ts';
import { type Choice, ENOUGH_COVERAGE } from './choose-roles.ts';
import { clipPath } from './clip-path.ts';
import type { KeyFacts } from './key-facts.ts';
import { USER_KIND } from './name-kinds.ts';
import { nearestNames } from './nearest-names.ts';
import type { NamedSettings } from './plan.ts';
import { countThere, type LazySampleFacts, pathsOf } from './sample-facts.ts';
import { valueAt } from './sample-values.ts';

/** More missing keys than these are only counted. */
const MOST_MISSING = 4;

/**
 * Returns what people should know about the user and the type that were chosen; undefined: not chosen. `at`: where the
 * records are, as --records has it.
 */
export function rolesInWords(
  user: Choice | undefined,
  type: Choice | undefined,
  records: number,
  at: string | undefined,
): readonly string[] {
  const warnings: string[] = [];
  if (user !== undefined) {
    const [worst] = user.keys.slice(-1);
    if (worst === undefined) {
      warnings.push(
        `no user was found, all events are of one user, all (--user-key${keyWords(at)})${tooFewWords(user, records)}`,
      );
    } else if (worst.kind >= USER_KIND.UNNAMED) {
      warnings.push(
        `the columns have no names: ${shownKey(worst.key)} is taken for the user by its values alone (--user-key names another)`,
      );
    } else if (worst.kind >= USER_KIND.THING) {
      warnings.push(
        `${shownKey(worst.key)}, taken as the user, may be the id of anything: no key is named like a user (--user-key none reads all as one)`,
      );
    } else if (worst.kind >= USER_KIND.ADDRESS) {
      warnings.push(
        `${shownKey(worst.key)}, taken as the user, is an address: several people may share it, and one may have several`,
      );
    } else if (worst.kind >= USER_KIND.SESSION) {
      warnings.push(`${shownKey(worst.key)}, taken as the user, is a session: one person may have several`);
    }
  }
  if (type !== undefined && type.keys.length === 0) {
    warnings.push('no type was found, every event is of the type event (--type-key)');
  }
  return warnings;
}

/** Names the key that each record is under, which may be the user. */
function keyWords(at: string | undefined): string {
  const isKeyed = at !== undefined && parseRecordPath(at).steps.includes(EVERY);
  return isKeyed ? `; ${OUTER_KEY} is the key that each record is under` : '';
}

function tooFewWords({ tooFew }: Choice, records: number): string {
  if (tooFew === undefined) return '';
  return `; ${shownKey(tooFew.key)} is in ${tooFew.count} of ${records} sampled records`;
}

/** Says which year times without one were given. */
export function assumedYear(year: number, endsAtMonth: number | undefined): string {
  const before = endsAtMonth === undefined || endsAtMonth === 12 ? '' : `, and ${year - 1} for later months`;
  return `the times name no year: ${year} is assumed, from the date of the input${before} (--year)`;
}

/** Says which key would fill the gaps of a user that is the standard one, and so gets no list (spec section 13). */
export function userGaps(facts: SampleFacts, user: string, others: readonly Candidate[]): readonly string[] {
  const { records } = facts;
  const there = countThere(facts, user, isUser);
  if (there >= ENOUGH_COVERAGE * records.length) return [];
  const fills = others.find(
    ({ key }) => countThere(facts, `${user},${formatKeys([key.path])}`, isUser) > there,
  );
  if (fills === undefined) return [];
  const missing = records.length - there;
  return [
    `${user} is missing in ${missing} of ${records.length} sampled records, in which ${shownKey(fills.key)} may be there: --user-key ${user},${shownKey(fills.key)} reads both`,
  ];
}

const TIME_OF_DAY = /^\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*[ap]m)?\s*$/i;

/** Says which key has the time of day, where the time that was chosen has days alone. */
export function timeOfDayApart({ keys }: SampleFacts, { keys: times, reading }: Choice): readonly string[] {
  const [time] = times;
  if (time === undefined || reading?.fineness !== 0) return [];
  const parent = formatKeys([time.key.path.slice(0, -1)]);
  const apart = keys.find(
    ({ path, samples }) =>
      samples.length > 0 &&
      formatKeys([path.slice(0, -1)]) === parent &&
      samples.every((sample) => TIME_OF_DAY.test(sample)),
  );
  if (apart === undefined) return [];
  return [
    `${shownKey(time.key)} has days alone, and the time of day in ${shownKey(apart)} is not read: all events of a day have one time; write the two into one key`,
  ];
}

const FLAG_OF = {
  userKey: '--user-key',
  timeKey: '--time-key',
  typeKey: '--type-key',
  idKey: '--id-key',
} as const;

/** Suggests names near those of named keys that no record of the sample has. `isPart`: later records may have them. */
export function missingKeys(
  lazyFacts: LazySampleFacts,
  named: NamedSettings,
  isPart: boolean,
): readonly string[] {
  const roles = (['userKey', 'timeKey', 'typeKey', 'idKey'] as const).filter(
    (role) => named[role] !== undefined,
  );
  if (roles.length === 0) return [];
  const facts = lazyFacts();
  if (facts.records.length === 0) return [];
  const missing = roles.flatMap((role) =>
    pathsOf(named[role] ?? '')
      .filter((path) => !isInSome(facts, path))
      .map((path) => ({ role, path })),
  );
  const record = isPart ? 'sampled record' : 'record';
  const words = missing
    .slice(0, MOST_MISSING)
    .map(
      ({ role, path }) =>
        `${FLAG_OF[role]} ${clipPath(formatKeys([path]))} is in no ${record}${nearWords(facts, path)}`,
    );
  const more = missing.length - words.length;
  return more === 0 ? words : [...words, `${more} more of the keys that were named are in no ${record}`];
}

/** Looks into the records themselves: facts are gathered of a limited number of keys, to a limited depth. */
function isInSome({ records }: SampleFacts, path: readonly string[]): boolean {
  return records.some((record) => valueAt(record, path) !== undefined);
}

function nearWords({ keys, records }: SampleFacts, path: readonly string[]): string {
  const near = nearestNames(path, keys);
  if (near.length === 0) return '';
  const words = near.map((key) => `${shownKey(key)} is in ${shareWords(key.count, records.length)}`);
  return `; ${words.join(', ')}`;
}

function shareWords(count: number, records: number): string {
  return count === records ? 'all of them' : `${count} of ${records} sampled`;
}

function shownKey({ path }: KeyFacts): string {
  return clipPath(formatKeys([path]));
}
