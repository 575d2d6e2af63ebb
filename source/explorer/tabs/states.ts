import type { OriginalState } from '../file-view/original-state.ts';
import { type EventsState, NEW_EVENTS } from './events/state.ts';
import { NEW_SESSIONS, type SessionsState } from './sessions/state.ts';
import { NEW_SKIPPED, type SkippedState } from './skipped/state.ts';

/** The name of a tab; tabs/registry has one entry for each. */
export type TabName = 'sessions' | 'skipped' | 'events' | 'original';

/** What tabs keep besides their tables. A tab with only a table keeps nothing here. */
export interface TabStates {
  readonly sessions: SessionsState;
  readonly skipped: SkippedState;
  readonly events: EventsState;
  readonly original: OriginalState;
}

/** The initial state of the tabs. */
export function newTabStates(original: OriginalState): TabStates {
  return { sessions: NEW_SESSIONS, skipped: NEW_SKIPPED, events: NEW_EVENTS, original };
}
