import type { Random } from './random.ts';

/** Turns the record of a valid event into one that is rejected. */
type Damage = (record: string, random: Random) => string;

const TIME = /"event_time": "[^"]*"/;
const USER = /"user_id": (?:"(?:[^"\\]|\\.)*"|-?\d+)/;
const TYPE = /"event_type": "[^"]*"/;

const NO_TIMES = [
  'yesterday',
  '10/07/2024 11:45',
  '2024-02-30T10:00:00Z',
  '2024-13-01T09:30:00Z',
  '2024-07-10T24:00:00Z',
  '2024-07-10T11:45:60Z',
  '2024-07-10 25:61',
  '2024-07-10T11:45:00 Europe/Berlin',
  '2024-07-10T1145:00Z',
  '2024-192T08:00:00Z',
  '0000-00-00 00:00:00',
  '２０２４-07-10T11:45:00Z',
  'bad_ts',
];
const NO_STRINGS = ['1720611900', '1720611900123', 'null', 'true', '["2024-07-10"]', '{"$date": 1720611900}'];
const NO_USERS = ['null', '17.5', 'true', '""', '"   "', '[10, 11]', '{"id": 10}'];
const NO_TYPES = ['null', '["view"]', '{}'];

/**
 * Cuts a record off in the middle of a write, as a full disk does: anywhere after the brace, before the end of the type.
 */
export const truncated: Damage = (record, random) => {
  const end = record.search(TYPE) + 20;
  return record.slice(0, random.between(3, Math.min(end, record.length - 1)));
};

/**
 * With the weight of each. Every reason occurs except `record_too_long`: that takes a record of 16 MiB, or a smaller
 * `--max-record`.
 */
const WAYS: readonly (readonly [way: Damage, weight: number])[] = [
  [(record, random) => record.replace(TIME, `"event_time": "${random.pick(NO_TIMES)}"`), 34],
  [(record, random) => record.replace(TIME, () => `"event_time": ${random.pick(NO_STRINGS)}`), 9],
  [(record, random) => record.replace(TIME, `"event_time": "${random.pick(['', '   ', '\\t'])}"`), 5],
  [(record) => record.replace(/"user_id"/, '"uid"'), 5],
  [(record) => record.replace(/"event_time"/, '"timestamp"'), 4],
  [(record) => record.replace(/"event_type"/, '"event_Type"'), 4],
  [(record, random) => record.replace(USER, `"user_id": ${random.pick(NO_USERS)}`), 9],
  [(record, random) => record.replace(TYPE, `"event_type": ${random.pick(NO_TYPES)}`), 3],
  [truncated, 6],
  [(record) => record.replace(/\s*\}$/, ''), 6],
  [(record) => record.replace(/("event_time": "[^"]*)"/, '$1'), 5],
  [(record) => record.replace(/"event_type": "([^"]*)"/, '"event_type": $1'), 5],
  [(record) => record.replace(/\s*\}$/, ',$&'), 3],
  [(record) => record.replace(/"user_id": /, "'user_id': "), 2],
];

export function damaged(record: string, random: Random): string {
  return random.pickWeighted(WAYS)(record, random);
}
