import { expect, it } from 'vitest';
import type { Plan } from '../../../source/pipeline/plan/plan.ts';
import { planTable } from '../../../source/pipeline/plan/plan-table.ts';
import { FREE_CHOICE, findTable } from '../../../source/pipeline/table/find-table.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { BASE } from './plan-of.ts';

function planOfRows(rows: readonly string[]): Plan {
  const bytes = encodeUtf8(`${rows.join('\n')}\n`);
  const layout = findTable(bytes, true, FREE_CHOICE);
  if (layout === undefined) throw new Error('no table was found');
  const head = { bytes, isWhole: true };
  return planTable(head, { named: {}, base: BASE, isStrict: false }, { layout, origin: 'found' }).plan;
}

const rows = (count: number, row: (i: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, i) => row(i));
const day = (i: number): string => `2024-05-${String(i + 1).padStart(2, '0')}T09:00:00Z`;
const triesOf = ({ nearest }: Plan): unknown =>
  nearest?.tries.map(({ settings: { userKey, timeKey, timeFormat }, outcome: { events, users } }) => ({
    ...{ userKey, timeKey, timeFormat },
    ...{ events, users },
  }));

it('leaves ratings without a header line open, since their numbers have no name, and offers what they may be', () => {
  const plan = planOfRows(
    rows(12, (i) => `${i % 3}\t${240 + (i % 6)}\t${1 + (i % 5)}\t${881_250_949 + 100 * i}`),
  );
  expect(plan.outcome.events).toBe(0);
  expect(plan.nearest?.why).toContain('column4 reads as one');
  const found = { timeKey: 'column4', timeFormat: 'epoch-s', events: 12 };
  expect(triesOf(plan)).toEqual([
    { userKey: 'column1', users: 3, ...found },
    { userKey: 'column2', users: 6, ...found },
  ]);
});

it('leaves the user open where two columns of a table without a header line could be it', () => {
  const plan = planOfRows(rows(12, (i) => `${i % 3},${day(i)},${100 + (i % 4)},9.5`));
  expect(plan.nearest?.why).toBe('nothing tells whether the user is column1 or column3');
  expect(triesOf(plan)).toMatchObject([
    { userKey: 'column1', users: 3 },
    { userKey: 'column3', users: 4 },
  ]);
});

it('takes no words for users by their values: they may be types', () => {
  const plan = planOfRows(rows(12, (i) => `${['open', 'buy'][i % 2]},${day(i)},0.${i}`));
  expect(plan.nearest?.why).toBe('nothing tells whether column1 is the user');
});

it('says so where a column without a name is taken for the user', () => {
  const plan = planOfRows(rows(12, (i) => `${day(i)},user_00${i % 3},open,x`));
  expect(plan.user.text).toBe('column2');
  expect(plan.warnings.join()).toContain('column2 is taken for the user by its values alone');
});

it('takes no row numbers for users', () => {
  const plan = planOfRows(rows(12, (i) => `${i},${day(i)},c${i % 3},2.5`));
  expect(plan.user.text).toBe('column3');
});

it('says which column has the time of day, where times are days', () => {
  const plan = planOfRows(['user,date,time', ...rows(6, (i) => `u${i % 2},2024-05-03,09:0${i}:00`)]);
  expect(plan.time.text).toBe('date');
  expect(plan.warnings.join()).toContain('the time of day in time is not read');
});
