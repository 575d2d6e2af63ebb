import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownTotals } from '../../source/explorer/model/known-totals.ts';
import type { Model } from '../../source/explorer/model/model.ts';
import { trendView } from '../../source/explorer/tabs/events/trend-view.ts';
import { tabLabels } from '../../source/explorer/tabs/tab-labels.ts';
import { idAt } from '../../source/pipeline/columns/row-selection.ts';
import { recordNumberOfEvent } from '../../source/pipeline/store/rejection-store.ts';
import { check } from '../helpers/check.ts';
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
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  ms: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
});

/** What is pressed at once. */
const FILTERS = [
  ...['', 'type=view', '!type=view,buy', 'user_id=ann', '!user_id=ann', 'dup', '!dup', 'ms>4', '!ms>4'],
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
  { weight: 3, arbitrary: fc.constant(['3', 't', 'x', 'w', 'w']) },
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
function plainScope({ scope, dataset }: Model): PlainScope {
  const store = dataset?.store;
  const { range, user, filter, hiddenTypes, duplicates } = scope;
  const bound = (at: NonNullable<typeof range>['from']) =>
    at && (at.nanoseconds > 0 ? at.seconds + 1 : at.seconds);
  return {
    fromSeconds: bound(range?.from),
    toSeconds: bound(range?.to),
    user: user === undefined ? undefined : (store?.users.textOf(user) ?? ''),
    terms: (filter?.text ?? '').split(' ').filter((term) => term !== ''),
    hiddenTypes: hiddenTypes.map((type) => store?.typeText(type) ?? ''),
    duplicates,
  };
}

/** Whether a filter that = made has a plain meaning here: it may be of a time or a length. */
function isPlain({ terms }: PlainScope): boolean {
  return terms.every((term) =>
    /^!?(dup$|(user_id|type|event_type)=[^"]|ms>|event_count>=|duration>\d+m$)/.test(term),
  );
}

/** The counts in the labels of the tabs, of what is shown. */
function labelled(model: Model): (number | undefined)[] {
  return tabLabels({ ...model, columns: 400 }).map((label) => {
    const count = /^ \d \w+ (\d[\d,]*)(?: of [\d,]+)? $/.exec(label)?.[1];
    return count === undefined ? undefined : Number(count.replaceAll(',', ''));
  });
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((all, count) => all + count, 0);

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
  } else if (model.tab === 'skipped' && model.tabs.skipped.narrowed === undefined) {
    expect(model.tables.rejections.shown?.rowCount).toBe(rejections.count);
    expect(model.tables.rejections.shown?.untold ?? 0).toBe(rejections.untold);
  } else if (model.tab === 'events') checkEvents(model, file, scope);
  await checkExport(explorer, events.length);
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
  const told = [...answer.countByType].map((count, type) => [store.typeText(type), count] as const);
  expect(new Map(told.filter(([, count]) => count > 0))).toEqual(counts);
  // The chart, with what it says to lie before and after.
  const view = trendView({ ...model, tables });
  if (view === undefined) {
    expect(file.eventsIn({ ...scope, hiddenTypes: [] }, 'allTimes')).toEqual([]);
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
  const outside = file.eventsIn({ ...scope, hiddenTypes: [] }, 'allTimes').length - sum(counts.values());
  expect(sum(answer.earlierByType) + sum(answer.laterByType)).toBe(outside);
}

async function checkExport(explorer: Explorer, count: number): Promise<void> {
  if (explorer.model.tab !== 'events') return;
  await explorer.enter('e', 'out.csv');
  const effect = explorer.asked.at(-1);
  if (effect?.kind !== 'export' || effect.exported.what === 'file') throw new Error('nothing was exported');
  expect(effect.exported.rows.rowCount).toBe(count);
  await explorer.send({ kind: 'taskEnded', message: { text: 'wrote', kind: 'info' } }).settle();
}

describe('what is said about the same thing', () => {
  it('agrees, in every combination of range, user, filter, types and duplicates', async () => {
    const cases = fc.record({
      records: fc.array(record, { minLength: 1, maxLength: 60 }),
      gapSeconds: fc.constantFrom(undefined, 300),
      steps: fc.array(step, { minLength: 1, maxLength: 12 }),
    });
    await check(
      fc.asyncProperty(cases, async ({ records, gapSeconds, steps }) => {
        const file = new PlainFile(records, gapSeconds);
        const explorer = await Explorer.of(writtenFile(records), { settings: { gapSeconds } });
        for (const keys of steps) {
          await explorer.press(...keys);
          await checkAll(explorer, file);
        }
      }),
      120,
    );
  });
});
