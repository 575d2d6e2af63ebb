import { describe, expect, it } from 'vitest';
import type { NamedSettings } from '../../../source/pipeline/plan/plan.ts';
import type { HeadPlan } from '../../../source/pipeline/plan/plan-basis.ts';
import { planHead, withControlLines } from '../../../source/pipeline/plan/plan-head.ts';
import { settingsOf } from '../../../source/pipeline/plan/planned-settings.ts';
import { DEFAULT_SETTINGS } from '../../../source/pipeline/settings.ts';
import { outcomeOf } from '../../helpers/outcome.ts';
import { NESTED_SHAPE_CASES } from './nested-shape-cases.ts';
import { SHAPE_CASES } from './shape-cases.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function planOf(text: string, named: NamedSettings = {}, isWhole = true): HeadPlan {
  const head = { bytes: bytesOf(text), isWhole };
  const base = withControlLines(head, { ...DEFAULT_SETTINGS, opensWrappers: true, ...named });
  return planHead(head, { named, base, isStrict: false });
}

describe('where the records of an input are', () => {
  it.for([...SHAPE_CASES, ...NESTED_SHAPE_CASES])(
    'is found in $name',
    ({ head, records, user, time, events }) => {
      const { plan } = planOf(head);
      expect(plan.records?.text).toBe(records);
      expect([plan.user.text, plan.time.text]).toEqual([user, time]);
      expect(plan.outcome.events).toBe(events);
      // A run with the settings of the plan finds what the sample shows.
      const settings = { ...DEFAULT_SETTINGS, opensWrappers: true, ...settingsOf(plan) };
      expect(outcomeOf(bytesOf(head), { settings }).stats).toMatchObject({
        valid_events: events,
        skipped_events: 0,
      });
    },
  );

  it('is found in the beginning of a long envelope', () => {
    const record = '{"user_id": "ana", "event_time": "2024-05-03T09:00:00Z", "event_type": "open"},\n';
    const head = `{"status": "ok", "data": [${record.repeat(4000)}`;
    const { plan } = planOf(head, {}, false);
    expect(plan.records).toEqual({ text: 'data', origin: 'found' });
    const { events, records } = plan.outcome;
    expect(records).toBeGreaterThanOrEqual(2000);
    expect(events).toBe(records);
  });

  it('is found in an envelope of lines whatever is damaged in one of them, which costs that one record', () => {
    const line = (user: number): string =>
      `{"user_id": ${user}, "event_time": "2024-05-03T09:00:00Z", "event_type": "open", "p": {"a": [1, {"b": "}"}]}}`;
    const users = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const texts = users.map(line);
    const places = [...texts[4].matchAll(/[{}[\]":,]/g)].filter((_, i) => i % 5 === 0);
    for (const { index } of places) {
      const damaged = `${texts[4].slice(0, index)}?${texts[4].slice(index + 1)}`;
      const head = `{"meta": {"n": 1},\n"data": [\n${texts.with(4, damaged).join(',\n')}\n], "next": null}`;
      const { plan } = planOf(head);
      const settings = { ...DEFAULT_SETTINGS, opensWrappers: true, ...settingsOf(plan) };
      expect(outcomeOf(bytesOf(head), { settings }).stats.valid_events).toBeGreaterThanOrEqual(8);
      expect(plan.records?.text).toBe('data');
    }
  });

  it('is found in a keyed object whatever is damaged, and not in records with arrays of the like below a damaged one', () => {
    const record = (i: number): string =>
      `{"user_id": ${i % 7}, "event_time": "2024-05-03T09:00:${10 + i}Z", "event_type": "open", "p": {"a": [1, {"b": "}"}]}}`;
    const keyed = Array.from({ length: 30 }, (_, i) => `"k${i}": ${record(i)}`);
    const { plan } = planOf(`{${keyed.with(16, keyed[16].replace('"p": {', '"p"2 {')).join(',\n')}}`);
    expect([plan.records?.text, plan.outcome.events]).toEqual(['*', 29]);
    const line = record(1).replace('"p": {', `"batch": [${record(2)}, ${record(3)}], "p": {`);
    expect(planOf(`${line.slice(0, 60)}\n${line}\n${line}\n`).plan.isStandard).toBe(true);
  });

  it('is found in envelopes of a line each, though the records around damage outnumber the other envelopes', () => {
    const record = (i: number): string =>
      `{"user_id": ${i % 7}, "event_time": "2024-05-03T09:00:${10 + i}Z", "event_type": "open", "tags": [{"k": 1}]}`;
    const line = (first: number): string =>
      `{"sent": 1, "batch": [${Array.from({ length: 10 }, (_, i) => record(first + i)).join(', ')}]}`;
    const head = `${line(0)}\n${line(10).replace('[{"k"', '[?{"k"')}\n${line(20)}\n`;
    const { plan } = planOf(head);
    expect(plan.records?.text).toBe('batch');
    const settings = { ...DEFAULT_SETTINGS, opensWrappers: true, ...settingsOf(plan) };
    expect(outcomeOf(bytesOf(head), { settings }).stats.valid_events).toBe(29);
  });

  it('is no list of a record that damage lets seem to lie deeper than it does', () => {
    const record = (user: string, verb: string, extra: string): string =>
      `{\n  "user": "${user}",\n  "time": "2024-07-14T07:45:20Z",\n  "verb": {\n    "id": "${verb}\n  },\n  "id": "e",\n  "page": "/x"${extra}\n}\n`;
    const list = ',\n  "extra": {\n    "k": [\n      1,\n      {\n        "z": 2\n      }\n    ]\n  }';
    const damaged = record('ana', 'click}', list).replace('click}\n  }', 'click}');
    const head = `${record('ben', 'buy"', '')}${damaged}${record('ana', 'click"', list)}${record('eve', 'buy"', '').repeat(2)}`;
    const { plan } = planOf(head);
    expect([plan.records, plan.user.text, plan.outcome.events]).toEqual([undefined, 'user', 4]);
  });

  it('is no array in which a line was cut off, where the last line has all standard keys', () => {
    const cut = '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "tags": [\n';
    const line = '{"user_id": 2, "event_time": "2024-07-10T10:05:00Z", "event_type": "view"}\n';
    expect(planOf(cut + line).plan.isStandard).toBe(true);
  });

  it('is where a role stays open, so that it can be settled there', () => {
    const data = Array.from({ length: 8 }, (_, i) => ({
      user: `u${i % 3}`,
      time: `0${i + 1}/05/2024 09:00`,
    }));
    const { plan } = planOf(JSON.stringify({ count: 8, data }));
    expect(plan.records).toEqual({ text: 'data', origin: 'found' });
    expect(plan.nearest?.why).toBe('nothing tells whether time has the day or the month first');
    expect(plan.nearest?.tries.map(({ settings, outcome }) => [settings.records, outcome.events])).toEqual([
      ['data', 8],
      ['data', 8],
    ]);
    const lines = data.map((record) => JSON.stringify({ log: JSON.stringify(record) })).join('\n');
    expect(planOf(lines).plan).toMatchObject({
      records: { text: 'log!' },
      nearest: { why: plan.nearest?.why },
    });
  });

  it('is not assumed inside an object where no key is a time, yet the report lists the keys found there', () => {
    const data = Array.from({ length: 8 }, (_, i) => ({ EventName: 'kill', EventTime: i * 31.5 }));
    const { plan } = planOf(JSON.stringify({ Events: data }));
    expect([plan.isStandard, plan.records]).toEqual([true, undefined]);
    expect(plan.nearest?.why).toBe(
      'in the objects at Events no key reads as a time; the numbers of EventTime, as seconds or parts of seconds since 1970, lie before 1990 or after 2100',
    );
    expect(plan.nearest?.inside?.fields.map(({ path }) => path)).toEqual(['EventName', 'EventTime']);
  });

  it('is inside one object that has a time and many events', () => {
    const events = Array.from({ length: 8 }, (_, i) => ({
      timestamp: `2024-05-03T09:0${i}:00Z`,
      app: 'code',
    }));
    const { plan } = planOf(JSON.stringify({ bucket: { created: '2023-01-01T00:00:00Z', events } }));
    expect([plan.records?.text, plan.time.text, plan.outcome.events]).toEqual([
      'bucket.events',
      'timestamp',
      8,
    ]);
  });

  it('has the person around the records, where these have an address alone', () => {
    const activity = [{ action: 'open', timestamp: '2024-05-03T09:00:00Z', ip: '192.0.2.1' }];
    const emails = ['ana', 'ben', 'cleo'].map((name) => ({ email_address: `${name}@example.com`, activity }));
    const { plan } = planOf(JSON.stringify({ emails }));
    expect([plan.records?.text, plan.user.text]).toEqual(['emails[].activity[]', '^.email_address']);
  });

  it('is looked for in no matrix, however deep', () => {
    const deep = `{"user_id": "ana", "x": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(planOf(deep).plan.records).toBeUndefined();
  });

  it('takes what other users have as no value around the records of one user', () => {
    const user = { events: [{ ts: '2024-05-03T09:00:00Z', name: 'open' }] };
    const { plan } = planOf(JSON.stringify({ users: { a1: user, c7: user, f8: user }, by: 'x' }), {
      records: 'users.*.events',
      userKey: '^@',
    });
    expect(plan.fields.map(({ path }) => path)).toEqual(expect.arrayContaining(['^@', '^.by', 'ts']));
    expect(plan.fields.filter(({ path }) => /^\^\.(?:a1|c7|f8)/.test(path))).toEqual([]);
  });

  it('warns when a second array fits as well', () => {
    const event = { user_id: 1, event_time: '2024-05-03T09:00:00Z', event_type: 'open' };
    const { plan } = planOf(JSON.stringify({ web: [event, event], app: [event, event] }));
    expect(plan.records?.text).toBe('web');
    expect(plan.warnings).toEqual([
      'the records at web are read, those at app would fit as well (--records)',
    ]);
  });

  it('is not looked for with all else named, as in a pin', () => {
    const head = JSON.stringify({ data: [{ u: 1, t: '2024-05-03', e: 'x' }] });
    const named = { userKey: 'u', timeKey: 't', typeKey: 'e', timeFormat: 'iso' };
    expect(planOf(head, named).plan.records).toBeUndefined();
    expect(planOf(head, { ...named, records: 'data' }).plan).toMatchObject({
      records: { text: 'data', origin: 'named' },
      outcome: { events: 1 },
    });
  });

  it('is reported as nowhere at a path that leads to no record, with the places that there are', () => {
    const head = JSON.stringify({ data: [{ user_id: 1, event_time: '2024-05-03', event_type: 'x' }] });
    expect(planOf(head, { records: 'dta' }).plan.warnings[0]).toBe(
      '--records dta leads to no record; data leads to 1 of those seen first',
    );
  });

  it('is at depth 0 if the standard keys are, whatever is deeper', () => {
    const event = { user_id: 1, event_time: '2024-05-03T09:00:00Z', event_type: 'open' };
    const { plan } = planOf(JSON.stringify({ ...event, parts: [event, event, event] }));
    expect(plan).toMatchObject({ isStandard: true, outcome: { events: 1 } });
  });
});

describe('the control lines of a bulk file', () => {
  const source = '{"user_id": 1, "event_time": "2024-05-03T09:00:00Z", "event_type": "open"}\n';

  it.for([
    '{"index":{"_index":"events","_id":"0"}}\n',
    '{ "create" : { } }\r\n',
    '{"update":{"_id":"1","routing":"x","retry_on_conflict":3}}\n',
  ])('are no records: %s', (line) => {
    const { settings } = { settings: { skipsControlLines: true } };
    const { stats, container, imbalances } = outcomeOf(bytesOf((line + source).repeat(3)), { settings });
    expect(stats).toMatchObject({ total_events: 3, valid_events: 3 });
    expect(container).toEqual({ envelopeBytes: 0, controlLines: 3, controlBytes: 3 * line.trim().length });
    expect(imbalances).toEqual([]);
  });

  it.for([
    '{"index":{"_id":"0"},"x":1}',
    '{"index":5}',
    '{"index":{"user":1}}',
    '{"delete":{"_id":1,"a":{}}}',
    '{"user_id":1}',
  ])('are not taken for it: %s', (line) => {
    const { stats } = outcomeOf(bytesOf(line), { settings: { skipsControlLines: true } });
    expect(stats).toMatchObject({ total_events: 1, skipped_events: 1 });
  });

  it('are known by the first two lines of the head', () => {
    const base = DEFAULT_SETTINGS;
    const isBulk = (text: string): boolean =>
      withControlLines({ bytes: bytesOf(text), isWhole: true }, base).skipsControlLines;
    expect(isBulk(`{"index":{}}\n${source}`)).toBe(true);
    expect(isBulk(`\ufeff${source}{"index":{}}\n`)).toBe(true);
    expect(isBulk(`${source}${source}{"index":{}}\n`)).toBe(false);
    expect(isBulk(`[{"index":{}}]`)).toBe(false);
    expect(isBulk('')).toBe(false);
  });
});
