import { formatsThatRead } from '../time/guess-format.ts';
import { EPOCH_FORMAT } from '../time/time-format.ts';
import { formatKeys } from '../validate/key-paths.ts';
import type { Candidate } from './candidate.ts';
import { type Choice, choiceOf, keysText } from './choose-roles.ts';
import type { KeyFacts } from './key-facts.ts';
import type { ZonedTime } from './zone-names.ts';

/** A time key that is fixed, as the flags write it. */
export interface FixedTime {
  readonly text: string;
  /** In how many records it is. */
  readonly count: number;
}

/** Why a role stays open, so that no plan is found, and what would settle it. */
export interface Open {
  readonly why: string;
  readonly choices: readonly OpenChoice[];
}

/** What would settle a role that stays open. */
export interface OpenChoice {
  readonly user: Choice | undefined;
  readonly time: Choice;
  /** The zone that the names in its times may stand for. */
  readonly assumeTz?: string;
}

/**
 * Returns why no plan can be found, or undefined. `fixedTime`: the time key that is fixed, and in how many records it
 * is. `unnamed`: the column that would be the time if it had a name.
 */
export function openRole(
  user: Choice | undefined,
  time: Choice,
  fixedTime: FixedTime | undefined,
  unnamed?: Choice,
): Open | undefined {
  if (time.reading === undefined && unnamed !== undefined) {
    const users = user?.equals.length ? user.equals.map((candidate) => only(candidate, user)) : [user];
    const why = `the columns have no names, and numbers are no times without one: ${keysText(unnamed)} reads as one`;
    return { why, choices: users.map((one) => ({ user: one, time: unnamed })) };
  }
  const { reading, zoned } = time;
  if (zoned !== undefined && user?.equals.length !== 2) return openZone(user, time, zoned);
  if (reading === undefined && time.equals.length === 0) return { why: noTime(time, fixedTime), choices: [] };
  const times = time.equals.map((candidate) => ({
    ...only(candidate, time),
    reading: candidate.reading,
  }));
  if (user !== undefined && user.equals.length > 0) {
    const [first = time] = times;
    const choices = user.equals.map((candidate) => ({ user: only(candidate, user), time: first }));
    return { why: eitherOf('the user', user.equals), choices };
  }
  if (reading === undefined)
    return { why: eitherOf('the time', time.equals), choices: times.map((one) => ({ user, time: one })) };
  if (reading.format !== undefined) return undefined;
  const choices = reading.choices.map((format) => ({
    user,
    time: { ...time, reading: { ...reading, format, choices: [] } },
  }));
  const key = fixedTime?.text ?? keysText(time);
  return { why: `nothing tells whether ${key} has the day or the month first`, choices };
}

function openZone(user: Choice | undefined, time: Choice, zoned: ZonedTime): Open {
  const { candidate, names, zones, readings } = zoned;
  const choices = zones.flatMap((assumeTz) =>
    readings.map((reading) => ({ user, time: { ...only(candidate, time), reading }, assumeTz })),
  );
  return {
    why: `the times of ${textOf(candidate)} are in ${names.join(' and ')}, which is not the same everywhere (--time-format, --assume-tz)`,
    choices,
  };
}

function noTime({ tooFew, unread }: Choice, fixedTime: FixedTime | undefined): string {
  if (fixedTime?.count === 0) return `${fixedTime.text} is in none of the sampled records`;
  if (fixedTime !== undefined) return `${fixedTime.text} reads as a time in no way that is known`;
  if (tooFew === undefined) {
    return `no key reads as a time${unread === undefined ? '' : unreadWords(unread)}`;
  }
  return `${textOf(tooFew)} reads as a time, but too few of the records have it`;
}

/** Says why a key that is named like a time is not the time. */
function unreadWords({ path, samples, scalars }: KeyFacts): string {
  const key = formatKeys([path]);
  if (scalars === 0) return `; ${key} is named like one, but holds lists, which no format reads`;
  const isNumber = samples.every((sample) => /^[-+\d.eE]+$/.test(sample));
  const readsOne = samples
    .flatMap((sample) => formatsThatRead(sample, true))
    .some((format) => !isNumber || format.startsWith(EPOCH_FORMAT));
  if (readsOne) return `; of ${key} too few values do`;
  if (isNumber)
    return `; the numbers of ${key}, as seconds or parts of seconds since 1970, lie before 1990 or after 2100`;
  return `; ${key} is named like one, but is written in no way that is known (--time-format)`;
}

function eitherOf(role: string, [one, other]: readonly Candidate[]): string {
  if (other === undefined) return `nothing tells whether ${textOf(one)} is ${role}`;
  return `nothing tells whether ${role} is ${textOf(one)} or ${textOf(other)}`;
}

function only(candidate: Candidate, choice: Choice): Choice {
  return { ...choice, keys: [candidate], equals: [] };
}

function textOf(candidate: Candidate): string {
  return keysText(choiceOf(candidate));
}
