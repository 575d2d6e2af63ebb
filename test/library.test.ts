import { describe, expect, it } from 'vitest';

/** The package as its users get it: built, and found by its name. */
async function library() {
  return import('event-sessions-tui');
}

describe('the library', () => {
  it('turns bytes into sessions', async () => {
    const { Pipeline, eachSession, formatTimestamp } = await library();
    const pipeline = new Pipeline({ gapSeconds: 1800 });
    pipeline.push(new TextEncoder().encode('{"user_id": "ann", "event_time": "2024-07-10T10:00:00Z", "ev'));
    pipeline.push(new TextEncoder().encode('ent_type": "view"}'));
    const { totals, store, byUser, sessions } = pipeline.finish();
    expect(totals).toEqual({
      totalEvents: 1,
      validEvents: 1,
      skippedEvents: 0,
      duplicatesRemoved: 0,
      uniqueUsers: 1,
    });
    const [session] = eachSession(store, byUser, sessions);
    expect(store.users.textOf(session.user)).toBe('ann');
    expect(formatTimestamp(session.startSeconds, session.startNanoseconds)).toBe('2024-07-10T10:00:00Z');
  });

  it('refuses settings that cannot be', async () => {
    const { Pipeline } = await library();
    expect(() => new Pipeline({ maxRecordBytes: 0 })).toThrow(RangeError);
    expect(() => new Pipeline({ maxRecordBytes: 2 ** 31 })).toThrow(RangeError);
    expect(() => new Pipeline({ gapSeconds: 0 })).toThrow(RangeError);
    expect(() => new Pipeline({ gapSeconds: 0.5 })).toThrow(RangeError);
    expect(() => new Pipeline({ userKey: 'event_time' })).toThrow(RangeError);
  });

  it('finds any keys, the unusual ones too', async () => {
    const { Pipeline } = await library();
    for (const userKey of [
      'u',
      'id',
      'uid',
      'user.name',
      'a"b',
      'größe',
      'k'.repeat(100),
      '\u0001',
      'user_identifier',
    ]) {
      const pipeline = new Pipeline({ userKey, timeKey: 'ts', typeKey: 't' });
      const record = { [`${userKey}x`]: 0, [userKey]: 1, t: 'view', ts: '2024-07-10', tt: null };
      pipeline.push(new TextEncoder().encode(JSON.stringify(record)));
      expect(pipeline.finish().totals.validEvents, userKey).toBe(1);
    }
  });
});
