/**
 * Makes a large sample to explore, and to test the explorer on: 200,000 records of a shop over three days without outliers,
 * of nine types, with five kinds of rejections, duplicates of which some differ, and a user who tries to log in 5,000 times
 * within twelve minutes. The same bytes each time, on any machine.
 *
 *     npm run sample:large -- [PATH]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { harmed, LARGE_TYPES, type LargeRecord, recordLine } from './large-records.ts';
import { Random } from './random.ts';

const SEED = 20_261_124;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** How many records there are. */
const LARGE_RECORDS = 200_000;
/** The first of the three days: 2026-11-24. */
const LARGE_FIRST_DAY = Date.UTC(2026, 10, 24) / 1000;
/** The user who tries to log in, how often, and from when on: the second day, 14:04. */
const ATTACKER = { user: 2025, logins: 5000, seconds: LARGE_FIRST_DAY + DAY + 14 * HOUR + 240 };
const ATTACK_SECONDS = 12 * 60;

const FIRST_USER = 1000;
const USERS = 3900;

const REJECTED = 0.0087;
/** A share that gives more duplicates than needed; they end at MOST_DUPLICATES. */
const DUPLICATES = 0.041;
const MOST_DUPLICATES = 7000;
/** The share of the duplicates that hold another value somewhere. */
const DIFFERENT = 0.3;

const END = LARGE_FIRST_DAY + 3 * DAY;

/** The load of each hour of a day: quiet nights, a peak in the morning, a higher one in the evening. */
const RHYTHM = [3, 2, 1, 1, 1, 2, 5, 12, 20, 24, 22, 21, 26, 24, 20, 19, 20, 24, 30, 38, 42, 36, 20, 9];
const HOURS = RHYTHM.map((weight, hour) => [hour, weight] as const);

/** Returns the large sample: JSON Lines. */
export function makeLargeSample(): string {
  const random = new Random(SEED);
  const lines: string[] = [];
  const recent: LargeRecord[] = [];
  let duplicates = 0;
  for (const record of events(random)) {
    const isAttack = record.user === ATTACKER.user;
    if (!isAttack && random.chance(REJECTED)) {
      lines.push(harmed(record, random));
      continue;
    }
    lines.push(recordLine(record));
    recent[random.between(0, 49)] = record;
    const again = recent[random.between(0, 49)];
    if (isAttack || again === undefined || duplicates === MOST_DUPLICATES) continue;
    if (!random.chance(DUPLICATES)) continue;
    duplicates++;
    const differs = random.chance(DIFFERENT);
    lines.push(recordLine(differs ? { ...again, milliseconds: again.milliseconds + 7 } : again));
  }
  return lines.join('');
}

/** Returns the events in order of time. */
function events(random: Random): readonly LargeRecord[] {
  const made: LargeRecord[] = [];
  const add = (user: number, seconds: number, type: string): void => {
    made.push({ user, seconds, type, milliseconds: random.between(20, 900), page: random.between(1, 60) });
  };
  for (let login = 0; login < ATTACKER.logins; login++) {
    add(ATTACKER.user, ATTACKER.seconds + (login * ATTACK_SECONDS) / ATTACKER.logins, 'login');
  }
  const count = LARGE_RECORDS - MOST_DUPLICATES;
  while (made.length < count) {
    const often = random.chance(0.7) ? random.next() : 1;
    const user = FIRST_USER + Math.floor(random.next() * (0.15 + 0.85 * often) * USERS);
    if (user === ATTACKER.user) continue;
    let seconds =
      LARGE_FIRST_DAY +
      random.between(0, 2) * DAY +
      random.pickWeighted(HOURS) * HOUR +
      random.between(0, HOUR - 1);
    const length = 1 + Math.floor(random.next() * random.next() * 40);
    for (let step = 0; step < length && made.length < count && seconds < END; step++) {
      add(user, seconds, step === 0 && random.chance(0.4) ? 'login' : random.pickWeighted(LARGE_TYPES));
      seconds += random.between(3, 200);
    }
  }
  return made.sort((a, b) => a.seconds - b.seconds);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = process.argv[2] ?? 'dist/large-sample.jsonl';
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, makeLargeSample());
  process.stdout.write(`${path}\n`);
}
