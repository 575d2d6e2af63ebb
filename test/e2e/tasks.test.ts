import { afterEach, describe, expect, it } from 'vitest';
import { makeLargeSample } from '../../sample/make-large.ts';
import { type Folder, inFolder } from '../helpers/command.ts';
import { IS_FULL } from '../helpers/full.ts';
import { closeTerminals, type Terminal } from '../helpers/terminal.ts';
import { explore } from './explorer.ts';

afterEach(closeTerminals);

const SAMPLE = makeLargeSample();

/** The larger screen is looked at by npm run test:full. */
const SIZES: readonly (readonly [columns: number, rows: number])[] = IS_FULL
  ? [
      [80, 24],
      [120, 40],
    ]
  : [[80, 24]];

/** Keys by name, or as a text of characters; between them what a person waits for to see. */
type Keys = readonly (string | { readonly typed: string } | { readonly seen: string | RegExp })[];

/** How many keys a person presses. */
function keyCount(keys: Keys): number {
  return keys.reduce((sum, key) => {
    if (typeof key === 'string') return sum + 1;
    return sum + ('typed' in key ? key.typed.length : 0);
  }, 0);
}

/** Opens the large sample, presses the keys, at most so many, and waits for what the screen then shows. */
async function expectTask(
  folder: Folder,
  [columns, rows]: readonly [number, number],
  {
    keys,
    most,
    shows,
  }: { readonly keys: Keys; readonly most: number; readonly shows: readonly (string | RegExp)[] },
): Promise<Terminal> {
  expect(keyCount(keys)).toBeLessThanOrEqual(most);
  await folder.write('large.jsonl', SAMPLE);
  const terminal = await explore(folder, ['large.jsonl'], { columns, rows });
  for (const key of keys) {
    if (typeof key === 'string') terminal.press(key);
    else if ('typed' in key) terminal.type(key.typed);
    else await terminal.untilShows(key.seen);
  }
  for (const text of shows) await terminal.untilShows(text);
  return terminal;
}

describe.each(SIZES)('on a file of 200,000 records, at %i x %i', (columns, rows) => {
  const size = [columns, rows] as const;

  it(
    'finds the rejections of one user and no others',
    inFolder(async (folder) => {
      await expectTask(folder, size, {
        keys: ['2', 'u', { typed: '2514' }, 'enter'],
        most: 12,
        shows: ['2 Skipped 4', 'user 2514', /2846 +2514 +null is no string/, '546 cannot be told'],
      });
    }),
  );

  it(
    'goes to the bytes of the third rejection',
    inFolder(async (folder) => {
      await expectTask(folder, size, {
        keys: ['2', 'w', 'j', 'j', 'enter'],
        most: 5,
        shows: [/^▌✗ +342 │/m, '← event 342: event_time not a string'],
      });
    }),
  );

  it(
    'cuts sessions by a gap of 30 minutes, longest first, and has how many begin on each day',
    inFolder(async (folder) => {
      await expectTask(folder, size, {
        keys: ['z', { typed: '30m' }, 'enter'],
        most: 6,
        shows: [
          '1 Sessions 16,311',
          'gap 30m',
          /^▌1409 .* 2h 45m /m,
          /11-24 5,426 +11-25 5,516 +11-26 5,369/,
        ],
      });
    }),
  );

  it(
    'has the most active user, and how many events of each type each user has',
    inFolder(async (folder) => {
      const terminal = await expectTask(folder, size, {
        keys: ['U'],
        most: 3,
        shows: [/^▌2025 +1 +5,000 /m],
      });
      // With the key before it three keys, as the second task may take.
      terminal.press('+');
      await terminal.untilShows(/user_id +events ▼ +view +click +search/);
      await terminal.untilShows(/ 1887 +260 +125 +61 +20 /);
    }),
  );

  it(
    'copies a value',
    inFolder(async (folder) => {
      await expectTask(folder, size, { keys: ['y'], most: 1, shows: ['copied user_id'] });
    }),
  );

  it(
    'has the types with counts and shares, and the highest bucket with its events',
    inFolder(async (folder) => {
      const terminal = await expectTask(folder, size, {
        keys: ['3'],
        most: 1,
        shows: [/v view +89,770 +46%/, /c click +39,570 +20%/],
      });
      terminal.press('*');
      // A narrow screen has longer buckets, of which another is the highest.
      const [bucket, events, chip] =
        columns < 100
          ? ['11-26 20:00–22:00', '11,687 events', '11-26 20:00 → 22:00']
          : ['11-25 14:00–15:00', '8,226 events   ▲2.5× the usual', '11-25 14:00 → 15:00'];
      await terminal.untilShows(bucket);
      await terminal.untilShows(events);
      await terminal.untilShows(columns < 100 ? /^▌11-26 20:00:0/m : /^▌11-25 14:00:0/m);
      terminal.press('+');
      await terminal.untilShows(`${chip} ✕`);
    }),
  );

  it(
    'has the events of an hour of a day, as a list and as a chart',
    inFolder(async (folder) => {
      await expectTask(folder, size, {
        keys: ['3', ':', { typed: '2026-11-25 14..15' }, 'enter'],
        most: 22,
        shows: ['3 Events 8,226', '11-25 14:00 → 15:00', /^▌11-25 14:00:00 /m, /┼[─┬]/],
      });
    }),
  );

  it(
    "writes one user's purchases as CSV",
    inFolder(async (folder) => {
      const terminal = await expectTask(folder, size, {
        keys: [
          ...[
            '3',
            'u',
            { typed: '1887' },
            'enter',
            { seen: /p purchase|3 Events 260/ },
            { seen: '260 events' },
            'w',
            'G',
            'k',
            'k',
          ],
          ...[{ seen: /^▌p purchase/m }, 'enter', { seen: 'only purchase ✕' }, 'e'],
        ],
        most: 15,
        shows: ['export to: '],
      });
      terminal.type('purchases.csv');
      terminal.press('enter');
      await terminal.untilShows(/wrote 6 of [\d,]+ rows/);
      const [header, ...rows] = (await folder.read('purchases.csv')).trimEnd().split('\n');
      expect(header).toContain('event_type');
      expect(rows.every((row) => row.includes(',1887,') && row.includes(',purchase,'))).toBe(true);
    }),
  );

  it(
    'has the duplicates alone and, of one, the event that it repeats beside it',
    inFolder(async (folder) => {
      const shows = ['event 161, line 161', 'event 49, line 49', 'differs in ms', /"ms": 839 +≠ "ms": 832/];
      await expectTask(folder, size, { keys: ['3', 'd', 'd', 'enter', 'enter'], most: 5, shows });
    }),
  );
});
