import { type Details, detailsOf } from './details.ts';
import type { Random } from './random.ts';

export interface SampleEvent {
  /** As written in the file: a number or a string, as JSON. */
  readonly user: string;
  /** Unix time. */
  readonly seconds: number;
  /** The fraction of the second, from the decimal mark on; empty if there is none. */
  readonly fraction: string;
  readonly type: string;
  readonly details: Details;
}

export const FIRST_DAY = Date.UTC(2024, 6, 10) / 1000;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** The load of each hour of a day, in UTC: quiet nights, a peak at noon, a higher one in the evening. */
const RHYTHM = [2, 1, 1, 1, 1, 2, 5, 10, 14, 16, 20, 30, 42, 34, 22, 18, 18, 22, 32, 48, 56, 44, 22, 8];
const HOURS = RHYTHM.map((weight, hour) => [hour, weight] as const);

/** The first occur far more often than the last. */
const USERS: readonly string[] = [
  ...numbers(10, 24),
  ...['bob', 'u-7', '用户-42', 'émile'].map((name) => JSON.stringify(name)),
  '" 12 "',
  ...numbers(25, 40),
  ...['🦊 fox', 'O\'Brien, "Pat"', 'mallory\u001b[31m', 'Алиса'].map((name) => JSON.stringify(name)),
  `"device:${'6f1c9a0e'.repeat(14)}"`,
  '9007199254740993',
  ...numbers(41, 60),
  '-1',
];

/** One user to look at closely: her visits, each with the time at which it begins. */
const ALICE: readonly (readonly [start: number, types: string])[] = [
  [8 * HOUR + 600, 'login view view click view logout'],
  [12 * HOUR + 1200, 'search view click view view add_to_cart'],
  [19 * HOUR + 1500, 'login view view search view click add_to_cart purchase share'],
  [DAY + 7 * HOUR + 3000, 'login view click view view click'],
  [DAY + 12 * HOUR + 2400, 'login search view view click click add_to_cart'],
  [DAY + 20 * HOUR + 900, 'view view click search view add_to_cart add_to_cart purchase share logout'],
];

/** Far outside the two days, though written in between: a clock that was never set, and one that runs ahead. */
const OUTLIERS = [
  { user: '17', seconds: Date.UTC(1999, 11, 31, 23, 59, 59) / 1000, written: 11 * HOUR },
  { user: '"u-7"', seconds: Date.UTC(2031, 0, 19, 3, 14, 7) / 1000, written: DAY + 18 * HOUR },
];

/** When an attacker tries passwords. */
const NIGHT = FIRST_DAY + DAY + 3 * HOUR + 720;

/** Returns about this many events, ordered as in a log: by time, but not quite. */
export function makeEvents(count: number, random: Random): SampleEvent[] {
  const events: { event: SampleEvent; written: number }[] = [];
  const add = (user: string, seconds: number, type: string, written = seconds): void => {
    const event = { user, seconds, fraction: fraction(random), type, details: detailsOf(type, random) };
    events.push({ event, written: written + random.between(0, 90) });
  };
  const visit = (user: string, start: number, types: readonly string[]): void => {
    let seconds = start;
    for (const type of types) {
      add(user, seconds, type);
      seconds += random.between(9, 240);
    }
  };
  for (const [start, types] of ALICE) visit('"alice"', FIRST_DAY + start, types.split(' '));
  for (const { user, seconds, written } of OUTLIERS) add(user, seconds, 'view', FIRST_DAY + written);
  for (let attempt = 0; attempt < 70; attempt++) add('"mallory"', NIGHT + 4 * attempt, 'login');
  for (let visits = 0; events.length < count; visits++) {
    const day = random.between(0, 1) * DAY;
    const start = day + random.pickWeighted(HOURS) * HOUR + random.between(0, HOUR - 1);
    // Each of them at least once.
    const user = USERS[visits] ?? random.pickEarly(USERS);
    visit(user, FIRST_DAY + start, typesOfVisit(random));
  }
  return events.sort((a, b) => a.written - b.written).map(({ event }) => event);
}

/** A visit to a shop: most users look around, few buy, fewer still come back to complain. */
function typesOfVisit(random: Random): string[] {
  const browsing = Array.from({ length: random.between(1, 9) }, () =>
    random.pickWeighted([
      ['view', 60],
      ['click', 28],
      ['search', 14],
    ]),
  );
  const then = (type: string, share: number): string[] => (random.chance(share) ? [type] : []);
  const cart = then('add_to_cart', 0.35);
  return [
    ...then('login', 0.35),
    ...browsing,
    ...cart,
    ...(cart.length > 0 ? then('purchase', 0.45) : []),
    ...then('share', 0.08),
    ...then('お気に入り', 0.03),
    ...then('refund', 0.02),
    ...then('logout', 0.2),
  ];
}

function fraction(random: Random): string {
  if (random.chance(0.9)) return '';
  const digits = random.pick([3, 3, 6, 9]);
  return `.${Array.from({ length: digits }, () => random.between(0, 9)).join('')}`;
}

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}
