import { describe, expect, it } from 'vitest';
import { inFolder, parseCsv } from '../helpers/command.ts';

/** Controls, what hides or turns text, and what only looks blank. */
const UNSAFE = [
  ...Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)),
  ...['\u007f', '\u0080', '\u009b', '\u00ad', '\u200b', '\u202e', '\u2066', '\ufeff'],
];
const holdsUnsafe = (text: string): boolean => UNSAFE.some((character) => text.includes(character));

const escaped = (text: string): string => `\\u${text.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Where a character of the data may get into a reason. */
const RECORDS: readonly ((text: string) => string)[] = [
  (text) => `{"user_id": 1, "event_time": "20${text}24", "event_type": "a"}`,
  (text) => `{"user_id": 1, "event_time": ${text}, "event_type": "a"}`,
  (text) => `{"user_id": 1, "event_time": "2024-07-10" ${text} "event_type": "a"}`,
  (text) => `{"user_id": 1, "event_time": "2024-07-10"${text}x: 1, "event_type": "a"}`,
  (text) => `{"user_id": ${text}1, "event_time": "2024-07-10", "event_type": "a"}`,
  (text) => `{"user_id": [1], "event_time": "2024-07-10", "event_type": {"${text}": 1}}`,
  (text) => `{"user_id": 1, "event_time": "\\${text}", "event_type": "a"}`,
  (text) => `{"user_id": "${text}", "event_time": {"${text}": 1}, "event_type": "a"}`,
  (text) => `{${text}"user_id": 1}`,
  (text) => `{"user_id": {"a":${text}1}, "event_time": "2024-07-10", "event_type": "a"}`,
  (text) => `{"user_id": 1, "event_time": [${text}], "event_type": "a"}`,
  (text) => `{"user_id": 1, "event_time": "20${escaped(text)}24", "event_type": "a"}`,
];

const TABLE_ROWS: readonly ((text: string) => string)[] = [
  (text) => `1,20${text}24,a`,
  (text) => `1,${text},a`,
  (text) => `1,2024-07-10,a,${text}`,
  (text) => `1,"2024"${text},a`,
  (text) => text,
];

describe.concurrent('the reasons in a file of rejections hold no controls, but visible marks', () => {
  it.for<[what: string, text: string, flags: string[]]>([
    ['JSON', RECORDS.flatMap((record) => UNSAFE.map(record)).join('\n'), []],
    [
      'a table',
      ['user_id,event_time,event_type', ...TABLE_ROWS.flatMap((row) => UNSAFE.map(row))].join('\n'),
      ['--format', 'csv-comma'],
    ],
  ])('of %s', async ([_, text, flags], context) => {
    await inFolder(async (folder) => {
      await folder.write('events', text);
      for (const workers of ['1', '2']) {
        await folder.run(['events', '--skips_out', 'k.csv', '--strict', '--workers', workers, ...flags]);
        const [[, name], ...rows] = parseCsv(await folder.read('k.csv'));
        expect(name).toBe('reason');
        expect(rows.length).toBeGreaterThan(100);
        expect(rows.map(([, reason]) => reason).filter(holdsUnsafe)).toEqual([]);
      }
    })(context);
  });
});
