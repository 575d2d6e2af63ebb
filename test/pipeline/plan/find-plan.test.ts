import { describe, expect, it } from 'vitest';
import { findPlan, standardPlan } from '../../../source/pipeline/plan/find-plan.ts';
import { countOutcome, outcomeOf } from '../../../source/pipeline/plan/outcome.ts';
import { plannedSettings, settingsOf } from '../../../source/pipeline/plan/planned-settings.ts';
import { BASE, linesOf, planOf, sampleOf } from './plan-of.ts';

const TIME = '2024-05-03T09:00:00Z';
const many = (record: (i: number) => object, count = 20): object[] =>
  Array.from({ length: count }, (_, i) => record(i));
const texts = (plan: ReturnType<typeof planOf>): string[] => [plan.user.text, plan.time.text, plan.type.text];

const BEFORE_1990 = ', as seconds or parts of seconds since 1970, lie before 1990 or after 2100';

describe('the standard plan', () => {
  const standard = { user_id: 1, event_time: TIME, event_type: 'a', id: 'x', userId: 'u', timestamp: TIME };
  const other = { userId: 'u', timestamp: TIME, event: 'a' };

  it('wins whole if it gives an event in half of the records, and then nothing is found', () => {
    const plan = planOf([standard, other, standard, other]);
    expect(plan).toMatchObject({ isStandard: true, id: undefined, warnings: [] });
    expect(texts(plan)).toEqual(['user_id', 'event_time', 'event_type']);
  });

  it('does not win with less', () => {
    expect(texts(planOf([standard, other, other]))).toEqual([
      'user_id,userId',
      'event_time,timestamp',
      'event_type,event',
    ]);
  });

  it('does not count records that are no JSON', () => {
    const plan = findPlan(sampleOf(`${linesOf([standard])}${'{"broken": \n'.repeat(9)}`), {}, BASE);
    expect(plan.isStandard).toBe(true);
  });

  it('applies to input without records', () => {
    expect(planOf([])).toMatchObject({ isStandard: true, outcome: { records: 0, events: 0, users: 0 } });
  });

  it('does not win where the keys lie behind two thousand others', () => {
    const columns = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`f${i}`, i % 7]));
    expect(texts(planOf(many(() => ({ ...columns, ...other }), 4)))).toEqual([
      'userId',
      'timestamp',
      'event',
    ]);
  });

  it('is all that there is when nothing may be found', () => {
    const plan = standardPlan(sampleOf(linesOf([other])), {}, BASE);
    expect(plan).toMatchObject({ isStandard: true, outcome: { records: 1, events: 0 } });
  });
});

describe('a role whose standard key has a value in half of the records', () => {
  it('keeps it, and gets no list', () => {
    const plan = planOf(
      many((i) => ({ user_id: i % 2 ? 'a' : null, anonymous_id: 'n', ts: TIME, event_type: 'x' })),
    );
    expect(texts(plan)).toEqual(['user_id', 'ts', 'event_type']);
  });
});

describe('what flags name', () => {
  const records = many((i) => ({
    who: `u${i % 3}`,
    when: 1_714_726_800 + i,
    what: 'x',
    userId: 'z',
    event: 'y',
  }));

  it('is fixed, and the rest is found', () => {
    const plan = planOf(records, { userKey: 'who' });
    expect(plan.user).toEqual({ text: 'who', origin: 'named' });
    expect(plan.time).toEqual({ text: 'when', origin: 'found' });
    expect(plan.timeFormat).toEqual({ text: 'epoch-s', origin: 'found' });
  });

  it('leaves the format to be found even with all keys', () => {
    const plan = planOf(records, { userKey: 'who', timeKey: 'when', typeKey: 'what' });
    expect(plan.timeFormat).toEqual({ text: 'epoch-s', origin: 'found' });
    expect(plan.outcome.events).toBe(20);
  });

  it('with all keys and the format leaves nothing to be found', () => {
    const named = { userKey: 'no', timeKey: 'when', typeKey: 'what', timeFormat: 'iso' };
    expect(planOf(records, named).outcome.events).toBe(0);
  });

  it('finds a time that the named format reads', () => {
    const dates = many((i) => ({ userId: 'u', timestamp: i, at: `0${1 + (i % 9)}~05~2024`, event: 'y' }));
    expect(planOf(dates, { timeFormat: '%d~%m~%Y' }).time).toEqual({ text: 'at', origin: 'found' });
  });
});

describe('a time', () => {
  it('is reported as not found where no key is one, and the standard plan applies', () => {
    const plan = planOf(many((i) => ({ userId: 'u', name: 'open', value: i })));
    expect(plan).toMatchObject({ isStandard: true, nearest: { why: 'no key reads as a time', tries: [] } });
  });

  it('is no number outside of 1990 to 2100, nor one under another name', () => {
    expect(planOf(many((i) => ({ userId: 'u', time: i, event: 'x' }))).isStandard).toBe(true);
    expect(planOf(many((i) => ({ userId: 'u', price: 1_714_726_800 + i, event: 'x' }))).isStandard).toBe(
      true,
    );
  });

  it('is no number of digits that would be a day of another age', () => {
    const plan = planOf(many((i) => ({ device_id: `d${i % 3}`, hour: String(14_102_100 + i) })));
    expect(plan.isStandard).toBe(true);
  });

  it('is no list, though the report names the key that is called like a time', () => {
    const plan = planOf(many((i) => ({ user: i % 3, event: 'x', createdAt: [2024, 5, 3, 9, i] })));
    expect(plan.nearest?.why).toBe(
      'no key reads as a time; createdAt is named like one, but holds lists, which no format reads',
    );
  });

  it('is no count from the start of a game, though the report names the key that is called like a time', () => {
    const plan = planOf(many((i) => ({ playerId: i % 3, type: 'kill', timestamp: 60_022 * i })));
    expect(plan).toMatchObject({
      isStandard: true,
      nearest: { why: `no key reads as a time; the numbers of timestamp${BEFORE_1990}` },
    });
    expect(plan.fields.find(({ path }) => path === 'timestamp')).toMatchObject({ looksLike: 'integers' });
  });

  it('names the key that is called like a time, but is written in a way that nothing reads', () => {
    const plan = planOf(many((i) => ({ user: i % 3, event: 'x', TimeCreated: `day ${i} of May` })));
    expect(plan.nearest?.why).toBe(
      'no key reads as a time; TimeCreated is named like one, but is written in no way that is known (--time-format)',
    );
  });

  it('is a key of which nine in ten values read as times, not eight', () => {
    const some = (good: number) =>
      planOf(many((i) => ({ userId: 'u', ts: i % 20 < good ? TIME : 'soon', event: 'x' })));
    expect(some(18).time.text).toBe('ts');
    expect(some(16).isStandard).toBe(true);
  });

  it('without a year takes that of the file, with a warning', () => {
    const plan = planOf(many((i) => ({ user: 'u', timestamp: `May  3 09:00:${10 + i}`, event: 'x' })));
    expect(plan).toMatchObject({ year: 2024, yearEndsAtMonth: 6 });
    expect(plan.warnings.join()).toContain(
      '2024 is assumed, from the date of the input, and 2023 for later months',
    );
  });
});

describe('a key called name', () => {
  const typeWith = (users: number, names: readonly string[]): string =>
    planOf(many((i) => ({ user: i % users, at: TIME, name: names[i % names.length] }))).type.text;

  it('is the type, but not where it names each user', () => {
    expect(typeWith(4, ['open', 'close', 'save'])).toBe('name');
    expect(typeWith(4, ['Ana', 'Ben', 'Cat', 'Dan'])).toBe('none');
    expect(typeWith(2, ['on', 'off'])).toBe('name');
  });
});

describe('an id', () => {
  const record = (i: number, id: unknown): object => ({ id, userId: 'u', ts: TIME, event: 'x', n: i });

  it('keeps events apart, and merges none', () => {
    const plan = planOf(many((i) => record(i, `e${i}`)));
    expect(settingsOf(plan)).toMatchObject({ idKey: 'id', idDecides: false });
  });

  it('is none if it repeats, or is missing', () => {
    expect(planOf(many((i) => record(i, `e${i % 19}`))).id).toBeUndefined();
    expect(planOf(many((i) => record(i, i === 3 ? null : `e${i}`))).id).toBeUndefined();
  });

  it('is none if it repeats in a part of the sample that roles are not chosen by', () => {
    expect(planOf(many((i) => record(i, `e${i - (i % 1000 > 60 ? i % 2 : 0)}`), 2000)).id).toBeUndefined();
  });
});

describe('a key that was named', () => {
  const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`k${i}`, i]));
  const deep = (value: string) => ({ a: { b: { c: { d: { e: { f: { g: value } } } } } } });
  it.for<[what: string, userKey: string, record: object]>([
    ['deeper than keys are looked for', 'a.b.c.d.e.f.g', deep('u')],
    ['after thousands of others', 'member', { ...wide, member: 'u' }],
    ['longer than names are', 'n'.repeat(300), { ['n'.repeat(300)]: 'u' }],
    ['in an array of pairs and of others', 'list.who', { list: [{ key: 'who', value: 'u' }, 5] }],
    ['in a wrapper', 'at.$date', { at: { $date: 'u' } }],
    ['with the name of a path', 'user.id', { 'user.id': 'u' }],
  ])('is not reported as missing if it is there: %s', ([_, userKey, record]) => {
    const plan = planOf(
      many(() => ({ ts: TIME, event: 'x', ...record })),
      { userKey },
    );
    expect(plan.warnings).toEqual([]);
    expect(plan.outcome.events).toBe(plan.outcome.records);
  });

  it('longer than names are has no role by it, but is shown, and a date in it is the time', () => {
    const [question, login] = [`When was it ${'really '.repeat(40)}?`, `login ${'x'.repeat(300)}`];
    const plan = planOf(many((i) => ({ [question]: `2024-05-03T09:00:${10 + i}Z`, [login]: `u${i % 2}` })));
    expect([plan.user.text, plan.time.text]).toEqual(['none', question]);
    expect(plan.fields.map(({ path }) => path)).toContain(login);
  });

  it('for one role is not found for another', () => {
    const records = many(() => ({ userId: 'u', ts: TIME, created_at: TIME, event: 'x' }));
    expect(texts(planOf(records, { userKey: 'ts' }))).toEqual(['ts', 'created_at', 'event']);
    expect(texts(planOf(records, { typeKey: 'userId', userKey: 'event' }))[1]).not.toBe('event');
    const only = many(() => ({ userId: 'u', ts: TIME, event: 'x' }));
    expect(planOf(only, { typeKey: 'ts' })).toMatchObject({
      isStandard: false,
      time: { text: 'event_time' },
    });
  });

  it('is reported as in no sampled record if there are more records', () => {
    const warningFor = (count: number): string | undefined =>
      planOf(
        many((i) => ({ userId: 'u', ts: TIME, event: 'x', i }), count),
        { userKey: 'usrId' },
      ).warnings[0];
    expect(warningFor(20)).toBe('--user-key usrId is in no record; userId is in all of them');
    expect(warningFor(2500)).toBe('--user-key usrId is in no sampled record; userId is in all of them');
  });

  it('is only counted where many are missing', () => {
    const userKey = Array.from({ length: 300 }, (_, i) => `k${i}`).join();
    const { warnings } = planOf(
      many(() => ({ userId: 'u', ts: TIME })),
      { userKey },
    );
    expect(warnings).toHaveLength(5);
    expect(warnings.at(-1)).toBe('296 more of the keys that were named are in no record');
  });

  it('as a path is the key of that literal name where there is one, and its times are read', () => {
    const plan = planOf(
      many((i) => ({ userId: 'u', 'event.time': 1_714_726_800_000 + i, event: 'x' })),
      { timeKey: 'event.time' },
    );
    expect(plan).toMatchObject({ timeFormat: { text: 'epoch-ms' }, warnings: [] });
    expect(plan.outcome.events).toBe(plan.outcome.records);
  });
});

describe('a wide record', () => {
  it('does not hide the keys after it', () => {
    const inner = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`x${i}`, i]));
    const payload = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`p${i}`, inner]));
    const plan = planOf(many(() => ({ payload, userId: 'u', ts: TIME, event: 'x' })));
    expect(texts(plan)).toEqual(['userId', 'ts', 'event']);
  });
});

describe('values that a careless reader breaks on', () => {
  it.for<[what: string, value: unknown]>([
    ['a key called __proto__', JSON.parse('{"__proto__": {"a": 1}}')],
    ['a key of the prototype', { constructor: 1, toString: 'x', hasOwnProperty: null }],
    ['very deep nesting', JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`)],
    ['an empty key', { '': 'x' }],
    ['a long key', { ['k'.repeat(5000)]: 'x' }],
    ['pairs that are none', [{ key: 1, value: 2 }, { key: 'a' }]],
  ])('leave the plan alone: %s', ([_, value]) => {
    expect(texts(planOf(many(() => ({ value, userId: 'u', ts: TIME, event: 'x' }))))).toEqual([
      'userId',
      'ts',
      'event',
    ]);
  });

  it('NaN and numbers that no double holds', () => {
    const text = '{"userId": 12345678901234567890, "ts": 1714726800123456789, "event": "x", "v": NaN}\n';
    const plan = findPlan(sampleOf(text.repeat(5)), {}, BASE);
    expect(plan).toMatchObject({ time: { text: 'ts' }, timeFormat: { text: 'epoch-ns' } });
    expect(plan.outcome.events).toBe(5);
  });
});

describe('the outcome', () => {
  it('is that of the plain reading', () => {
    const records = many((i) => ({
      id: `e${i % 15}`,
      actor: { login: `u${i % 4}` },
      ts: i % 5 ? 1_714_726_800 + i : 'x',
      event: i % 7 ? 'a' : null,
    }));
    const sample = sampleOf(linesOf(records));
    const settings = plannedSettings(BASE, planOf(records));
    const plain = countOutcome(sample, settings, 'slow');
    expect(countOutcome(sample, settings)).toEqual(plain);
    expect(outcomeOf(sample, settings)).toEqual({ records: 20, events: plain.events, users: plain.users });
  });
});
