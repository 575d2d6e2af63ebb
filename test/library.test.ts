import type {
  Dataset,
  Duplicates,
  EventStore,
  Grouping,
  Instant,
  NamedSettings,
  Nearest,
  Plan,
  PlanParts,
  RecordSettings,
  RejectedPlace,
  Rejection,
  Sample,
  StrayStore,
  TimestampFault,
  TrendOptions,
} from 'event-sessions-tui';
import { describe, expect, it } from 'vitest';

/** The package as its users get it: built, and found by its name. */
async function library() {
  return import('event-sessions-tui');
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the library', () => {
  it('turns bytes into sessions', async () => {
    const { Pipeline, eachSession, formatTimestamp } = await library();
    const pipeline = new Pipeline({ gapSeconds: 1800 });
    pipeline.push(encode('{"user_id": "ann", "event_time": "2024-07-10T10:00:00Z", "ev'));
    pipeline.push(encode('ent_type": "view"}'));
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

  // The annotations are the test: `npm run check` reads them against dist/types, as a strict program would.
  it('has a name for whatever its functions take and return', async () => {
    const { DEFAULT_SETTINGS, findPlan, Pipeline, plannedSettings, takeSample } = await library();
    const bytes = encode('{"who": "ann", "ts": 1720605600000, "action": "open"} lost\n{"who": 1.5}');
    const records: RecordSettings = { records: undefined, skipsControlLines: false };
    const sample: Sample = takeSample(bytes, true, records);
    const named: NamedSettings = { userKey: 'who' };
    const plan: Plan = findPlan(sample, named, { ...DEFAULT_SETTINGS, userKey: 'who' });
    const nearest: Nearest | undefined = plan.nearest;
    expect(nearest).toBeUndefined();
    const parts: PlanParts = plan;
    const found: Rejection[] = [];
    const pipeline = new Pipeline(plannedSettings(DEFAULT_SETTINGS, parts), (rejection) =>
      found.push(rejection),
    );
    pipeline.push(bytes);
    const { store, duplicates }: { store: EventStore; duplicates: Duplicates } = pipeline.finish();
    const dataset: Dataset = pipeline.dataset();
    const strays: StrayStore = dataset.strays;
    const grouping: Grouping | undefined = pipeline.setGap(60);
    expect([grouping?.sessions.count, duplicates.count, strays.byteLengthOf(0)]).toEqual([1, 0, 4]);
    expect(found.map(({ detail }) => detail)).toEqual(['ts is missing']);

    const { countTrend, describeRejection, explainTimestampFault, parseTimestamp } = await library();
    const options: TrendOptions = { bucketSeconds: 300 };
    expect(store.typeText(countTrend(store, duplicates, options).type[0])).toBe('open');
    const [{ recordNumber, byteOffset, byteLength, line }] = found;
    const address = { recordNumber, byteOffset, byteLength, line };
    const at = { bytes, from: byteOffset, to: byteOffset + byteLength, lineStart: byteOffset };
    const place: RejectedPlace = { ...address, ...at };
    expect(describeRejection(dataset.settings, place, dataset.rejections.reasonOf(0))).toEqual(found[0]);
    const into: Instant = { seconds: 0, nanoseconds: 0 };
    const fault: TimestampFault | undefined = parseTimestamp(encode('2024-13-01'), 0, 10, into);
    expect(fault && explainTimestampFault(encode('2024-13-01'), 0, 10)).toBe('has no such month');
  });

  it('refuses settings that cannot be, and says which and why', async () => {
    const { DEFAULT_SETTINGS, Pipeline } = await library();
    const refusal = (settings: object): unknown => {
      try {
        return new Pipeline(settings);
      } catch (error) {
        return error;
      }
    };
    for (const maxRecordBytes of [0, 2 ** 31, 1.5]) {
      expect(refusal({ maxRecordBytes })).toEqual(
        new RangeError('maxRecordBytes must be a whole number from 1 to 268435456'),
      );
    }
    for (const gapSeconds of [0, 0.5, Number.NaN, '30m', null]) {
      const words = 'gapSeconds must be a whole number of seconds, at least 1, or undefined';
      expect(refusal({ gapSeconds })).toEqual(
        typeof gapSeconds === 'number' ? new RangeError(words) : new TypeError(words),
      );
    }
    expect(refusal({ userKey: 'event_time' })).toBeInstanceOf(RangeError);
    expect(refusal({ userKey: 5 })).toEqual(new TypeError('userKey must be a string'));
    expect(refusal({ idKey: '' })).toEqual(new RangeError("'' has an empty key"));
    expect(refusal({ userKey: 'a..b' })).toEqual(new RangeError('a..b has an empty key'));
    expect(refusal({ year: 12345 })).toEqual(
      new RangeError('year must be a whole number from 1 to 9999, or undefined'),
    );
    expect(refusal({ opensWrappers: 'yes' })).toEqual(new TypeError('opensWrappers must be true or false'));
    expect(refusal({ table: { delimiter: ',,', columns: ['a'] } })).toBeInstanceOf(RangeError);
    expect(refusal({ gap: '30m' })).toEqual(
      new TypeError(
        `gap is not a setting; the settings are ${Object.keys(DEFAULT_SETTINGS).toSorted().join(', ')}`,
      ),
    );
    expect(() => new Pipeline().push('{}' as never)).toThrow(TypeError);
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
      pipeline.push(encode(JSON.stringify(record)));
      expect(pipeline.finish().totals.validEvents, userKey).toBe(1);
    }
  });
});
