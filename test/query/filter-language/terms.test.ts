import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../source/query/filter-language/parse-filter.ts';
import { answerOf, datasetOf, readerOf, rowsOf } from '../../helpers/dataset.ts';
import { scopeWith } from '../../helpers/scopes.ts';

const CLOCK = { zone: 'UTC', nowSeconds: Date.UTC(2024, 6, 12, 12) / 1000 };

function scopeOf(text: string) {
  const filter = parseFilter(text, { clock: CLOCK, keys: undefined });
  if (filter !== undefined && 'error' in filter) throw new Error(filter.error);
  return scopeWith({ filter, duplicates: 'shown' });
}

const LINES = [
  '{"user_id": "ann", "event_time": "2024-07-10T08:00:00Z", "event_type": "view", "page": "/checkout", "ms": 5}',
  '{"user_id": "ann", "event_time": "2024-07-10T08:30:00Z", "event_type": "click", "ms": 12.50, "tags": ["a", "b"]}',
  '{"user_id": 12, "event_time": "2024-07-10T09:00:00Z", "event_type": "view", "actor": {"login": "x"}, "ok": true}',
  '{"user_id": "012", "event_time": "2024-07-10T09:00:00Z", "event_type": "view", "page": "/checkout?again"}',
  '{"user_id": "bob", "event_time": "2024-07-11T10:00:00Z", "event_type": "view", "p": [{"key": "k", "value": 7}]}',
  '{"user_id": "bob", "event_time": "2024-07-11T12:00:00.5Z", "event_type": "buy", "actor.login": "dot", "page": null}',
];
const EVENTS = `${LINES.join('\n')}\n`;
const dataset = datasetOf(EVENTS);

function eventsOf(text: string): number[] {
  const sort = { column: 'event', descending: false } as const;
  return rowsOf(dataset, { kind: 'events', scope: scopeOf(text), sort }, readerOf(EVENTS));
}

describe('events', () => {
  it.each([
    ['user_id=12', [2, 3]],
    ['user=012,ann', [0, 1, 2, 3]],
    ['user_id~AN', []],
    ['user_id~an', [0, 1]],
    ['type=view', [0, 2, 3, 4]],
    ['!type=view', [1, 5]],
    ['type!=view,buy', [1]],
    ['dup', [3]],
    ['!dup type=view', [0, 2, 4]],
    ['time=07-11', [4, 5]],
    ['time>=08:30', [4, 5]],
    ['time=2024-07-10T08', [0, 1]],
    ['time="2024-07-10 08:30"', [1]],
    ['time<"2024-07-10 08:30"', [0]],
    ['time>-2h', [5]],
    ['duration>1h', [4, 5]],
    ['duration<=30m', [0, 1, 2, 3]],
    ['duration=30m', [0, 1]],
    ['duration>2h', [4, 5]],
    ['event_count=1', [2, 3]],
    ['event_count>=2 type=view', [0, 4]],
    ['event=3', [2]],
    ['line>4', [4, 5]],
    ['page~/checkout/', [0, 3]],
    ['page=/checkout', [0]],
    ['page~""', [0, 3, 5]],
    ['!page~""', [1, 2, 4]],
    ['page=null', [5]],
    ['ms>5', [1]],
    ['ms=12.5', [1]],
    ['ms=5.0', [0]],
    ['ms>abc', []],
    ['ok=true', [2]],
    ['tags=b', [1]],
    ['actor.login=x', [2]],
    ['actor.login~""', [2, 5]],
    ['p.k=7', [4]],
    ['none=1', []],
    ['code=json_decode_error', []],
    ['!code=json_decode_error reason~is', []],
    ['!reason_kind=x !reason_value=y bob type=view', [4]],
    ['click', [1]],
    ['"2h 00m"', [4, 5]],
    ['view bob', [4]],
  ])('%s holds of %j', (text, events) => {
    expect(eventsOf(text)).toEqual(events);
  });

  it('compares integers too large for a double by their digits', () => {
    const lines = ['9007199254740992', '9007199254740993'].map(
      (number, user) =>
        `{"user_id": ${user}, "event_time": "2024-07-10", "event_type": "view", "n": ${number}}`,
    );
    const text = lines.join('\n');
    const sort = { column: 'event', descending: false } as const;
    const query = { kind: 'events', scope: scopeOf('n=9007199254740993'), sort } as const;
    expect(rowsOf(datasetOf(text), query, readerOf(text))).toEqual([1]);
  });
});

describe('rejections', () => {
  const text = [
    '{"user_id": "ann", "event_time": "2024-07-10T08:00:00Z", "page": "/a"}',
    '{"user_id": "bob", "event_time": "never", "event_type": "view"}',
    '{"event_time": "2024-07-11T08:00:00Z", "event_type": "view"}',
    '{"user_id": "ann", oops}',
    '{"user_id": 5, "event_time": 7, "event_type": "buy", "page": "/b"}',
  ].join('\n');
  const rejected = datasetOf(text);

  it.each([
    ['user_id=ann', [0], 2],
    ['!user_id=ann', [1, 4], 2],
    ['type=view', [1, 2], 2],
    ['time=07-10', [0], 3],
    ['page=/a', [0], 1],
    ['page=/a user_id=bob', [], 1],
    ['user_id=ann time=07-10', [0], 1],
    ['duration>1h', [], 5],
    ['duration>1h user_id=bob', [], 3],
    ['dup', [], 0],
    ['!dup', [0, 1, 2, 3, 4], 0],
    ['oops', [3], 0],
    ['line=2', [1], 0],
    ['code="missing_key_or_bad_schema"', [0, 2], 0],
    ['!code=json_decode_error,"invalid ISO-8601"', [0, 2, 4], 0],
    ['code~time', [4], 0],
    ['code=json_decode_error user_id=ann', [], 1],
    ['reason="event_type is missing"', [0], 0],
    ['reason="missing_key_or_bad_schema: event_type is missing"', [0], 0],
    ['reason~missing', [0, 2], 0],
    ['reason_kind="event_type is missing"', [0], 0],
    ['code="invalid ISO-8601" reason_value="\'never\'"', [1], 0],
  ])('%s holds of %j, and %d are unknown', (filter, rows, undecided) => {
    const scope = { ...scopeOf(filter), duplicates: 'hidden' } as const;
    const sort = { column: 'line', descending: false } as const;
    const query = { kind: 'rejections', scope, sort } as const;
    const answer = answerOf(rejected, query, readerOf(text));
    if (answer.kind !== 'rows') throw new Error('rows were asked for');
    expect([...(answer.rows ?? [0, 1, 2, 3, 4])]).toEqual(rows);
    expect(answer.undecided).toBe(undecided);
  });

  it.each([
    ['type=""', [0], 1],
    ['!type=view', [0], 1],
    ['type=view', [2], 1],
    ['type~""', [0, 2], 1],
  ])(
    'have the empty type where it is what they have, and none where they lack it: %s',
    (filter, rows, undecided) => {
      const typed = [
        '{"user_id": "ann", "event_time": "never", "event_type": ""}',
        '{"user_id": "ann", "event_time": "2024-07-10T08:00:00Z"}',
        '{"user_id": "ann", "event_time": "never", "event_type": "view"}',
      ].join('\n');
      const scope = { ...scopeOf(filter), duplicates: 'hidden' } as const;
      const query = { kind: 'rejections', scope, sort: { column: 'line', descending: false } } as const;
      expect(answerOf(datasetOf(typed), query, readerOf(typed))).toMatchObject({
        rows: Uint32Array.from(rows),
        undecided,
      });
    },
  );
});
