import type { Model } from '../../explorer/model/model.ts';
import { eventsPlaces } from '../../explorer/tabs/events/trend-view.ts';
import { tableLines } from '../components/table-lines.ts';
import { eventsInfoLine } from './events-info.ts';
import { trendLines } from './trend-lines.ts';

/** Events: what is shown of which time, the trend with its types, the list. */
export function eventsLines(model: Model): string[] {
  const places = eventsPlaces(model);
  const { info, list } = places;
  const hasCursor = model.tabs.events.pane === 'list';
  return [
    ...(info.height > 0 ? [eventsInfoLine(model)] : []),
    ...trendLines(model, places),
    ...(list.height > 0 ? tableLines(model, 'events', list.height, hasCursor) : []),
  ];
}
