import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { findPlan } from '../../source/pipeline/plan/find-plan.ts';
import { settingsOf } from '../../source/pipeline/plan/planned-settings.ts';
import { takeSample } from '../../source/pipeline/plan/sample.ts';
import { DEFAULT_SETTINGS } from '../../source/pipeline/settings.ts';
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

/** The explorer as it shows a file, with the plan that is found for it, or with the standard one. */
async function opened(
  text: string,
  [columns, rows]: readonly [number, number],
  keys: readonly string[] = [],
  isStrict = false,
): Promise<Explorer> {
  const sample = takeSample(bytesOf(text), true);
  const named = isStrict ? { userKey: 'user_id', timeKey: 'event_time', typeKey: 'event_type' } : {};
  const plan = findPlan(sample, named, { ...DEFAULT_SETTINGS, ...named });
  const explorer = new Explorer(text, { columns, rows });
  explorer.send({ kind: 'planned', plan, sample, base: DEFAULT_SETTINGS });
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
  ] as const)('tells at %s what was found', async ([size, told]) => {
    const { model } = await opened(TEXT, size);
    const line = textsOf(model)[1];
    expect(line.trimEnd()).toBe(told);
    expect(stringWidth(line)).toBeLessThanOrEqual(size[0]);
    for (const key of ['userId', 'createdAt', 'action']) expect(line).toContain(key);
  });

  it.for(SIZES)('is as ever at %ix%i where the standard keys are read', async (size) => {
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
    expect(text.replaceAll(/\n +/g, '').replaceAll(/ +/g, ' ')).toContain(
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
