import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { selectedCell } from '../../source/explorer/commands/copy.ts';
import { KEYS } from '../../source/explorer/keys/key-table.ts';
import type { Action } from '../../source/explorer/model/action.ts';
import { placeColumns } from '../../source/explorer/tables/column-layout.ts';
import { columnsOf } from '../../source/explorer/tables/registry.ts';
import { activeList, activeTable } from '../../source/explorer/tabs/active-list.ts';
import { findPlan } from '../../source/pipeline/plan/find-plan.ts';
import { takeSample } from '../../source/pipeline/plan/sample.ts';
import { DEFAULT_SETTINGS } from '../../source/pipeline/settings.ts';
import { bytesOf } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { DAMAGED, eventsOf, FEW } from '../helpers/explored-files.ts';
import { datasetsOf, Explorer } from '../helpers/explorer.ts';

const PARTS = [DAMAGED + FEW, eventsOf([1, 2, 3, 40, 50]), FEW + DAMAGED.repeat(8)];
const TEXT = PARTS.join('');

const SAMPLE = takeSample(bytesOf(TEXT), true);
const PLANNED: Action = {
  kind: 'planned',
  plan: findPlan(SAMPLE, {}, DEFAULT_SETTINGS),
  sample: SAMPLE,
  base: DEFAULT_SETTINGS,
};

const LEAVING = ['q', 'ctrl+c'];
const anyKey: fc.Arbitrary<Action> = fc
  .constantFrom(
    ...KEYS.flatMap(({ keys }) => keys).filter((key) => !LEAVING.includes(key)),
    'enter',
    'escape',
    'a',
  )
  .map((key) => ({ kind: 'key', key }));
/** In and out again, most of all. */
const anyStep: fc.Arbitrary<Action> = fc
  .constantFrom('enter', 'enter', 'escape', '1', '2', '3', '4', 'w', 'down', 'u', 't', 'd', 'M', '+', '-')
  .map((key) => ({ kind: 'key', key }));
const anyMouse: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('mouse'),
  action: fc.constantFrom('press', 'wheelUp', 'wheelDown'),
  column: fc.nat(90),
  row: fc.nat(30),
});
const anySize: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('resized'),
  columns: fc.integer({ min: 1, max: 150 }),
  rows: fc.integer({ min: 1, max: 50 }),
});
const anyPrompt: fc.Arbitrary<Action[]> = fc
  .tuple(
    fc.constantFrom('/', '&', ':'),
    fc.constantFrom('u4', '!view', '7', '#3', '@900', '2024-07-10T08:15', '/(/', 'zzz', ''),
  )
  .map(([opening, text]) => [opening, 'ctrl+u', ...text, 'enter'].map((key) => ({ kind: 'key', key })));

/** A sequence of actions; undefined: the edges answer all requests; a number: more is loaded. */
const anyStory = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: anyKey.map((action) => [action]) },
    { weight: 12, arbitrary: anyStep.map((action) => [action]) },
    { weight: 4, arbitrary: anyPrompt },
    { weight: 2, arbitrary: anyMouse.map((action) => [action]) },
    { weight: 1, arbitrary: anySize.map((action) => [action]) },
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.constant('more' as const) },
  ),
  { maxLength: 40 },
);

/** Expects that the screen can be drawn, and that what is missing from it has been requested. */
function isSound({ model }: Explorer): void {
  const list = activeList(model);
  if (list !== undefined && model.overlay?.kind !== 'users') {
    expect(list.viewport.cursor).toBeGreaterThanOrEqual(0);
    expect(list.viewport.cursor).toBeLessThan(Math.max(1, list.count));
  }
  const table = activeTable(model);
  if (table === undefined) return;
  const columns = columnsOf(table, model);
  const { column, left, shown } = model.tables[table];
  expect(
    placeColumns(columns, Math.max(30, model.columns), left).map((placed) => placed.column.name),
  ).toContain(column);
  if (shown !== undefined && shown.rowCount > 0) expect(selectedCell(model, table)).toBeTypeOf('string');
}

/** Expects that nothing is pending. */
function isComplete({ model }: Explorer): void {
  const { pending, describing, overlay, tab } = model;
  const { original } = model.tabs;
  expect([pending, describing.size]).toEqual([{}, 0]);
  if (overlay?.kind === 'record') expect(overlay.lines).toBeDefined();
  if (tab === 'original')
    expect([original.requestedRange, original.window === undefined]).toEqual([undefined, false]);
}

it('whatever keys come and whenever answers do, the screen can be drawn and no request stays unanswered', async () => {
  const story = fc.asyncProperty(anyStory, async (steps) => {
    const datasets = datasetsOf(PARTS);
    const explorer = new Explorer(TEXT).send(PLANNED);
    for (const step of [...steps, 'more', 'more', 'more'] as const) {
      if (step === undefined) await explorer.settle();
      else if (step !== 'more') for (const action of step) explorer.send(action);
      else {
        const dataset = datasets.shift();
        if (dataset !== undefined) await explorer.settle().then(() => explorer.load(dataset));
      }
      isSound(explorer);
    }
    // All the way back, past each place on it.
    for (let step = 0; step < 30; step++) {
      await explorer.press('escape');
      isSound(explorer);
      isComplete(explorer);
    }
    expect(explorer.asked.filter(({ kind }) => kind === 'quit')).toEqual([]);
  });
  await check(story, 300);
});
