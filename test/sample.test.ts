import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeSample } from '../sample/make-sample.ts';
import { eachSession, formatTimestamp, Pipeline, REASONS } from '../source/pipeline/index.ts';

const sample = makeSample();
const bytes = new TextEncoder().encode(sample);

function run() {
  const pipeline = new Pipeline();
  pipeline.push(bytes);
  return pipeline.finish();
}

describe('the sample', () => {
  const result = run();
  const { totals, store } = result;

  it('is the same each time, on any machine', () => {
    expect(makeSample()).toBe(sample);
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(hash).toBe('b0391e3cd9dfed325334a8c5b8b7a0fcd1ac57f0cf67e6c717ede9a39e77b6cb');
  });

  it('has about 2,000 events, in numbers that add up', () => {
    expect(result.imbalances).toEqual([]);
    expect(totals.totalEvents).toBeGreaterThan(1900);
    expect(totals.totalEvents).toBeLessThan(2200);
  });

  it('is wrong in all ways but those that need a record of 16 MiB or a table, and not too often', () => {
    const possible = REASONS.map(({ code }) => code).filter(
      (code) => code !== 'record_too_long' && code !== 'csv_row_error',
    );
    expect(result.reasons.map(({ code }) => code).sort()).toEqual(possible.sort());
    const share = totals.skippedEvents / totals.totalEvents;
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.08);
    expect(result.strayBytes).toBeGreaterThan(0);
  });

  it('has duplicates', () => {
    const share = totals.duplicatesRemoved / totals.validEvents;
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.05);
  });

  it('has alice, with events of several types on both days, and users of every kind', () => {
    const sessions = [...eachSession(store, result.byUser, result.sessions)];
    const users = sessions.map(({ user }) => store.users.textOf(user));
    expect(users).toEqual(expect.arrayContaining(['10', '9007199254740993', 'bob', '用户-42', '🦊 fox']));
    expect(users).toEqual(expect.arrayContaining(['O\'Brien, "Pat"', 'mallory\u001b[31m']));
    const alice = sessions[users.indexOf('alice')];
    expect(alice.eventCount).toBeGreaterThan(30);
    expect(formatTimestamp(alice.startSeconds, 0)).toMatch(/^2024-07-10T/);
    expect(formatTimestamp(alice.endSeconds, 0)).toMatch(/^2024-07-11T/);
  });

  it('has more types than the chart has names for, and two events far from all others', () => {
    expect(store.types.count).toBeGreaterThan(8);
    expect(formatTimestamp(result.firstEvent?.seconds ?? 0, 0)).toMatch(/^1999-/);
    expect(formatTimestamp(result.lastEvent?.seconds ?? 0, 0)).toMatch(/^2031-/);
  });
});
