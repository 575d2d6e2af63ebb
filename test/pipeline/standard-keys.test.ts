import { describe, expect, it } from 'vitest';
import { bytesOf } from '../helpers/arbitraries.ts';
import { outcomeOf } from '../helpers/outcome.ts';

const EVENT = '{"user_id": 1, "event_time": "2024-07-10T10:01:00Z", "event_type": "view"}';

/*
 * Cases of the first edition of the contract that the second edition replaced, because a plan (section 13) is to find
 * events in such files. The pipeline itself reads the standard keys of whole records only.
 */
describe("a record without the settings' keys, read with the standard keys", () => {
  it.each([
    [
      'an object around an array of events is one record, which has no user',
      `{"data": [${EVENT}, ${EVENT}]}`,
    ],
    ['the keys of a nested object are not those of the record', `{"inner": ${EVENT}}\n`],
  ])('%s', (_, text) => {
    const { stats, skipped } = outcomeOf(bytesOf(text));
    expect(stats).toMatchObject({ total_events: 1, valid_events: 0 });
    expect(skipped.map(([recordNumber, code, line]) => [recordNumber, code, line])).toEqual([
      [1, 'missing_key_or_bad_schema', 1],
    ]);
  });

  it('text without a brace holds no record, and its bytes are stray', () => {
    const { stats, skipped, strayBytes } = outcomeOf(bytesOf('hello, world\n42\n"text"\n'));
    expect(stats.total_events).toBe(0);
    expect(skipped).toEqual([]);
    expect(strayBytes).toBe('hello'.length + 'world'.length + '42'.length + '"text"'.length);
  });
});
