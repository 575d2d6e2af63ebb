import { describe, expect, it } from 'vitest';
import { planOf } from './plan-of.ts';

const TIME = '2024-05-03T09:00:00Z';
const many = (record: (i: number) => object): object[] => Array.from({ length: 20 }, (_, i) => record(i));

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

  it('of users and of times leave both open, and each user is named with the first time', () => {
    const times = (i: number): object => ({
      order_date: `2024-05-${10 + i}`,
      visit_date: `2024-06-${29 - i}`,
    });
    const plan = planOf(
      many((i) => ({ buyer_id: i % 4, sender_id: Math.floor(i / 2) % 4, ...times(i % 18), action: 'x' })),
    );
    expect(plan.nearest?.tries.map(({ settings, outcome }) => [settings.userKey, outcome.events])).toEqual([
      ['buyer_id', 20],
      ['sender_id', 20],
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
