import { describe, expect, it } from 'vitest';
import type { NamedSettings, Plan } from '../../../source/pipeline/plan/plan.ts';
import { planOf } from './plan-of.ts';

const TIME = '2024-05-03T09:00:00Z';
const many = (record: (i: number) => object): object[] => Array.from({ length: 20 }, (_, i) => record(i));

/** Expects a plan that leaves a role open for `why`, and commands to try with these keys for the user and the time. */
function expectOpen(plan: Plan, why: string, keys: readonly (readonly [user: string, time: string])[]): void {
  expect(plan.nearest?.why).toBe(why);
  expect(plan.nearest?.tries.map(({ settings }) => [settings.userKey, settings.timeKey])).toEqual(keys);
}

describe('two keys that are equally good', () => {
  it('leave the user open: the standard plan applies, and both are named with what they would give', () => {
    const plan = planOf(
      many((i) => ({ buyer_id: i % 4, sender_id: Math.floor(i / 2) % 4, created_at: TIME, action: 'x' })),
    );
    expect(plan.isStandard).toBe(true);
    expect(plan.nearest?.why).toMatch(/^nothing tells whether the user is buyer_id or sender_id$/);
    expect(plan.nearest?.tries.map(({ settings, outcome }) => [settings.userKey, outcome.events])).toEqual([
      ['buyer_id', 20],
      ['sender_id', 20],
    ]);
  });

  it('are not asked about where no key is a time either', () => {
    const plan = planOf(many((i) => ({ buyer_id: i % 4, sender_id: Math.floor(i / 2) % 4, action: 'x' })));
    expect(plan.nearest).toMatchObject({ why: 'no key reads as a time', tries: [] });
  });

  const twoTimes = (i: number): object => ({
    order_date: `2024-05-${10 + (i % 5)}`,
    visit_date: `2024-06-${10 + (Math.floor(i / 2) % 5)}`,
  });

  it('leave the time open, and both are named', () => {
    const plan = planOf(many((i) => ({ user: i % 4, ...twoTimes(i), action: 'x' })));
    expect(plan.isStandard).toBe(true);
    expectOpen(plan, 'nothing tells whether the time is order_date or visit_date', [
      ['user', 'order_date'],
      ['user', 'visit_date'],
    ]);
  });

  it('are no question where one of two times varies more, or is finer', () => {
    const more = planOf(
      many((i) => ({ user: i % 4, ...twoTimes(i), visit_date: `2024-06-${10 + (i % 7)}` })),
    );
    expect(more.time).toEqual({ text: 'visit_date', origin: 'found' });
    const finer = planOf(
      many((i) => ({
        user: i % 4,
        ...twoTimes(i),
        visit_date: `2024-06-01T09:0${Math.floor(i / 2) % 5}:00Z`,
      })),
    );
    expect(finer.time).toEqual({ text: 'visit_date', origin: 'found' });
  });

  it('of users and of times leave both open, and each user is named with the first time', () => {
    const plan = planOf(
      many((i) => ({ buyer_id: i % 4, sender_id: Math.floor(i / 2) % 4, ...twoTimes(i), action: 'x' })),
    );
    expectOpen(plan, 'nothing tells whether the user is buyer_id or sender_id', [
      ['buyer_id', 'order_date'],
      ['sender_id', 'order_date'],
    ]);
  });

  it('count as one where each value of one goes with one of the other', () => {
    const plan = planOf(
      many((i) => ({ buyer_id: i % 4, sender_id: (i % 4) + 7, created_at: TIME, action: 'x' })),
    );
    expect(plan.user).toEqual({ text: 'buyer_id', origin: 'found' });
  });

  it('of day and month leave the time open, and both ways are named', () => {
    const plan = planOf(many((i) => ({ user: `u${i}`, date: `0${1 + (i % 9)}/05/2024 09:00`, action: 'x' })));
    expect(plan.isStandard).toBe(true);
    expect(plan.nearest?.why).toBe('nothing tells whether date has the day or the month first');
    expect(plan.nearest?.tries.map(({ settings }) => settings.timeFormat).sort()).toEqual([
      '%d/%m/%Y %H:%M',
      '%m/%d/%Y %H:%M',
    ]);
  });
});

describe('times in a zone that has only a name', () => {
  const triesFor = (date: (i: number) => string, named: NamedSettings = {}): unknown => {
    const { isStandard, nearest } = planOf(
      many((i) => ({ user: i % 3, date: date(i), action: 'x' })),
      named,
    );
    expect(isStandard).toBe(true);
    return nearest?.tries.map(({ settings, outcome, assumeTz }) => [
      settings.timeFormat,
      assumeTz,
      outcome.events,
    ]);
  };

  it('are read in none, and the commands to try name the zones that it may be', () => {
    expect(triesFor((i) => `Fri May 03 09:${10 + i}:00 CST 2024`)).toEqual([
      ['%a %b %d %H:%M:%S CST %Y', 'America/Chicago', 20],
      ['%a %b %d %H:%M:%S CST %Y', 'Asia/Shanghai', 20],
    ]);
  });

  it('leave one place to try where the names of its summer and winter time both occur', () => {
    expect(triesFor((i) => `2024-05-03 09:${10 + i}:00 ${i % 2 ? 'CDT' : 'CST'}`)).toEqual([
      ['%Y-%m-%d %H:%M:%S CST | %Y-%m-%d %H:%M:%S CDT', 'America/Chicago', 20],
    ]);
  });

  it('are those of the zone that is named', () => {
    expect(triesFor((i) => `3/14/2024, 9:${10 + i}:00 AM PST`, { assumeTz: 'America/Tijuana' })).toEqual([
      ['%m/%d/%Y, %I:%M:%S %p PST', undefined, 20],
    ]);
  });

  it('are left alone where the name is none, or there are many', () => {
    expect(triesFor((i) => `2024-05-03 09:${10 + i}:00 ABC`)).toEqual([]);
    expect(triesFor((i) => `2024-05-03 09:${10 + i}:00 ${['CET', 'PDT', 'JST'][i % 3]}`)).toEqual([]);
  });
});
