import { day, iso, type PlanCase, seconds, uuid, what, who } from './plan-case.ts';

/** Which key is the type or the id of the event. */
export const TYPES_AND_IDS: readonly PlanCase[] = [
  {
    name: 'a name that is the user’s and no type',
    record: (i) => ({ user_id: i % 3, name: who(i), at: iso(i) }),
    user: 'user_id',
    time: 'at',
    type: 'none',
  },
  {
    name: 'ratings',
    record: (i) => ({ reviewerID: `R${i % 3}`, asin: `B${i}`, overall: 5, unixReviewTime: seconds(i) }),
    user: 'reviewerID',
    time: 'unixReviewTime',
    type: 'none',
    format: 'epoch-s',
  },
  {
    name: 'a kind that never varies beside a verb, in few records',
    record: (i) => ({
      kind: 'Event',
      auditID: uuid(i),
      verb: ['get', 'list', 'watch'][i % 3],
      user: { username: who(i) },
      requestReceivedTimestamp: iso(i),
    }),
    user: 'user.username',
    time: 'requestReceivedTimestamp',
    type: 'verb',
    id: 'auditID',
    records: 6,
  },
  {
    name: 'an action that never varies beside a status, in few records',
    record: (i) => ({ user: who(i), at: iso(i), action: 'open', status: ['ok', 'failed'][i % 2] }),
    user: 'user',
    time: 'at',
    type: 'action',
    records: 6,
  },
  {
    name: 'numbers that say which event it is',
    record: (i) => ({
      '@timestamp': iso(i),
      EventID: [1, 3, 11][i % 3],
      EventType: 'INFO',
      User: who(i),
      RecordNumber: 1000 + i,
    }),
    user: 'User',
    time: '@timestamp',
    type: 'EventID',
  },
  {
    name: 'numbers that are an id of the event',
    record: (i) => ({ at: iso(i), user: who(i), eventid: 500 + i, status: ['ok', 'failed'][i % 2] }),
    user: 'user',
    time: 'at',
    type: 'status',
    id: 'eventid',
  },
  {
    name: 'songs, whose name is no type',
    record: (i) => ({
      endTime: iso(i).slice(0, 16).replace('T', ' '),
      trackName: `Song ${i}`,
      msPlayed: 1000 + i,
    }),
    user: 'none',
    time: 'endTime',
    type: 'none',
  },
  {
    name: 'a model, which is no type',
    record: (i) => ({
      timestamp: iso(i),
      user: who(i),
      model: ['small', 'large'][i % 2],
      prompt_tokens: 7 + i,
    }),
    user: 'user',
    time: 'timestamp',
    type: 'none',
  },
  {
    name: 'records among the schema and the state of Singer',
    records: 30,
    record: (i) =>
      i % 15 === 0
        ? { type: ['SCHEMA', 'STATE'][i % 2], stream: 'events' }
        : {
            type: 'RECORD',
            record: { user_id: who(i), event: what(i), created_at: iso(i) },
            time_extracted: iso(99),
          },
    user: 'record.user_id',
    time: 'record.created_at',
    type: 'record.event',
    events: 28,
  },
  {
    name: 'what set a hook off, and the type of a meeting',
    record: (i) => ({
      triggerEvent: what(i),
      createdAt: iso(i),
      payload: { type: '30min', email: `${who(i)}@x` },
    }),
    user: 'payload.email',
    time: 'createdAt',
    type: 'triggerEvent',
  },
  {
    name: 'members as hashes, whose texts are no type',
    record: (i) => ({ day: day(i), key: `rxIP2f2aN0rYNp${i % 3}YWxpY2U=`, seconds: 3 * i }),
    user: 'none',
    time: 'day',
    type: 'none',
  },
  {
    name: 'messages under ids, whose states are no types of what holds them',
    record: (i) => ({
      conversation_id: who(i),
      create_time: seconds(i),
      mapping: { [uuid(i % 4)]: { message: { status: ['sent', 'read'][i % 2] } } },
    }),
    user: 'conversation_id',
    time: 'create_time',
    type: 'none',
    format: 'epoch-s',
  },
];
