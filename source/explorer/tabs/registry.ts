import { eventsTab } from './events/events-tab.ts';
import { originalTab } from './original/original-tab.ts';
import { sessionsTab } from './sessions/sessions-tab.ts';
import { skippedTab } from './skipped/skipped-tab.ts';
import type { TabName } from './states.ts';
import type { TabSpec } from './tab-spec.ts';

/** All tabs by name, in the order of the screen. */
export const TABS: Readonly<Record<TabName, TabSpec>> = {
  sessions: sessionsTab,
  skipped: skippedTab,
  events: eventsTab,
  original: originalTab,
};
