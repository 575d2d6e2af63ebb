import type { ShapeCase } from './shape-cases.ts';

const START = 1_714_726_800;
const iso = (i: number): string => new Date(1000 * (START + 37 * i)).toISOString();
const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const lines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');
const keyed = <T>(keys: readonly string[], make: (i: number) => T): { readonly [key: string]: T } =>
  Object.fromEntries(keys.map((key, i) => [key, make(i)]));
const events = (at: number): readonly object[] =>
  many(4, (i) => ({ timestamp: iso(4 * at + i), event: ['open', 'buy'][i % 2] }));

/** Events below sessions, visits and users, whose user is around them. */
export const NESTED_SHAPE_CASES: readonly ShapeCase[] = [
  {
    name: 'sessions of Otto, each with its events',
    head: lines(
      many(5, (session) => ({
        session,
        events: many(4, (i) => ({
          aid: i,
          ts: 1000 * (START + 9 * session + i),
          type: ['clicks', 'carts'][i % 2],
        })),
      })),
    ),
    ...{ records: 'events', user: '^.session', time: 'ts', events: 20 },
  },
  {
    name: 'visits of Matomo, each with what was done',
    head: JSON.stringify(
      many(5, (i) => ({
        ...{ idVisit: `${i}`, visitorId: `v${i % 2}`, userId: null, serverTimestamp: START + 1000 * i },
        actionDetails: many(3, (j) => ({
          type: 'action',
          url: `/${j}`,
          timestamp: START + 1000 * i + 9 * j,
        })),
      })),
    ),
    ...{ records: 'actionDetails', user: '^.visitorId', time: 'timestamp', events: 15 },
  },
  {
    name: 'a page that a visit of a device has alone',
    head: lines(
      many(5, (i) => ({ visitor: { id: `v${i % 2}` }, started: iso(i), pages: [{ events: events(i) }] })),
    ),
    ...{ records: 'pages[].events[]', user: '^.visitor.id', time: 'timestamp', events: 20 },
  },
  {
    name: 'errors of devices, whose breadcrumbs are none',
    head: lines(
      many(20, (i) => ({
        ...{ device_id: `d${i % 3}`, timestamp: iso(i), type: ['error', 'warning'][i % 2] },
        breadcrumbs: many(3, (j) => ({ timestamp: iso(i + j), type: ['ui', 'http'][j % 2] })),
      })),
    ),
    ...{ records: undefined, user: 'device_id', time: 'timestamp', events: 20 },
  },
  {
    name: 'users by id, each with its events',
    head: JSON.stringify({ users: keyed(['8f', 'a1', 'c7'], (i) => ({ events: events(i) })) }, undefined, 1),
    ...{ records: 'users.*.events', user: '^@', time: 'timestamp', events: 12 },
  },
  {
    name: 'users by id, each with a profile too',
    head: JSON.stringify({
      users: keyed(['8f', 'a1', 'c7'], (i) => ({ profile: { age: i, city: 'X' }, log: events(i) })),
    }),
    ...{ records: 'users.*.log', user: '^@', time: 'timestamp', events: 12 },
  },
  {
    name: 'arrays under keys that say that they are users',
    head: JSON.stringify(keyed(['user_1', 'user_2', 'user_3'], (i) => events(i))),
    ...{ records: '*', user: '^@', time: 'timestamp', events: 12 },
  },
  {
    name: 'arrays under keys that may be anything',
    head: JSON.stringify(keyed(['web', 'ios', 'tv'], (i) => events(i))),
    ...{ records: '*', user: 'none', time: 'timestamp', events: 12 },
  },
  {
    name: 'JSON:API, whose data and included are alike',
    head: JSON.stringify({
      data: many(9, (i) => ({
        type: 'visit',
        id: `${i}`,
        attributes: { user_id: i % 3, created_at: iso(i) },
      })),
      included: many(3, (i) => ({ type: 'user', id: `${i}`, attributes: { name: 'N', email: `a${i}@x` } })),
    }),
    ...{ records: 'data', user: 'attributes.user_id', time: 'attributes.created_at', events: 9 },
  },
  {
    name: 'the events of each user in a list of users, who has an id and a name',
    head: JSON.stringify({
      users: many(4, (i) => ({ id: `u${i}`, name: 'Ana', events: events(i) })),
    }),
    ...{ records: 'users[].events[]', user: '^.id', time: 'timestamp', events: 16 },
  },
];
