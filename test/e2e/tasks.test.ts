import { afterEach, describe, expect, it } from 'vitest';
import { makeLargeSample } from '../../sample/make-large.ts';
import { type Folder, inFolder } from '../helpers/command.ts';
import { closeTerminals, type Terminal } from '../helpers/terminal.ts';
import { explore } from './explorer.ts';

afterEach(closeTerminals);

const SAMPLE = makeLargeSample();

/** The larger screen is looked at by npm run test:full. */
const SIZES: readonly (readonly [columns: number, rows: number])[] =
  Number(process.env.FUZZ_FACTOR ?? 0) > 1
    ? [
        [80, 24],
        [120, 40],
      ]
    : [[80, 24]];

/** Keys by name, or as a text of characters. */
type Keys = readonly (string | { readonly typed: string })[];

/** How many keys a person presses. */
function keyCount(keys: Keys): number {
  return keys.reduce((sum, key) => sum + (typeof key === 'string' ? 1 : key.typed.length), 0);
}

/** Opens the large sample, presses no more than so many keys, and waits for what then stands on the screen. */
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
    else terminal.type(key.typed);
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
    'finds the most active user, and how many events of each type each user has',
    inFolder(async (folder) => {
      const terminal = await expectTask(folder, size, {
        keys: ['U'],
        most: 3,
        shows: [/^▌2025 +1 +5,000 +23 +0 /m],
      });
      terminal.press('+');
      // With U these are two keys.
      await terminal.untilShows(/user_id +events ▼ +view +click +search +login/);
      await terminal.untilShows(/^ 1887 +260 +125 +61 +20 +13 /m);
    }),
  );
});
