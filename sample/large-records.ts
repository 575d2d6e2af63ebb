import type { Random } from './random.ts';

/** An event of the large sample. */
export interface LargeRecord {
  readonly user: number;
  /** Unix time. */
  readonly seconds: number;
  readonly type: string;
  readonly milliseconds: number;
  /** The number of a page. */
  readonly page: number;
}

/** The types, with the weight of each. */
export const LARGE_TYPES: readonly (readonly [type: string, weight: number])[] = [
  ['view', 50],
  ['click', 22],
  ['search', 9],
  ['add_to_cart', 6],
  ['remove_from_cart', 2],
  ['checkout', 3],
  ['purchase', 2.5],
  ['logout', 3.5],
  ['login', 2],
];

/** Returns an event as a line. */
export function recordLine({ user, seconds, type, milliseconds, page }: LargeRecord): string {
  const details = DETAILS[type]?.(page) ?? `"page": "/p/${4700 + page}"`;
  const time = new Date(seconds * 1000).toISOString().replace('.000', '');
  return `{"user_id": ${user}, "event_time": "${time}", "event_type": "${type}", ${details}, "ms": ${milliseconds}}\n`;
}

const DETAILS: Readonly<Record<string, (page: number) => string>> = {
  search: (page) => `"query": "${QUERIES[page % QUERIES.length]}", "results": ${page}`,
  purchase: (page) => `"total": ${page}.90, "items": ${1 + (page % 4)}`,
  login: (page) => `"agent": "${page % 3 === 0 ? 'shop-app/3.2' : 'Mozilla/5.0 (X11; Linux)'}"`,
};

const QUERIES = ['umbrella', 'größe 42', 'socks', '青い傘', 'notebook', 'desk lamp', 'c++ {book}'];

const TIME = /"event_time": "([^"]*)"/;

const NO_TIMES: readonly ((time: string) => string)[] = [
  (time) => time.replace(/^(\d+)-(\d+)-(\d+)T(\d+:\d+).*$/, '$3/$2/$1 $4'),
  (time) => time.replace(/T\d\d/, 'T24'),
  (time) => time.replace(/-11-/, '-13-'),
  () => 'yesterday',
  () => 'n/a',
];

/** The five kinds of rejections, with the weight of each. */
const HARMS: readonly (readonly [harm: (line: string, random: Random) => string, weight: number])[] = [
  [
    (line, random) =>
      line.replace(TIME, (_, time: string) => `"event_time": "${random.pick(NO_TIMES)(time)}"`),
    34,
  ],
  // A write that was cut off: in a string, so that a quote is never closed, or after a value.
  [(line, random) => `${line.slice(0, random.between(70, 80))}\n`, 20],
  [(line) => line.replace(', "event_type"', ' "event_type"'), 5],
  [(line, random) => line.replace(random.pick(['"user_id"', '"event_time"', '"event_type"']), '"x"'), 18],
  [(line, random) => line.replace(/"user_id": \d+/, `"user_id": ${random.pick(['null', '""', '17.5'])}`), 6],
  [
    (line, random) =>
      line.replace(
        TIME,
        (_, time: string) => `"event_time": ${random.pick([`${Date.parse(time)}`, 'null'])}`,
      ),
    12,
  ],
  [(line) => line.replace(TIME, '"event_time": ""'), 5],
];

/** Returns an event as a line that is rejected. */
export function harmed(record: LargeRecord, random: Random): string {
  return random.pickWeighted(HARMS)(recordLine(record), random);
}
