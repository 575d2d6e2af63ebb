import type { TabName } from '../../explorer/tabs/states.ts';
import { eventsLines } from './events-lines.ts';
import { noteUnderCursor, originalLines } from './original-lines.ts';
import { sessionsLines } from './sessions-lines.ts';
import { Skipped } from './skipped.tsx';
import { drawnAsLines, type TabDrawing } from './tab-drawing.tsx';

/** How each tab is drawn. */
export const TAB_DRAWINGS: Readonly<Record<TabName, TabDrawing>> = {
  sessions: drawnAsLines(sessionsLines),
  skipped: { Body: Skipped },
  events: drawnAsLines(eventsLines),
  original: { ...drawnAsLines(originalLines), fault: noteUnderCursor },
};
