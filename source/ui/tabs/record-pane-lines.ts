import { jsonSpans } from '../../explorer/json/json-spans.ts';
import type { Model } from '../../explorer/model/model.ts';
import { shownRecord, type TwinLine, twinColumns } from '../../explorer/tabs/events/record-text.ts';
import { eventsPlaces } from '../../explorer/tabs/events/trend-view.ts';
import { recordTitleInCells } from '../../format/address.ts';
import { safeText } from '../../format/safe-text.ts';
import { cut, inCells } from '../../format/text-width.ts';
import { type Marks, marksOf } from '../components/marks.ts';
import { paint, paintLine } from '../components/theme.ts';

/** The record of the event under the cursor, or a duplicate beside the event that it repeats; a title comes first. */
export function recordPaneLines(model: Model): string[] {
  const { record: pane, pane: focused } = model.tabs.events;
  const shown = shownRecord(model);
  const { height, width } = eventsPlaces(model).record;
  if (pane === undefined || shown === undefined || height === 0) return [];
  const marks = marksOf(model.options);
  const edge = `${paneEdge(model)} `;
  const half = twinColumns(width);
  const titleStyle = focused === 'record' ? 'selected' : 'header';
  const title = (text: string, room: number): string =>
    paint(titleStyle, recordTitleInCells(safeText(text), room, marks.ellipsis));
  const [first, second] = shown.titles;
  const lines = [
    second === undefined
      ? edge + title(first, width - 3)
      : `${edge}${title(first, half)}   ${title(second, half)}`,
  ];
  if (shown.note !== '')
    lines.push(edge + paint('warn', cut(safeText(shown.note), width - 3, marks.ellipsis)));
  if (shown.lines === undefined && shown.twinLines === undefined)
    return [...lines, `${edge}reading ${marks.ellipsis}`];
  const to = pane.top + height - lines.length;
  return [
    ...lines,
    ...(shown.lines ?? []).slice(pane.top, to).map((line) => edge + paintLine(jsonSpans(line).spans)),
    ...(shown.twinLines ?? []).slice(pane.top, to).map((line) => edge + twinLine(line, half, marks)),
  ];
}

/** The left edge of the pane. */
export function paneEdge({ options }: Model): string {
  return paint('dim', marksOf(options).gutter);
}

/** Marks what differs between the two; nothing else has a colour. */
function twinLine({ record, twin, differs }: TwinLine, half: number, marks: Marks): string {
  const [left, right] = [record, twin].map((text) => inCells(text, half, marks.ellipsis));
  return differs
    ? `${paint('warn', left)} ${paint('warn', marks.differs)} ${paint('warn', right)}`
    : `${left}   ${right}`;
}
