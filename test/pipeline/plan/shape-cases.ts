/** A head of an input as its writer writes it, and what a person would read from it. */
export interface ShapeCase {
  readonly name: string;
  readonly head: string;
  /** As --records has it; undefined: every object at depth 0 is a record. */
  readonly records: string | undefined;
  readonly user: string;
  readonly time: string;
  readonly events: number;
}

const USERS = ['ana', 'ben', 'cat', 'dan'];
const user = (i: number): string => USERS[i % USERS.length];
const time = (i: number): string => new Date(Date.UTC(2024, 4, 3, 9) + 37_000 * i).toISOString();
const millis = (i: number): number => 1_714_726_800_000 + 1000 * i;
const kind = (i: number): string => ['open', 'buy'][i % 2];
const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const json = (value: unknown): string => JSON.stringify(value);
const pretty = (value: unknown): string => JSON.stringify(value, undefined, 2);
const lines = (values: readonly unknown[]): string => values.map((value) => `${json(value)}\n`).join('');

const payload = (i: number): object => ({ user: user(i), time: time(i), action: kind(i) });
const standard = (i: number): object => ({ user_id: user(i), event_time: time(i), event_type: kind(i) });

export const SHAPE_CASES: readonly ShapeCase[] = [
  {
    name: 'CloudTrail',
    head: json({
      Records: many(20, (i) => ({
        userIdentity: { type: 'IAMUser', userName: user(i) },
        eventTime: time(i),
        eventName: kind(i),
        eventID: `e${i}`,
      })),
    }),
    ...{ records: 'Records', user: 'userIdentity.userName', time: 'eventTime', events: 20 },
  },
  {
    name: 'a search of the GitHub API',
    head: pretty({
      total_count: 30,
      incomplete_results: false,
      items: many(30, (i) => ({
        id: i,
        user: { login: user(i) },
        created_at: time(i),
        updated_at: time(i + 99),
        labels: [{ name: 'bug' }],
      })),
    }),
    ...{ records: 'items', user: 'user.login', time: 'created_at', events: 30 },
  },
  {
    name: 'hits of Elasticsearch',
    head: json({
      took: 5,
      hits: {
        total: { value: 30 },
        hits: many(30, (i) => ({
          _id: `a${i}`,
          _source: { '@timestamp': time(i), user: { name: user(i) }, event: { action: kind(i) } },
        })),
      },
    }),
    ...{ records: 'hits.hits', user: '_source.user.name', time: '_source.@timestamp', events: 30 },
  },
  {
    name: 'OpenTelemetry logs, a batch a line',
    head: lines(
      many(10, (i) => ({
        resourceLogs: [
          {
            resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
            scopeLogs: [
              {
                logRecords: many(5, (j) => ({
                  timeUnixNano: `${1_714_726_800 + 10 * i + j}000000000`,
                  attributes: [
                    { key: 'enduser.id', value: { stringValue: user(j) } },
                    { key: 'event.name', value: { stringValue: kind(j) } },
                  ],
                })),
              },
            ],
          },
        ],
      })),
    ),
    records: 'resourceLogs[].scopeLogs[].logRecords[]',
    ...{ user: String.raw`attributes.enduser\.id.stringValue`, time: 'timeUnixNano', events: 50 },
  },
  {
    name: 'a Firebase export',
    head: pretty(
      Object.fromEntries(
        many(40, (i) => [`-Nx${i}`, { userId: user(i), timestamp: millis(i), action: kind(i) }]),
      ),
    ),
    ...{ records: '*', user: 'userId', time: 'timestamp', events: 40 },
  },
  {
    name: 'a Firebase export by user',
    head: json({
      events: Object.fromEntries(
        USERS.map((uid) => [
          uid,
          Object.fromEntries(many(8, (i) => [`-N${uid}${i}`, { uid, ts: millis(i), name: kind(i) }])),
        ]),
      ),
    }),
    ...{ records: 'events.*.*', user: 'uid', time: 'ts', events: 32 },
  },
  {
    name: 'arrays by year',
    head: json({
      log: {
        2023: many(9, (i) => ({ user_id: i % 3, ts: time(i) })),
        2024: many(9, (i) => ({ user_id: i % 3, ts: time(i + 9) })),
      },
    }),
    ...{ records: 'log.*', user: 'user_id', time: 'ts', events: 18 },
  },
  {
    name: 'batches of Segment, one a line',
    head: lines(
      many(12, (i) => ({
        batch: many(4, (j) => ({
          ...{
            type: 'track',
            event: kind(j),
            userId: user(j),
            messageId: `m${i}-${j}`,
            timestamp: time(5 * i + j),
          },
        })),
        sentAt: time(i + 900),
      })),
    ),
    ...{ records: 'batch', user: 'userId', time: 'timestamp', events: 48 },
  },
  {
    name: 'a page of results',
    head: json({
      count: 30,
      next: null,
      results: many(30, (i) => ({ customer_id: i % 4, created: time(i), kind: kind(i) })),
    }),
    ...{ records: 'results', user: 'customer_id', time: 'created', events: 30 },
  },
  {
    name: 'events of a user, who is named around them',
    head: json({ events: many(30, (i) => ({ ts: time(i), name: kind(i) })), user_id: 'x' }),
    ...{ records: 'events', user: '^.user_id', time: 'ts', events: 30 },
  },
  {
    name: 'events of many users, a user a line',
    head: lines(
      many(20, (i) => ({
        user_id: user(i),
        device: 'd',
        events: many(3, (j) => ({ ts: time(3 * i + j), name: kind(j) })),
      })),
    ),
    ...{ records: 'events', user: '^.user_id', time: 'ts', events: 60 },
  },
  {
    name: 'Docker json-file logs with other lines between',
    head: lines(
      many(20, (i) => ({
        ...{
          log: i % 5 === 0 ? 'Listening on 80\n' : `${json(payload(i))}\n`,
          stream: 'stdout',
          time: time(i),
        },
      })),
    ),
    ...{ records: 'log!', user: 'user', time: 'time', events: 16 },
  },
  {
    name: 'messages of Kafka',
    head: lines(many(30, (i) => ({ topic: 't', offset: i, timestamp: millis(i), value: json(standard(i)) }))),
    ...{ records: 'value!', user: 'user_id', time: 'event_time', events: 30 },
  },
  {
    name: 'messages of SQS',
    head: json({
      Records: many(20, (i) => ({
        messageId: `m${i}`,
        body: json(payload(i)),
        attributes: { SenderId: 'A' },
      })),
    }),
    ...{ records: 'Records[].body!', user: 'user', time: 'time', events: 20 },
  },
  {
    name: 'strings in lines',
    head: many(20, (i) => json(json(payload(i)))).join('\n'),
    ...{ records: '!', user: 'user', time: 'time', events: 20 },
  },
  {
    name: 'a connection of GraphQL',
    head: pretty({
      data: {
        viewer: {
          events: {
            edges: many(20, (i) => ({
              cursor: `c${i}`,
              node: { user: { login: user(i) }, createdAt: time(i) },
            })),
          },
        },
      },
    }),
    ...{ records: 'data.viewer.events.edges', user: 'node.user.login', time: 'node.createdAt', events: 20 },
  },
  {
    name: 'requests in an HTTP archive, which name no user',
    head: json({
      log: {
        version: '1.2',
        creator: { name: 'x' },
        entries: many(20, (i) => ({ startedDateTime: time(i), request: { method: 'GET' } })),
      },
    }),
    ...{ records: 'log.entries', user: 'none', time: 'startedDateTime', events: 20 },
  },
  {
    name: 'a table of pandas with its schema',
    head: json({ schema: { fields: [{ name: 'user_id', type: 'string' }] }, data: many(20, standard) }),
    ...{ records: 'data', user: 'user_id', time: 'event_time', events: 20 },
  },
  {
    name: 'users and events beside each other',
    head: json({
      users: many(4, (i) => ({ id: i, email: `${user(i)}@x.org`, created_at: time(i) })),
      events: many(20, (i) => ({ user_id: i % 4, occurred_at: time(i), event: kind(i) })),
    }),
    ...{ records: 'events', user: 'user_id', time: 'occurred_at', events: 20 },
  },
  {
    name: 'GA4, whose items are no events',
    head: lines(
      many(40, (i) => ({
        ...{ event_timestamp: `${millis(i)}000`, event_name: kind(i), user_pseudo_id: `${i % 4}.1` },
        event_params: [{ key: 'page', value: { string_value: '/' } }],
        items: [{ item_id: 'a' }, { item_id: 'b' }],
      })),
    ),
    ...{ records: undefined, user: 'user_pseudo_id', time: 'event_timestamp', events: 40 },
  },
  {
    name: 'pushes, whose commits have authors and times too',
    head: lines(
      many(30, (i) => ({
        ...{ type: 'PushEvent', actor: { login: user(i) }, created_at: time(i) },
        payload: {
          commits: many(2, (j) => ({ sha: `${j}`, author: { email: `a${j}@x` }, timestamp: time(i) })),
        },
      })),
    ),
    ...{ records: undefined, user: 'actor.login', time: 'created_at', events: 30 },
  },
  {
    name: 'a Slack export',
    head: json(
      many(30, (i) => ({
        user: `U${i % 3}`,
        ts: `17147268${10 + i}.0001`,
        reactions: [{ name: 'ok', users: ['U1'] }],
      })),
    ),
    ...{ records: undefined, user: 'user', time: 'ts', events: 30 },
  },
  {
    name: 'an object a line around each event',
    head: lines(many(20, (i) => ({ event: standard(i) }))),
    ...{ records: undefined, user: 'event.user_id', time: 'event.event_time', events: 20 },
  },
];
