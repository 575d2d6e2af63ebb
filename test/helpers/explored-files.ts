import { eventLine } from './dataset.ts';

const TYPES = ['"view"', '"click"', '"buy"'];

/** The name of a user: `u07`. */
export function nameOf(user: number): string {
  return `u${String(user).padStart(2, '0')}`;
}

/** Three events for each user, ten minutes apart; the later the number, the later the first of them. */
export function eventsOf(users: readonly number[]): string {
  return users
    .flatMap((user) =>
      TYPES.map((type, at) => {
        const minutes = user + 10 * at;
        const time = new Date(Date.UTC(2024, 6, 10, 8, minutes)).toISOString();
        return eventLine(`"${nameOf(user)}"`, time, type);
      }),
    )
    .join('');
}

/** Four users, one after the other in time, with one, two, three and four events; and times between these. */
export const FEW = [
  ['"ann"', '08:00', '"login"'],
  ['"Bob"', '09:00', '"login"'],
  ['"Bob"', '09:30', '"view"'],
  ['"cid"', '10:00', '"login"'],
  ['"cid"', '10:05', '"view"'],
  ['"cid"', '10:40', '"buy"'],
  ['"dan"', '11:00', '"login"'],
  ['"dan"', '11:01', '"view"'],
  ['"dan"', '11:02', '"view"'],
  ['"dan"', '11:20', '"logout"'],
]
  .map(([user, time, type]) => eventLine(user, `2024-07-10T${time}:00Z`, type))
  .join('');

/** Good records with bad ones of three kinds among them. */
export const DAMAGED = [
  eventLine('1', '2024-07-10T08:00:00Z', '"view"'),
  '{"user_id": 2}\n',
  eventLine('1', '2024-07-10T08:10:00Z', '"view"'),
  '{"user_id": 3, "event_time": "yesterday", "event_type": "view"}\n',
  '{"user_id": 4, "event_time": "Tuesday", "event_type": "View"}\n',
  eventLine('2', '2024-07-10T08:20:00Z', '"view"'),
  '{"user_id": 5, "event_time": 17, "event_type": "view"}\n',
  '{"user_id": 6, "event_time": "soon", "event_type": "view"}\n',
].join('');
