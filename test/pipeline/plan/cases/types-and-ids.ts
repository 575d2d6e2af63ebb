import { iso, type PlanCase, seconds, uuid, who } from './plan-case.ts';

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
];
