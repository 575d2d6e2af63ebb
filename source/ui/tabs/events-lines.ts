import type { Model } from '../../explorer/model/model.ts';
import type { EventsLayout } from '../../explorer/tabs/events/layout.ts';
import { eventsPlaces } from '../../explorer/tabs/events/trend-view.ts';
import { COLOUR_SEQUENCE } from '../../format/colour-sequence.ts';
import { widthOf } from '../../format/text-width.ts';
import { tableLines } from '../components/table-lines.ts';
import { eventsInfoLine } from './events-info.ts';
import { paneEdge, recordPaneLines } from './record-pane-lines.ts';
import { trendLines } from './trend-lines.ts';

/** Events: the information line, the trend with its types, the list. */
export function eventsLines(model: Model): string[] {
  const places = eventsPlaces(model);
  const { info } = places;
  return [
    ...(info.height > 0 ? [eventsInfoLine(model)] : []),
    ...trendLines(model, places),
    ...listLines(model, places),
  ];
}

/** The list and, beside it, below it or in its place, the record. */
function listLines(model: Model, { list, record }: EventsLayout): string[] {
  if (list.height === 0) return [];
  const hasCursor = model.tabs.events.pane === 'list';
  if (record.height > 0 && record.left === 0 && record.top === list.top) return recordPaneLines(model);
  const rows = tableLines(model, 'events', list.height, hasCursor);
  if (record.height === 0) return rows;
  const lines = recordPaneLines(model);
  if (record.left === 0) return [...filled(rows, list.height), ...lines];
  return filled(rows, list.height).map(
    (row, at) => `${padded(row, record.left)}${lines[at] ?? paneEdge(model)}`,
  );
}

function filled(lines: readonly string[], height: number): string[] {
  return Array.from({ length: height }, (_, at) => lines[at] ?? '');
}

/** A painted line with blanks up to `width` cells. */
function padded(line: string, width: number): string {
  const cells = widthOf(line.replace(COLOURS, ''));
  return `${line}${' '.repeat(Math.max(0, width - cells))}`;
}

const COLOURS = new RegExp(COLOUR_SEQUENCE, 'g');
