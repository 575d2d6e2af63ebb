import { parquetWriteBuffer } from 'hyparquet-writer';

/** A line of JSON with an event at a minute past ten. */
export const event = (user: number | string, minute: number, type = 'a'): string =>
  `${JSON.stringify({ user_id: user, event_time: `2024-07-10T10:${String(minute).padStart(2, '0')}:00Z`, event_type: type })}\n`;

/** A row of CSV with such an event. */
export const row = (user: number, minute: number): string =>
  `${user},2024-07-10T10:${String(minute).padStart(2, '0')}:00Z,a\n`;

/** A Parquet file with an event for each user. */
export function parquetOf(...users: readonly number[]): Uint8Array {
  const texts = (name: string, textOf: (user: number) => string) => ({
    name,
    data: users.map(textOf),
    type: 'STRING' as const,
  });
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        texts('user_id', String),
        texts('event_time', (user) => `2024-07-10T10:0${user}:00Z`),
        texts('event_type', () => 'a'),
      ],
    }),
  );
}

/** The user of each event in a file of events, and the line that it is on. */
export function places(csv: string): string[][] {
  const rows = csv.trim().split('\n').slice(1);
  return rows.map((text) => text.split(',')).map((cells) => [cells[1], `${cells[6]}:${cells[4]}`]);
}

/** Every output with rows of records. */
export const ALL_OUTPUTS = [
  ...['--out', 's.csv', '--skips_out', 'r.csv', '--events-out', 'e.csv', '--dupes-out', 'd.csv'],
];

/** Ten records with other keys than the standard ones. */
export const otherKeys = (from: number): string =>
  Array.from(
    { length: 10 },
    (_, i) =>
      `{"userId": "o${(from + i) % 4}", "timestamp": "2024-07-11T10:${String(i).padStart(2, '0')}:00Z", "action": "buy"}\n`,
  ).join('');
