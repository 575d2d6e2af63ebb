import { expect } from 'vitest';
import type { RunSettings } from '../../source/pipeline/index.ts';
import { bytesOf } from './arbitraries.ts';
import { outcomeOf } from './outcome.ts';

/** Returns an event as JSON; `more`: members after its own. */
export const event = (user: string, more = ''): string =>
  `{"user_id": "${user}", "event_time": "2024-05-03T09:00:00Z", "event_type": "open"${more}}`;

/** Returns the users of the events in a text, which must come out the same when it is cut after each byte. */
export function usersOf(text: string, settings: Partial<RunSettings>): readonly string[] {
  const bytes = bytesOf(text);
  const outcome = outcomeOf(bytes, { settings });
  expect(outcome.imbalances).toEqual([]);
  expect(outcomeOf(bytes, { settings, cuts: [...bytes.keys()] })).toEqual(outcome);
  return outcome.events.map(([, user]) => user);
}
