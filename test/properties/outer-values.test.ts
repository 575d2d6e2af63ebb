import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RunSettings } from '../../source/pipeline/index.ts';
import { cutsAt, places } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { outcomeOf } from '../helpers/outcome.ts';

/** An object around records: some members before its records or the objects with them, and others after. */
interface Around {
  readonly before: readonly Key[];
  readonly after: readonly Key[];
  readonly isArray: boolean;
  /** Objects below the key `a`, or a number of records. */
  readonly inside: readonly Around[] | number;
}

type Key = (typeof KEYS)[number];

const KEYS = ['user', 'ts', 'other'] as const;

function around(depth: number): fc.Arbitrary<Around> {
  const members = fc.shuffledSubarray([...KEYS]);
  return fc
    .record({
      members,
      share: fc.nat({ max: KEYS.length }),
      isArray: fc.boolean(),
      inside:
        depth === 0
          ? fc.integer({ min: 1, max: 2 })
          : fc.array(around(depth - 1), { minLength: 1, maxLength: 2 }),
    })
    .map(({ members, share, isArray, inside }) => ({
      before: members.slice(0, share),
      after: members.slice(share),
      isArray: isArray || typeof inside === 'number' || inside.length > 1,
      inside,
    }));
}

const START = Date.UTC(2024, 0, 1);

/** Writes objects around records, each value with a number of its own, and finds what the records have of them. */
class Writer {
  /** For each record its name, and the nearest user and time, if there is any. */
  readonly records: (readonly [name: string, user: number | undefined, time: number | undefined])[] = [];
  private values = 0;

  write({ before, after, isArray, inside }: Around, nearest: ReadonlyMap<Key, number>): string {
    const values = new Map(nearest);
    const [first, last] = [before, after].map((keys) =>
      keys.map((key) => {
        values.set(key, this.values);
        return this.member(key, this.values++);
      }),
    );
    const written =
      typeof inside === 'number'
        ? Array.from({ length: inside }, () => this.record(values))
        : inside.map((child) => this.write(child, values));
    const text = written.join(', ');
    const key = typeof inside === 'number' ? 'events' : 'a';
    return `{${[...first, `"${key}": ${isArray ? `[${text}]` : text}`, ...last].join(', ')}}`;
  }

  private member(key: Key, value: number): string {
    if (key === 'ts') return `"ts": "${new Date(START + value * 1000).toISOString()}"`;
    return `"${key}": {"id": "u${value}"}`;
  }

  private record(values: ReadonlyMap<Key, number>): string {
    const name = `r${this.records.length}`;
    this.records.push([name, values.get('user'), values.get('ts')]);
    return `{"name": "${name}"}`;
  }
}

const inputs = fc
  .integer({ min: 0, max: 2 })
  .chain((depth) => fc.record({ depth: fc.constant(depth), top: around(depth) }));

function settingsAt(depth: number): Partial<RunSettings> {
  const records = [...Array<string>(depth).fill('a'), 'events'].join('.');
  return { records, userKey: '^.user.id', timeKey: '^.ts', typeKey: 'name' };
}

it('a record has the values of the nearest object around it that has them, before the record or after it', () => {
  check(
    fc.property(inputs, places, ({ depth, top }, shares) => {
      const writer = new Writer();
      const bytes = new TextEncoder().encode(writer.write(top, new Map()));
      const settings = settingsAt(depth);
      const expected = writer.records.flatMap(([name, user, time]) =>
        user === undefined || time === undefined
          ? []
          : [[`u${user}`, new Date(START + time * 1000).toISOString().replace('.000', ''), name]],
      );
      for (const cuts of [[], cutsAt(shares, bytes.length)]) {
        const { events, stats, imbalances } = outcomeOf(bytes, { settings, cuts });
        expect(events.map(([, user, time, type]) => [user, time, type])).toEqual(expected);
        expect(stats).toMatchObject({ total_events: writer.records.length });
        expect(imbalances).toEqual([]);
      }
    }),
    300,
  );
});

it('the values around records come out the same however the input is cut, with little room for a record too', () => {
  const sizes = fc.constantFrom({}, { maxRecordBytes: 30 }, { maxRecordBytes: 100 });
  check(
    fc.property(inputs, sizes, places, ({ depth, top }, size, shares) => {
      const bytes = new TextEncoder().encode(new Writer().write(top, new Map()));
      const settings = { ...size, ...settingsAt(depth) };
      const whole = outcomeOf(bytes, { settings });
      expect(whole.imbalances).toEqual([]);
      for (const cuts of [cutsAt(shares, bytes.length), [...bytes.keys()]]) {
        expect(outcomeOf(bytes, { settings, cuts })).toEqual(whole);
      }
    }),
    120,
  );
});
