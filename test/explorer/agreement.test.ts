import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownTotals } from '../../source/explorer/model/known-totals.ts';
import type { Model } from '../../source/explorer/model/model.ts';
import { trendView } from '../../source/explorer/tabs/events/trend-view.ts';
import { listedRows } from '../../source/explorer/tabs/skipped/reason-rows.ts';
import { tabLabels } from '../../source/explorer/tabs/tab-labels.ts';
import { idAt, type RowSelection } from '../../source/pipeline/columns/row-selection.ts';
import { recordNumberOfEvent } from '../../source/pipeline/store/rejection-store.ts';
import { REASONS } from '../../source/pipeline/validate/reasons.ts';
import { check } from '../helpers/check.ts';
import { scopeOfCommand } from '../helpers/command-scope.ts';
import { rowsOf } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { PlainFile, type PlainRecord, type PlainScope, writtenFile } from '../helpers/plain-file.ts';

/**
 * What a list, a chart, its legend, a tab and an export say about the same thing agrees, in every combination of range,
 * user, filter, types and duplicates: keys are pressed, and all of it is compared with counts made plainly from the events.
 */

const MORNING = Date.UTC(2024, 6, 10, 8) / 1000;
const TYPES = ['view', 'click', 'buy', 'login'];

const record: fc.Arbitrary<PlainRecord> = fc.record({
  user: fc.constantFrom('ann', 'bob', 'cid'),
  // Few enough for duplicates; now and then one that is far from all others.
  seconds: fc.oneof(
    { weight: 30, arbitrary: fc.integer({ min: 0, max: 40 }).map((at) => MORNING + 97 * at) },
    { weight: 1, arbitrary: fc.constantFrom(MORNING - 40 * 86_400, MORNING + 9 * 86_400) },
  ),
  type: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...TYPES) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, '') },
  ),
  ms: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
  wrongTime: fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('soon', 'late', '12/07/2024') },
  ),
});

/** Records of a file that have something in common. */
function recordsLike(common: Partial<PlainRecord>): fc.Arbitrary<PlainRecord[]> {
  return fc.array(
    record.map((one) => ({ ...one, ...common })),
    { minLength: 1, maxLength: 20 },
  );
}

/** In place of keys: those that lead to the list of reasons. */
const REASONS_PANE = 'reasons';

/** What is pressed at once. */
const FILTERS = [
  ...['', 'type=view', '!type=view,buy', 'user_id=ann', '!user_id=ann', 'dup', '!dup', 'ms>4', '!ms>4'],
  ...['code=missing_key_or_bad_schema', '!code=missing_key_or_bad_schema type=view'],
  ...['duration>10m', 'event_count>=3', 'duration>10m type=click', 'ms>2 user_id=bob', 'event_count>=2 !dup'],
];
const RANGES = [
  '8..9',
  '08:10..08:40',
  '-30m..',
  '..08:20',
  '2024-07-10',
  '08:00:30..08:30:10',
  '2024-06-01',
];
const typed = (opening: string, text: string): string[] => [opening, 'ctrl+u', ...text, 'enter'];

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...FILTERS).map((text) => typed('&', text)) },
  { weight: 4, arbitrary: fc.constantFrom(...RANGES).map((text) => typed(':', text)) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('ann', 'bob', 'z').map((user) => ['3', 'u', user, 'enter', 'escape']),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('g x', 'j x', 'g enter', 'j enter', 'enter j x', 'x')
      .map((keys) => ['3', 't', ...keys.split(' '), 'w', 'w']),
  },
  // A reason, what it unfolds into, and values of that.
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('enter', 'j enter', '+ j enter', 'G + G + G enter', '+ j + j enter', '+')
      .map((keys) => [REASONS_PANE, 'g', ...keys.split(' ')]),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom('1', '2', '3', 'd', '+', '-', '0', '<', '>', '=', 'l').map((key) => [key]),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('escape', 'enter', 'j', 'G', ')', '(', '*', 'v').map((key) => [key]),
  },
);

/** What is looked at, in plain words. */
function plainScope({ scope, dataset, tabs }: Model): PlainScope {
  const store = dataset?.store;
  const { range, user, filter, types, duplicates } = scope;
  const bound = (at: NonNullable<typeof range>['from']) =>
    at && (at.nanoseconds > 0 ? at.seconds + 1 : at.seconds);
  return {
    fromSeconds: bound(range?.from),
    toSeconds: bound(range?.to),
    user: user === undefined ? undefined : (store?.users.textOf(user) ?? ''),
    terms: (filter?.text ?? '').split(' ').filter((term) => term !== ''),
    types: { which: types.which, names: types.types.map((type) => store?.typeText(type) ?? '') },
    duplicates,
    reason: tabs.skipped.narrowed && {
      code: REASONS[tabs.skipped.narrowed.reason].code,
      ...tabs.skipped.narrowed.fault,
    },
  };
}

function toReasons({ tab, tabs }: Model): string[] {
  return [...(tab === 'skipped' ? [] : ['2']), ...(tabs.skipped.pane === 'reasons' ? [] : ['w'])];
}

/** Whether a filter that = made has a plain meaning here: it may be of a time or a length. */
function isPlain({ terms }: PlainScope): boolean {
  return terms.every((term) =>
    /^!?(dup$|(user_id|type|event_type|code)=[^"]|ms>|event_count>=|duration>\d+m$)/.test(term),
  );
}

/** The counts in the labels of the tabs, of what is shown. */
function labelled(model: Model): (number | undefined)[] {
  return tabLabels({ ...model, columns: 400 }).map((label) => {
    const count = /^ \d \w+ (\d[\d,]*)(?: of [\d,]+)? $/.exec(label)?.[1];
    return count === undefined ? undefined : Number(count.replaceAll(',', ''));
  });
}

const ALL = { which: 'allBut', names: [] } as const;

const sum = (counts: Iterable<number>): number => [...counts].reduce((all, count) => all + count, 0);

/** What is seen. */
async function checkAll(explorer: Explorer, file: PlainFile): Promise<void> {
  const { model } = explorer;
  const scope = plainScope(model);
  if (!isPlain(scope)) return;
  const events = file.eventsIn(scope);
  const sessions = new Set(events.map(({ session }) => session));
  const rejections = file.rejectionsIn(scope);
  expect(labelled(model).slice(0, 3)).toEqual([sessions.size, rejections.count, events.length]);
  expect(knownTotals(model).validEvents).toBe(file.events.length);
  if (model.overlay !== undefined) return;
  if (model.tab === 'sessions') {
    expect(model.tables.sessions.shown?.rowCount).toBe(sessions.size);
  } else if (model.tab === 'skipped') {
    expect(model.tables.rejections.shown?.rowCount).toBe(rejections.count);
    expect(model.tables.rejections.shown?.undecided ?? 0).toBe(rejections.undecided);
    // The list of reasons has all of them, whichever is chosen.
    const { count, undecided } = file.rejectionsIn({ ...scope, reason: undefined });
    expect(sum(explorer.reasons.map(([, of]) => of))).toBe(count);
    expect(listedRows(model).filter(({ key }) => key === 'undecided')).toMatchObject(
      undecided === 0 ? [] : [{ name: `${undecided} cannot be told` }],
    );
  } else if (model.tab === 'events') checkEvents(model, file, scope);
}

function listOf(rows: RowSelection): number[] {
  return Array.from({ length: rows.rowCount }, (_, row) => idAt(rows, row));
}

function checkEvents({ tables, ...model }: Model, file: PlainFile, scope: PlainScope): void {
  const { shown } = tables.events;
  const events = file.eventsIn(scope);
  if (shown === undefined) throw new Error('no events came');
  const numbers = Array.from({ length: shown.rowCount }, (_, row) =>
    recordNumberOfEvent(shown.dataset.rejections, idAt(shown, row)),
  );
  expect(numbers.toSorted((a, b) => a - b)).toEqual(events.map(({ number }) => number));
  const answer = model.tabs.events.trend?.answer;
  const store = model.dataset?.store;
  if (answer === undefined || store === undefined) throw new Error('no trend came');
  // The legend: each type with its count, those that are switched off too.
  const counts = new Map<string, number>();
  for (const { type } of file.eventsIn(scope, 'allTypes')) counts.set(type, (counts.get(type) ?? 0) + 1);
  const legend = [...answer.countByType].map((count, type) => [store.typeText(type), count] as const);
  expect(new Map(legend.filter(([, count]) => count > 0))).toEqual(counts);
  // The chart, with what it says to lie before and after.
  const view = trendView({ ...model, tables });
  if (view === undefined) {
    expect(file.eventsIn({ ...scope, types: ALL }, 'allTimes')).toEqual([]);
    return;
  }
  expect(sum(view.total) + view.earlier + view.later).toBe(events.length);
  for (const { name, counts: atPoints, count, isShown } of view.types) {
    expect([name, count]).toEqual([name, counts.get(name)]);
    if (isShown && view.earlier + view.later === 0) expect([name, sum(atPoints)]).toEqual([name, count]);
  }
  if (view.duplicates !== undefined && view.earlier + view.later === 0) {
    expect(sum(view.duplicates)).toBe(events.filter(({ isDuplicate }) => isDuplicate).length);
  }
  const outside = file.eventsIn({ ...scope, types: ALL }, 'allTimes').length - sum(counts.values());
  expect(sum(answer.earlierByType) + sum(answer.laterByType)).toBe(outside);
}

/** What is written. */
async function checkExport(explorer: Explorer, file: PlainFile): Promise<void> {
  const { model } = explorer;
  const scope = plainScope(model);
  if (model.tab === 'original' || model.overlay !== undefined || !isPlain(scope)) return;
  const events = file.eventsIn(scope);
  const counts = {
    sessions: new Set(events.map(({ session }) => session)).size,
    skipped: file.rejectionsIn(scope).count,
    events: events.length,
  };
  await explorer.enter('e', 'out.csv');
  const effect = explorer.asked.at(-1);
  if (effect?.kind !== 'export' || effect.exported.what === 'file') throw new Error('nothing was exported');
  const { what, rows } = effect.exported;
  expect(rows.rowCount).toBe(counts[model.tab]);
  await explorer.send({ kind: 'taskEnded', message: { text: 'wrote', kind: 'info' } }).settle();
  // What the command of E writes.
  if (what === 'duplicates' && explorer.model.scope.duplicates === 'shown') return;
  const ofCommand = await rowsOfCommand(explorer);
  expect(ofCommand.toSorted((a, b) => a - b)).toEqual(listOf(rows).toSorted((a, b) => a - b));
}

/** The rows that the command of E writes, by number. */
async function rowsOfCommand(explorer: Explorer): Promise<number[]> {
  await explorer.press('E');
  const effect = explorer.asked.at(-1);
  const { dataset, overlay, tab } = explorer.model;
  if (overlay !== undefined) await explorer.press('escape');
  if (effect?.kind !== 'copy' || dataset === undefined) throw new Error(explorer.message);
  const query = {
    scope: scopeOfCommand(effect.text, dataset),
    sort: { column: 'user_id', descending: false },
  } as const;
  const kind = tab === 'skipped' ? 'rejections' : tab === 'sessions' ? 'sessions' : 'events';
  return rowsOf(dataset, { kind, ...query }, explorer.readRecord);
}

describe('what a list, a chart, its legend, a tab and an export say about the same rows', () => {
  it('agrees, in every combination of range, user, filter, types and duplicates', async () => {
    const cases = fc.record({
      // Files of events alone, of rejections alone, of one time, of another century, and of all of these.
      records: fc.oneof(
        { weight: 5, arbitrary: fc.array(record, { minLength: 1, maxLength: 60 }) },
        { weight: 1, arbitrary: recordsLike({ type: 'view', wrongTime: undefined }) },
        { weight: 1, arbitrary: recordsLike({ wrongTime: 'soon' }) },
        { weight: 1, arbitrary: recordsLike({ user: 'ann', seconds: MORNING }) },
        { weight: 1, arbitrary: recordsLike({ seconds: MORNING - 5e9 }) },
        { weight: 1, arbitrary: recordsLike({ seconds: MORNING + 2e11 }) },
      ),
      gapSeconds: fc.constantFrom(undefined, 300),
      steps: fc.array(step, { minLength: 1, maxLength: 12 }),
    });
    await check(
      fc.asyncProperty(cases, async ({ records, gapSeconds, steps }) => {
        const file = new PlainFile(records, gapSeconds);
        const explorer = await Explorer.of(writtenFile(records), { settings: { gapSeconds } });
        for (const keys of steps) {
          for (const key of keys) {
            await explorer.press(...(key === REASONS_PANE ? toReasons(explorer.model) : [key]));
          }
          await checkAll(explorer, file);
        }
        await checkExport(explorer, file);
      }),
      120,
    );
  });
});
