import { describe, expect, it } from 'vitest';
import { IdCandidates } from '../../../source/pipeline/differ/id-candidates.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { upTo } from '../../helpers/dataset.ts';

/** The key that could be the id of events that `recordOf` makes. */
function idOf(recordOf: (i: number) => object, records = 100): string | undefined {
  const candidates = new IdCandidates();
  for (const i of upTo(records)) candidates.add(i, bytesOf(JSON.stringify(recordOf(i))));
  return candidates.best();
}

describe('the key that could be the id of events', () => {
  it.each(['event_id', 'eventID', 'EventUUID', 'message_id', 'insertId', 'uuid', 'id', 'transaction_id'])(
    'is %s where each record has another',
    (key) => {
      expect(idOf((i) => ({ [key]: `v${i}`, n: i }))).toBe(key);
    },
  );

  it.each(['user_id', 'session_id', 'page_id', 'product_id', 'n'])('is never %s', (key) => {
    expect(idOf((i) => ({ [key]: `v${i}` }))).toBeUndefined();
  });

  it('is the one that says that it is of the event, of several', () => {
    expect(idOf((i) => ({ request_id: i, id: i, message_id: i, event_id: i }))).toBe('event_id');
    expect(idOf((i) => ({ request_id: i, id: i }))).toBe('id');
  });

  it('is no key that repeats, or that some records lack', () => {
    expect(idOf((i) => ({ event_id: i % 50 }))).toBeUndefined();
    expect(idOf((i) => (i % 2 === 0 ? { event_id: i } : { n: i }))).toBeUndefined();
  });

  it('may have blanks in its name, as the columns of tables do, but nothing that a flag would take apart', () => {
    expect(idOf((i) => ({ 'Event ID': i }))).toBe('Event ID');
    expect(idOf((i) => ({ 'event.id': i }))).toBeUndefined();
  });

  it('counts an event once that is added twice', () => {
    const candidates = new IdCandidates();
    for (const i of [0, 1, 1, 0]) candidates.add(i, bytesOf(`{"id":${i}}`));
    expect(candidates.best()).toBe('id');
  });
});
