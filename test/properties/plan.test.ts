import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachSession } from '../../source/pipeline/group/sessions.ts';
import { Pipeline } from '../../source/pipeline/pipeline.ts';
import { findPlan } from '../../source/pipeline/plan/find-plan.ts';
import { plannedSettings } from '../../source/pipeline/plan/planned-settings.ts';
import { encodeUtf8 } from '../../source/pipeline/text/bytes.ts';
import { check } from '../helpers/check.ts';
import { BASE, linesOf, sampleOf } from '../pipeline/plan/plan-of.ts';

/** An event, whatever it is called. */
interface Event {
  readonly user: string;
  readonly seconds: number;
  readonly type: string;
}

const START = 1_714_726_800;

const events = fc.array(
  fc.record({
    user: fc.constantFrom('ana', 'ben', 'cleo', 'u-7'),
    seconds: fc.integer({ min: START, max: START + 100_000 }),
    type: fc.constantFrom('open', 'search', 'buy'),
  }),
  { minLength: 12, maxLength: 60 },
);

/** How times are written, and how that reads. */
const WRITINGS: readonly ((seconds: number) => unknown)[] = [
  (seconds) => new Date(1000 * seconds).toISOString(),
  (seconds) => new Date(1000 * seconds).toISOString().replace('T', ' ').replace('.000Z', ''),
  (seconds) => seconds,
  (seconds) => 1000 * seconds,
  (seconds) => String(1_000_000 * seconds),
  (seconds) => ({ $date: { $numberLong: String(1000 * seconds) } }),
];

const USERS = [
  'userId',
  'USER_ID',
  'uid',
  'username',
  'customer_id',
  'distinct_id',
  'user.id',
  'actor.login',
];
const TIMES = [
  'timestamp',
  'ts',
  'createdAt',
  'event_ts',
  'occurred_at',
  'time',
  '@timestamp',
  'meta.timestamp',
];
const TYPES = ['event', 'eventName', 'event_kind', 'action', 'type', 'event.name', 'activity_type'];
/** Keys that are none of these. */
const OTHERS = ['page', 'value', 'country', 'price', 'score', 'note'];

const shape = fc.record({
  user: fc.constantFrom(...USERS),
  time: fc.constantFrom(...TIMES),
  type: fc.constantFrom(...TYPES),
  wrapper: fc.constantFrom(undefined, 'payload', 'data', 'body'),
  write: fc.constantFrom(...WRITINGS),
  others: fc.subarray(OTHERS),
  order: fc.infiniteStream(fc.integer({ min: 0, max: 1000 })),
});

function put(object: Record<string, unknown>, path: string, value: unknown): void {
  const [key, ...rest] = path.split('.');
  if (rest.length === 0) object[key] = value;
  else {
    const inner = (object[key] ?? {}) as Record<string, unknown>;
    object[key] = inner;
    put(inner, rest.join('.'), value);
  }
}

function sessionsOf(text: string, settings: object): unknown[] {
  const pipeline = new Pipeline({ ...settings, gapSeconds: 1800 });
  pipeline.push(encodeUtf8(text));
  const result = pipeline.finish();
  const { store, byUser, sessions, totals } = result;
  return [
    totals,
    ...[...eachSession(store, byUser, sessions)].map((session) => ({
      ...session,
      user: store.users.textOf(session.user),
    })),
  ];
}

describe('a file whose keys are renamed, nested, in another order and among others', () => {
  it('gives the sessions of the original', () => {
    check(
      fc.property(events, shape, (events: Event[], { user, time, type, wrapper, write, others, order }) => {
        const original = events.map(({ user, seconds, type }) => ({
          user_id: user,
          event_time: new Date(1000 * seconds).toISOString(),
          event_type: type,
        }));
        const changed = events.map((event, i) => {
          const parts: [string, unknown][] = [
            [user, event.user],
            [time, write(event.seconds)],
            [type, event.type],
            ...others.map((key): [string, unknown] => [key, `${key}-${i}`]),
          ];
          const keyed = parts.map((part): [number, [string, unknown]] => [order.next().value ?? 0, part]);
          const record: Record<string, unknown> = {};
          for (const [, [path, value]] of keyed.sort(([a], [b]) => a - b)) put(record, path, value);
          return wrapper === undefined ? record : { [wrapper]: record };
        });
        const text = linesOf(changed);
        const plan = findPlan(sampleOf(text), {}, BASE);
        expect(sessionsOf(text, plannedSettings(BASE, plan))).toEqual(sessionsOf(linesOf(original), BASE));
      }),
      200,
    );
  });
});
