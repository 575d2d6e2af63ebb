import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { FileState } from '../../source/explorer/model/model.ts';
import { pinCommand } from '../../source/explorer/overlays/pin-command.ts';
import { findPlan } from '../../source/pipeline/plan/find-plan.ts';
import { settingsOf } from '../../source/pipeline/plan/planned-settings.ts';
import { takeSample } from '../../source/pipeline/plan/sample.ts';
import { DEFAULT_SETTINGS, type PipelineSettings } from '../../source/pipeline/settings.ts';
import { bytesOf } from '../helpers/arbitraries.ts';
import { eventLine, readFile, upTo } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { textsOf } from './frames.tsx';

const SIZES = [
  [120, 40],
  [80, 24],
  [40, 10],
] as const;

/** Twelve records with names of their own. */
const TEXT = upTo(12)
  .map((i) =>
    JSON.stringify({
      userId: ['ann', 'bob', 'cid'][i % 3],
      createdAt: `2024-07-10T10:${10 + i}:00Z`,
      action: ['view', 'click'][i % 2],
      note: '\u001b[31mred\u202e',
    }),
  )
  .join('\n');
const NO_TIME = TEXT.replaceAll(/"createdAt":"[^"]*",/g, '');

/** The settings that the command reads with where no flag says otherwise. */
const BASE = { ...DEFAULT_SETTINGS, opensWrappers: true };

/** The explorer as it shows a file, with the plan that is found for it, or with the standard one. */
async function opened(
  text: string,
  [columns, rows]: readonly [number, number],
  keys: readonly string[] = [],
  isStrict = false,
  { file, base = BASE }: { file?: Partial<FileState>; base?: PipelineSettings } = {},
): Promise<Explorer> {
  const sample = takeSample(bytesOf(text), true);
  const named = isStrict ? { userKey: 'user_id', timeKey: 'event_time', typeKey: 'event_type' } : {};
  const plan = findPlan(sample, named, { ...base, ...named });
  const explorer = new Explorer(text, { columns, rows, ...(file && { file }) });
  explorer.send({ kind: 'planned', plan, sample, base });
  await explorer.load(readFile(text, settingsOf(plan)).dataset);
  return explorer.press(...keys);
}

describe('the header', () => {
  it.for([
    [
      [120, 40],
      ' reading user from userId, time from createdAt, type from action (found; i shows the flags, M changes it)',
    ],
    [[80, 24], ' user userId, time createdAt, type action (found; M changes it)'],
    [[40, 10], ' userId, createdAt, action'],
  ] as const)('says at %s what was found', async ([size, told]) => {
    const { model } = await opened(TEXT, size);
    const line = textsOf(model)[1];
    expect(line.trimEnd()).toBe(told);
    expect(stringWidth(line)).toBeLessThanOrEqual(size[0]);
    for (const key of ['userId', 'createdAt', 'action']) expect(line).toContain(key);
  });

  it('names the encoding too, and so does the command that it shows', async () => {
    const { model } = await opened(TEXT, [120, 40]);
    const { plan } = model;
    if (plan === undefined) throw new Error('no plan');
    const container = {
      format: { text: 'json', origin: 'standard' },
      encoding: { text: 'utf-16le', origin: 'found' },
    } as const;
    const told = { ...model, plan: { ...plan, container } };
    expect(textsOf(told)[1]).toContain(' reading utf-16le, user from userId, time from createdAt');
    expect(pinCommand(told)).toContain(' --format json --encoding utf-16le -- ');
  });

  it('shows on a narrow screen that the first key has others beside it, which fill its gaps', async () => {
    const text = upTo(12)
      .map((i) =>
        JSON.stringify({
          actor: { [i % 3 === 0 ? 'email' : 'login']: ['ann', 'bob'][i % 2] },
          createdAt: 1720605600000 + i,
          action: ['view', 'click'][i % 2],
        }),
      )
      .join('\n');
    expect(textsOf((await opened(text, [120, 40])).model)[1]).toContain(
      'user from actor.login,actor.email, ',
    );
    expect(textsOf((await opened(text, [40, 10])).model)[1].trimEnd()).toBe(' login,…, createdAt, action');
  });

  it.for(SIZES)('has no line about keys at %ix%i where the standard ones are read', async (size) => {
    const text = eventLine('1', '2024-07-10T10:00:00Z', '"view"');
    const { model } = await opened(text, size);
    const [columns, rows] = size;
    const unplanned = await new Explorer(text, { columns, rows }).load(readFile(text).dataset);
    expect(textsOf(model)).toEqual(textsOf(unplanned.model));
  });
});

describe('the information about a file', () => {
  it('has what is read as what, where that comes from, and the command that fixes it', async () => {
    const { model } = await opened(TEXT, [80, 24], ['i']);
    const text = textsOf(model).join('\n');
    expect(text).toMatch(/ user +userId \(found\)/);
    expect(text).toMatch(/ time +createdAt \(found\)/);
    expect(text.replaceAll(/\n +/g, ' ').replaceAll(/ +/g, ' ')).toContain(
      'event-sessions-tui --user-key userId --time-key createdAt',
    );
  });

  it('has how many times were written in which way', async () => {
    const times = [
      '2024-07-10T10:00:00Z',
      '2024-07-10T10:01:00+02:00',
      '2024-07-10 10:02:00',
      '2024-07-10 10:03:00',
    ];
    const text = times.map((time) => eventLine('1', time, '"view"')).join('');
    const { model } = await opened(text, [120, 40], ['i']);
    expect(textsOf(model).join('\n')).toMatch(
      / times +1 in UTC, 1 with another offset, 2 without a zone, read as UTC/,
    );
  });

  it('copies that command with y', async () => {
    const explorer = await opened(TEXT, [80, 24], ['i', 'y']);
    expect(explorer.asked).toEqual([
      {
        kind: 'copy',
        text: 'event-sessions-tui --user-key userId --time-key createdAt --type-key action --time-format iso -- events.json',
        what: 'the command that reads the file like this',
      },
    ]);
  });
});

describe('the command that reads a file as it is read now', () => {
  const PINNED = '--user-key userId --time-key createdAt --type-key action --time-format iso';
  const commandOf = async (...setting: Parameters<typeof opened>): Promise<unknown> => {
    const [effect] = (await opened(...setting)).asked;
    return effect.kind === 'copy' ? effect.text : effect.kind;
  };

  it('takes from a pipe what came through a pipe, and not from a file called stdin', async () => {
    const file = { name: 'stdin', isPipe: true };
    expect(await commandOf(TEXT, [80, 24], ['i', 'y'], false, { file })).toBe(
      `event-sessions-tui ${PINNED} -- -`,
    );
  });

  it('names no file for the sample, which is read where none is named', async () => {
    const file = { name: 'sample.json', isSample: true };
    expect(await commandOf(TEXT, [80, 24], ['i', 'y'], false, { file })).toBe(`event-sessions-tui ${PINNED}`);
  });

  it('has the zone of times without one, --strict and --max-record, which change what is read', async () => {
    const base = { ...BASE, assumeTz: '-05:00', opensWrappers: false, maxRecordBytes: 4096 };
    expect(await commandOf(TEXT, [80, 24], ['i', 'y'], false, { base })).toBe(
      `event-sessions-tui --strict --assume-tz=-05:00 --max-record 4096 ${PINNED} -- events.json`,
    );
  });
});

describe('the information about a file on a narrow screen', () => {
  it('shows each name and each value whole, also beside the longest name', async () => {
    const time = (text: string): string => eventLine('1', text, '"view"');
    const text = `${time('2024-07-10T10:00:00Z').repeat(2)}${time('2024-07-10T10:00:00+02:00')}${time('2024-07-10 11:00:00')}`;
    const { model } = await opened(text, [80, 40], ['i']);
    const lines = textsOf(model).join('\n');
    expect(lines).toMatch(/^ duplicates_that_differ /m);
    expect(lines.replace(/\s+/g, '')).toContain('1withoutazone,readasUTC');
  });
});

describe('Fields', () => {
  it.for(SIZES)('fit at %ix%i, and show the best keys with what would come of them', async (size) => {
    const { model } = await opened(TEXT, size, [], true);
    const [columns, rows] = size;
    const lines = textsOf(model);
    expect(lines).toHaveLength(rows);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    const text = lines.join('\n');
    expect(text).toMatch(/^▌user +userId +100%/m);
    expect(text).toMatch(/^ time +createdAt +100%/m);
    expect(text).toContain('12 of 12');
    expect(text).toContain('3 users');
    expect(text).toContain('R read so');
  });

  it('show coverage, kinds, distinct values, what they look like and some of them at 120x40', async () => {
    const { model } = await opened(TEXT, [120, 40], ['M']);
    expect(textsOf(model).join('\n')).toMatch(/type +action +100% +text +view {2}click +2 +string/);
  });

  it('give the values the room that the looks of the keys leave, and have their title whole at 60x20', async () => {
    const { model } = await opened(TEXT, [60, 20], ['M']);
    const text = textsOf(model).join('\n');
    expect(text).toMatch(/looks like {2}values/);
    expect(text).toMatch(/^ Fields: .*; R reads so *$/m);
  });

  it('say what nothing in the file tells, day or month first, and t on the time takes the other', async () => {
    let day = 0;
    const text = TEXT.replaceAll(/2024-07-10T10:\d\d:00Z/g, () => `0${1 + (day++ % 9)}/05/2024`);
    const shown = async (size: readonly [number, number], ...keys: string[]): Promise<string> =>
      textsOf((await opened(text, size, keys)).model).join('\n');
    const first = await shown([120, 40]);
    expect(first).toContain(
      'No event could be read: nothing tells whether createdAt has the day or the month first.',
    );
    expect(first).toMatch(/would be events, of 3 users; day first, t on the time: month first/);
    const other = await shown([120, 40], 'w', 't');
    expect(other).toMatch(/time createdAt \(%m\/%d\/%Y\)/);
    expect(other).toMatch(/would be events, of 3 users; month first, t on the time: day first/);
    expect(await shown([40, 10])).toMatch(/events; day first, t: month$/m);
    const read = await opened(text, [120, 40], ['w', 't', 'R']);
    expect(read.asked).toEqual([
      { kind: 'readAs', settings: expect.objectContaining({ timeKey: 'createdAt', timeFormat: '%m/%d/%Y' }) },
    ]);
  });

  it('show values from the file as marks where they are controls', async () => {
    const { model } = await opened(TEXT, [120, 40], ['M', 'G']);
    expect(textsOf(model).join('\n')).toContain('␛[31mred<U+202E>');
  });

  it.for(SIZES)('say at %ix%i why there is no plan', async (size) => {
    const { model } = await opened(NO_TIME, size);
    expect(textsOf(model).join('\n')).toMatch(/0 of 12.*: no key reads as a time/);
  });
});

describe('most records rejected', () => {
  it.for([
    [120, 40],
    [80, 24],
  ] as const)('are explained at %ix%i in Sessions and in Skipped', async (size) => {
    const explorer = await opened(NO_TIME, size, ['escape']);
    expect(textsOf(explorer.model).join('\n')).toContain(
      'no events, so no sessions; M chooses the keys: user_id, event_time and event_',
    );
    await explorer.press('2');
    expect(textsOf(explorer.model).join('\n')).toContain(
      '12 of 12 records are rejected; M chooses the keys: user_id,',
    );
  });
});
