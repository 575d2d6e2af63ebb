import { describe, expect, it } from 'vitest';
import { expectError, type Folder, inFolder } from '../helpers/command.ts';
import { slowDelimited } from '../helpers/tables-back.ts';

/** `--filter` writes what the screen would show with the same filter (spec sections 8 and 10). */

interface Event {
  readonly user: number;
  readonly minute: number;
  readonly type: string;
  readonly page: string;
  readonly ms: number;
}

const TYPES = ['view', 'click', 'buy'];
const EVENTS: readonly Event[] = Array.from({ length: 60 }, (_, i) => ({
  ...{ user: i % 5, minute: i, type: TYPES[i % 3], ms: i * 10 },
  page: i % 4 === 0 ? `/checkout/${i}` : '/home',
}));
const line = ({ user, minute, type, page, ms }: Event): string =>
  JSON.stringify({
    ...{
      user_id: user,
      event_time: `2024-07-10T10:${String(minute).padStart(2, '0')}:00Z`,
      event_type: type,
    },
    ...{ page, props: { ms } },
  });
const REJECTED = [
  '{"user_id": 1, "event_time": "never", "event_type": "view", "page": "/checkout/z"}',
  '{"user_id": 2 broken}',
  `{"user_id": 3, "event_time": "2024-07-10T10:00:00Z", "note": "${'long '.repeat(99)}", "page": "/checkout/y"}`,
];
const TEXT = `${[...EVENTS.map(line), ...REJECTED, line(EVENTS[0])].join('\n')}\n`;

async function filtered(folder: Folder, filter: string, input: readonly string[] = ['events.json']) {
  await folder.write('events.json', TEXT);
  const outputs = ['--out', 's.csv', '--events-out', 'e.csv', '--skips-out', 'k.csv', '--dupes-out', 'd.csv'];
  const ended = await folder.run([...input, ...outputs, '--gap', '8m', '--filter', filter, '--json'], {
    ...(input[0] === '-' && { stdin: { from: folder.at('events.json') } }),
  });
  expect(ended.code).toBe(0);
  const first = async (name: string): Promise<number[]> =>
    slowDelimited(await folder.read(name), ',')
      .slice(1)
      .map(([cell]) => Number(cell));
  const { written } = JSON.parse(ended.stdout);
  expect(written.events).toEqual({ rows: (await first('e.csv')).length, of: 60 });
  return {
    events: await first('e.csv'),
    rejections: await first('k.csv'),
    duplicates: await first('d.csv'),
    undecided: written.rejections.cannot_be_told ?? 0,
    sessions: (await first('s.csv')).length,
  };
}

const CASES: readonly (readonly [
  filter: string,
  keeps: (event: Event) => boolean,
  rejected: number[],
  undecided: number,
])[] = [
  ['type=view,buy', ({ type }) => type !== 'click', [61], 2],
  ['!type=view user_id=1', ({ type, user }) => type !== 'view' && user === 1, [], 1],
  ['page~/checkout/', ({ page }) => page.includes('checkout'), [61, 63], 1],
  ['props.ms>=300', ({ ms }) => ms >= 300, [], 1],
  ['10:07', ({ minute }) => minute === 7, [], 0],
  ['code="invalid ISO-8601",json_decode_error', () => false, [61, 62], 0],
  ['!code=json_decode_error reason_kind="is no date"', () => false, [61], 0],
  ['time<10:05', ({ minute }) => minute < 5, [63], 2],
];

describe.concurrent('--filter', () => {
  it.for(CASES)(
    'keeps what fits, whole sessions, and says of what it cannot tell: %s',
    async ([filter, keeps, rejected, undecided], context) => {
      await inFolder(async (folder) => {
        const found = await filtered(folder, filter);
        const kept = EVENTS.filter(keeps);
        expect(found.events).toEqual(kept.map(({ minute }) => minute + 1));
        expect(found.rejections).toEqual(rejected);
        expect(found.undecided).toBe(undecided);
        expect(found.duplicates).toEqual(keeps(EVENTS[0]) ? [64] : []);
        // A user has an event each five minutes, and so one session.
        expect(found.sessions).toBe(new Set(kept.map(({ user }) => user)).size);
      })(context);
    },
  );

  it(
    'gives the same through a pipe, with the keys of records too',
    inFolder(async (folder) => {
      for (const filter of ['page~/checkout/', `reason_value="'never'"`]) {
        expect(await filtered(folder, filter, ['-'])).toEqual(await filtered(folder, filter));
      }
    }),
  );

  it.for([
    ['usr_id=1', 'usr_id is no column and no key of the records; near it: user_id'],
    ['props.mss=1', 'near it: props.ms'],
    [' ', '--filter is blank'],
  ])('that is wrong is wrong usage, and nothing is written: %s', async ([filter, why], context) => {
    await inFolder(async (folder) => {
      await folder.write('events.json', TEXT);
      expectError(await folder.run(['events.json', '--filter', filter, '--out', 's.csv']), 2, why);
      expect(await folder.names()).toEqual(['events.json']);
    })(context);
  });

  it(
    'is about what is written, and names the key that does the same on the screen',
    inFolder(async (folder) => {
      expectError(
        await folder.run(['events.json', '--filter', 'dup', '--summary']),
        2,
        '--filter',
        '--out, or press & on the screen',
      );
    }),
  );
});
