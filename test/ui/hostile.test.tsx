import { describe, expect, it } from 'vitest';
import { widthOf } from '../../source/format/text-width.ts';
import { findPlan } from '../../source/pipeline/plan/find-plan.ts';
import { takeSample } from '../../source/pipeline/plan/sample.ts';
import { DEFAULT_SETTINGS } from '../../source/pipeline/settings.ts';
import { readFile } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { textsOf } from './frames.tsx';

/** Everything that could affect a terminal, or hide, as it may occur in a file. */
const HOSTILE = [
  '\u001b[2J',
  '\u001b]52;c;c3RvbGVu\u0007',
  '\u001b]0;title',
  '\u001b[5mblink',
  '\u009b5m',
  '\u0090q',
  '\u202eright to left\u202c',
  '\u2066\u200f',
  'zero\u200bwidth\u200d\ufeff',
  'bell\u0007\b\u007f',
  'tab\tback\rnew\nline\u2028',
  '\ufff9note\ufffb\u{e0041}',
  `marks${'\u0301\u20dd'.repeat(40)}`,
  'น้ำ สตे 👍🏽 🇩🇪',
].join(' ');

/** Anything that is no character to be seen. */
const UNSEEN = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2028\u2029\ufff9-\ufffb]/u;

/** More marks than any script has on one character. */
const FLOOD = /[\p{Mn}\p{Me}]{9}/u;

const TEXT = JSON.stringify(HOSTILE);
const EVENTS = readFile(
  [
    `{"user_id": ${TEXT}, "event_time": "2024-07-10T10:00:00Z", "event_type": ${TEXT}, ${TEXT}: ${TEXT}}`,
    `{"user_id": ${TEXT}, "event_time": "2024-07-10T11:00:00Z", "event_type": "view"}`,
    `{"user_id": 7, "event_time": ${TEXT}, "event_type": ${TEXT}}`,
    `{"user_id": [${TEXT}], "event_time": true, "event_type": ${TEXT}}`,
    // As it is, unescaped: no valid JSON.
    `{"user_id": "${HOSTILE}", "event_time": "2024-07-10T11:00:00Z"}`,
    HOSTILE,
  ].join('\n'),
);

const LOOK = { columns: 100, rows: 40, file: { name: `${HOSTILE}.json` } };

async function expectNothingUnseen(keys: readonly string[]): Promise<string> {
  return expectNothingUnseenIn(await Explorer.of(EVENTS, { ...LOOK, keys }));
}

async function expectNothingUnseenIn(explorer: Explorer): Promise<string> {
  for (const [columns, rows] of [
    [40, 10],
    [100, 40],
  ]) {
    await explorer.send({ kind: 'resized', columns, rows }).settle();
    for (const line of textsOf(explorer.model)) {
      expect(line).not.toMatch(UNSEEN);
      expect(line).not.toMatch(FLOOD);
      expect(widthOf(line)).toBeLessThanOrEqual(columns);
    }
  }
  return textsOf(explorer.model).join('\n');
}

describe('text of a file cannot act on the terminal', () => {
  it.for([
    ['sessions', []],
    ['skipped', ['2']],
    ['sessions of one user and type', ['1', '=', '3', 'l', 'l', '=']],
    ['nothing of a user', ['1', '=', '&', ' ', 'n', 'o', 'enter']],
    ['the rejections', ['2', 'w']],
    ['events', ['3']],
    ['events of one user', ['enter']],
    ['original', ['4']],
    ['a rejected record', ['4', '}', '}', '}']],
    ['a record', ['3', 'enter']],
    ['a rejected record, whole', ['4', '}', 'enter']],
    ['info', ['i']],
    ['the users as rows', ['U']],
    ['the users with a column for each type', ['U', '+', 'l', 'l']],
    ['sessions of one user', ['U', 'enter']],
    ['the fields', ['M']],
    ['the fields of the user', ['M', 'w', 'j']],
    ['the columns', ['c']],
    ['the command', ['E']],
    ['duplicates', ['3', 'd', 'd']],
    ['a record beside its list', ['3', 'enter', 'w']],
    ['what is in no record', ['2', 'G', 'enter']],
    ['a cell filtered by', ['=']],
    ['a type filtered by', ['3', 'l', 'l', '=']],
    ['one user and a zoom', ['3', 'u', 'enter', '+']],
    ['a path to write to', ['e', 'ctrl+u', ...HOSTILE]],
    ['a path to open', ['o', ...HOSTILE]],
    ['a gap that is none', ['z', ...HOSTILE.slice(0, 20), 'enter']],
    ['the users', ['3', 'u']],
    ['the types', ['3', 't']],
    ['the name offered for a copy', ['4', 'e']],
    ['a search that finds nothing', ['/', ...HOSTILE, 'enter']],
    ['a filter', ['&', ...HOSTILE.slice(0, 20), 'enter']],
    ['a place that is none', [':', ...HOSTILE.slice(0, 20), 'enter']],
  ] as const)('in %s', async ([, keys]) => {
    await expectNothingUnseen(keys);
  });

  it('in the name of a key that is a column', async () => {
    const event = { user_id: 1, event_time: '2024-07-10T10:00:00Z', event_type: 'view', '\u001b[2J': 'here' };
    const file = readFile(JSON.stringify(event));
    const sample = takeSample(file.bytes, true);
    const explorer = await Explorer.of(file, LOOK);
    const plan = findPlan(sample, {}, DEFAULT_SETTINGS);
    await explorer.send({ kind: 'planned', plan, sample, base: DEFAULT_SETTINGS }).settle();
    await explorer.press('3', 'c', 'G', 'space', 'escape', 'l', 'l', 'l', 'l', 'l');
    expect(explorer.columnsSeen).toContain('record.\u001b[2J');
    expect(await expectNothingUnseenIn(explorer)).toContain('␛[2J');
  });

  it.for([
    ['sessions', []],
    ['skipped', ['2']],
    ['events', ['3']],
    ['the users', ['U']],
    ['fields', ['M']],
    ['info', ['i']],
  ] as const)('in %s, where no event could be read for lack of a key', async ([, keys]) => {
    const file = readFile(JSON.stringify({ '\u001b[2J': 1, at: 'never' }));
    const sample = takeSample(file.bytes, true);
    const found = findPlan(sample, {}, DEFAULT_SETTINGS);
    const named = { text: '\u001b[2J.\u202e', origin: 'named' } as const;
    const nearest = { why: 'the times of \u001b[2J\u202e are in no zone', tries: [] };
    const plan = { ...found, user: named, time: named, type: named, id: named, nearest };
    const explorer = new Explorer(file.bytes, LOOK);
    await explorer.send({ kind: 'planned', plan, sample, base: DEFAULT_SETTINGS }).load(file.dataset);
    await explorer.press('escape', ...keys);
    expect(await expectNothingUnseenIn(explorer)).toContain('␛[2J');
  });

  it('and control characters are shown as their pictures', async () => {
    expect(await expectNothingUnseen([])).toContain('␛[2J ␛]52;c;c3RvbGVu␇');
    expect(await expectNothingUnseen(['3', 't'])).toContain('new␊line<U+2028> <U+FFF9>note<U+F');
  });

  it('nor can text of a message or of a paste', async () => {
    const explorer = await Explorer.of(EVENTS, { ...LOOK, keys: ['&'] });
    await explorer.send({ kind: 'paste', text: HOSTILE }).settle();
    expect(textsOf(explorer.model).join('')).not.toMatch(UNSEEN);
    await explorer.send({ kind: 'completed', of: HOSTILE, text: HOSTILE, choices: [HOSTILE] }).settle();
    await explorer.send({ kind: 'exportBlocked', path: HOSTILE }).settle();
    expect(textsOf(explorer.model).join('')).not.toMatch(UNSEEN);
    await explorer.press('escape');
    for (const kind of ['info', 'good', 'bad'] as const) {
      await explorer.send({ kind: 'message', message: { text: HOSTILE, kind } }).settle();
      expect(textsOf(explorer.model).join('')).not.toMatch(UNSEEN);
    }
  });
});
