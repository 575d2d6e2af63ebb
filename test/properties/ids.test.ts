import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, cutsAt, places } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { outcomeOf } from '../helpers/outcome.ts';
import { slowOutcomeOf } from '../helpers/slow-twin.ts';

/** Ids of few kinds, so that many are equal, written in several ways; and what is no id. */
const id = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 12 }).map((n) => `"e${n}"`) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('1', '"1"', '1.0', '" 1"', '"\\u0031"', '"é"', '"\\u00e9"', '"a\\"b"', 'true'),
  },
  { weight: 2, arbitrary: fc.constantFrom('null', '""', '" "', 'NaN', undefined) },
);

const event = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 0, max: 5 }),
    fc.constantFrom('a', 'b'),
    id,
    fc.boolean(),
  )
  .map(([user, second, type, id, idFirst]) => {
    const fields = `"user_id":${user},"event_time":"2024-07-10T10:00:0${second}Z","event_type":"${type}"`;
    if (id === undefined) return `{${fields}}`;
    return idFirst ? `{"event_id":${id},${fields}}` : `{${fields},"event_id":${id}}`;
  });

const files = fc.array(event, { maxLength: 60 }).map((lines) => bytesOf(lines.join('\n')));

describe('events with ids of their own', () => {
  it('are duplicates as the plain reading of the spec says, cut anywhere, on either path', () => {
    check(
      fc.property(
        files,
        places,
        fc.boolean(),
        fc.constantFrom(undefined, 1),
        fc.constantFrom('both' as const, 'slow' as const),
        (bytes, shares, idDecides, gapSeconds, paths) => {
          const settings = { idKey: 'event_id', idDecides, ...(gapSeconds && { gapSeconds }) };
          const cuts = cutsAt(shares, bytes.length);
          expect(outcomeOf(bytes, { settings, cuts, paths })).toEqual(slowOutcomeOf(bytes, settings));
        },
      ),
      300,
    );
  });
});
