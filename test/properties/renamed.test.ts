import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatKeys, type KeyPath } from '../../source/pipeline/validate/key-paths.ts';
import { bytesOf } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { outcomeOf } from '../helpers/outcome.ts';

interface SomeEvent {
  readonly user: string | number;
  readonly milliseconds: number;
  readonly type: string;
  /** Which of its two places the user is at, and where in the record each value is. */
  readonly place: number;
  readonly turn: number;
}

const event: fc.Arbitrary<SomeEvent> = fc.record({
  user: fc.oneof(fc.nat({ max: 20 }), fc.constantFrom('ana', 'J\udcf6rg', 'ü', '007', 'a b')),
  milliseconds: fc.integer({ min: 0, max: 4e12 }).chain((first) => fc.constantFrom(first, 1_719_792_000_000)),
  type: fc.constantFrom('view', 'click', '', 'a "type"'),
  place: fc.nat({ max: 1 }),
  turn: fc.nat({ max: 5 }),
});

const key = fc.constantFrom(
  'a',
  'b',
  'actor',
  'props',
  'user.id',
  'x,y',
  'größe',
  'q"',
  '\\',
  'none',
  'value',
  'k'.repeat(40),
);
const path: fc.Arbitrary<KeyPath> = fc.array(key, { minLength: 1, maxLength: 4 });
/** Four places of which none lies within another. */
const fourPaths = fc
  .tuple(path, path, path, path)
  .filter((paths) => paths.every((one, i) => paths.every((other, j) => i === j || !isWithin(one, other))));

function isWithin(one: KeyPath, other: KeyPath): boolean {
  return other.every((key, i) => one[i] === key) || one.join('.') === other.join('.');
}

const FORMATS = [
  ['iso', (at: number) => JSON.stringify(new Date(at).toISOString())],
  ['epoch-ms', (at: number) => `${at}`],
  ['epoch-ms', (at: number) => `"${at}"`],
  ['epoch-s', (at: number) => `${Math.floor(at / 1000)}.${String(at % 1000).padStart(3, '0')}`],
  ['epoch-us', (at: number) => `${at}000`],
  ['iso | epoch-ns', (at: number) => `${at}000000`],
] as const;

type Members = [key: string, value: string | Members][];

/** Puts a value at a path, into objects that others have made or new ones. */
function put(members: Members, [first, ...rest]: KeyPath, value: string): void {
  if (rest.length === 0) members.push([first, value]);
  else {
    const known = members.find(([key, value]) => key === first && typeof value !== 'string')?.[1];
    const inner: Members = typeof known === 'object' ? known : [];
    if (known === undefined) members.push([first, inner]);
    put(inner, rest, value);
  }
}

/** Writes members as JSON, each object turned by some places. */
function textOf(members: Members, turn: number): string {
  const turned = [...members.slice(turn % members.length), ...members.slice(0, turn % members.length)];
  const parts = turned.map(
    ([key, value]) => `${JSON.stringify(key)}:${typeof value === 'string' ? value : textOf(value, turn)}`,
  );
  return `{${parts.join(turn % 2 === 0 ? ',' : ', ')}}`;
}

it('a file whose keys are renamed, nested and in another order gives the sessions of the original', () => {
  check(
    fc.property(
      fc.array(event, { maxLength: 20, size: 'max' }),
      fourPaths,
      fc.constantFrom(...FORMATS),
      fc.boolean(),
      (events, [first, second, time, type], [timeFormat, writeTime], isList) => {
        const standard = events.map(({ user, milliseconds, type }) =>
          textOf(
            [
              ['user_id', JSON.stringify(user)],
              ['event_time', JSON.stringify(new Date(milliseconds).toISOString())],
              ['event_type', JSON.stringify(type)],
            ],
            0,
          ),
        );
        const mapped = events.map(({ user, milliseconds, type: typeText, place, turn }) => {
          const members: Members = [['other', '{"a":{"b":[]},"user_id":0}']];
          const isFirst = !isList || place === 0;
          put(members, isFirst ? first : second, JSON.stringify(user));
          if (isFirst) put(members, second, '"not the user"');
          else if (turn % 2 === 0) put(members, first, turn === 0 ? 'null' : '" "');
          put(members, time, writeTime(milliseconds));
          put(members, type, JSON.stringify(typeText));
          return textOf(members, turn);
        });
        const settings = {
          userKey: formatKeys(isList ? [first, second] : [first]),
          timeKey: formatKeys([time]),
          typeKey: formatKeys([type]),
          timeFormat,
        };
        const original = outcomeOf(bytesOf(standard.join('\n')));
        const found = outcomeOf(bytesOf(mapped.join('\n')), { settings });
        expect(found.stats).toEqual(original.stats);
        expect(found.sessions).toEqual(original.sessions);
        expect(found.duplicates).toEqual(original.duplicates);
        expect(found.identities).toEqual(original.identities);
      },
    ),
    600,
  );
});
