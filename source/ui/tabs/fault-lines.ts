import type { Model } from '../../explorer/model/model.ts';
import { faultPlace } from '../../explorer/tables/fault-place.ts';
import type { DescribedRejection } from '../../explorer/tables/table-spec.ts';
import { selectedId } from '../../explorer/tables/table-state.ts';
import { formatCount } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { cut, cutStart, widthOf } from '../../format/text-width.ts';
import { marksOf } from '../components/marks.ts';
import { paint } from '../components/theme.ts';

/** The fault begins no further to the right than this share of the room, so that some of what follows it is visible. */
const MOST_BEFORE = 0.6;

/**
 * Returns the bytes of the rejection under the cursor around its fault, and below them a caret and what is wrong; above them
 * a rule if there are three rows.
 */
export function faultLines(model: Model, height: number): string[] {
  const { rule } = marksOf(model.options);
  const lines = [...bytesLines(model), '', ''].slice(0, 2);
  return height < 3 ? lines.slice(0, height) : [paint('dim', rule.repeat(model.columns)), ...lines];
}

function bytesLines(model: Model): string[] {
  const { dataset, described, tables, columns, options } = model;
  const rejection = selectedId(tables.rejections);
  if (rejection === undefined || dataset === undefined) return [];
  const { ellipsis } = marksOf(options);
  const known = described.get(rejection);
  if (known === undefined) return [` reading ${ellipsis}`];
  const address = addressOf(dataset, rejection, known);
  const { fault } = known;
  if (fault === undefined) return [` ${cut(`${address}  ${safeText(known.detail)}`, columns - 2, ellipsis)}`];
  const isWide = columns >= 60;
  const label = isWide ? `${address}  ` : '';
  const room = columns - widthOf(label) - 2;
  const words = safeText(known.detail);
  const whole = cutStart(oneLine(fault.before), Math.floor(room * MOST_BEFORE), ellipsis);
  const before = cutStart(whole, beforeCells(whole, words, widthOf(label), columns), ellipsis);
  const at = cut(oneLine(fault.at), room - widthOf(before), ellipsis);
  const after = cut(oneLine(fault.after), room - widthOf(before) - widthOf(at), ellipsis);
  const line = ` ${paint('dim', label)}${before}${paint('bad', at)}${after}`;
  const caretAt = widthOf(label) + widthOf(before);
  return [line, caretLine(model, caretAt, Math.max(1, widthOf(at)), words)];
}

/** So much before the fault is always shown: its key, mostly. */
const LEAST_BEFORE = 16;

/**
 * Returns how many cells before the fault are shown: less than there is where that leaves more room for what is wrong.
 * `label`: the cells left of them.
 */
function beforeCells(before: string, words: string, label: number, columns: number): number {
  const most = widthOf(before);
  const behind = (cells: number): number => columns - 3 - label - cells - 1;
  const room = Math.max(label + most - 1, behind(most));
  const fewer = Math.max(LEAST_BEFORE, columns - 4 - label - widthOf(words));
  return widthOf(words) > room && behind(fewer) > room ? Math.min(most, fewer) : most;
}

/** Puts what is wrong after the caret, or before it if there is more room. Carets give way to words, all but one. */
function caretLine({ columns, options }: Model, at: number, length: number, words: string): string {
  const { ellipsis } = marksOf(options);
  const fewest = Math.max(1, Math.min(length, columns - 3 - at - widthOf(words)));
  const carets = '^'.repeat(widthOf(words) < at ? length : fewest);
  const behind = columns - 3 - at - carets.length;
  const fitsBehind = widthOf(words) <= behind;
  if (!fitsBehind && at > behind && at > 1) {
    const text = cut(words, at - 1, ellipsis);
    return ` ${' '.repeat(at - 1 - widthOf(text))}${paint('bad', `${text} ${carets}`)}`;
  }
  return ` ${' '.repeat(at)}${paint('bad', `${carets} ${cut(words, Math.max(0, behind), ellipsis)}`)}`;
}

/** Returns where the fault is; if that is not known, where its record begins. */
function addressOf(
  { rejections, files }: NonNullable<Model['dataset']>,
  rejection: number,
  known: DescribedRejection,
): string {
  const place = faultPlace({ rejections }, rejection, known);
  const byteOffset = rejections.byteOffsetOf(rejection);
  const { line, byteOffset: inFile } = files.placeOf(byteOffset, rejections.lineOf(rejection));
  const at = inFile + (place === undefined ? 0 : place.fromByteOffset - byteOffset);
  const above = place === undefined ? 0 : (known.fault?.lineFeeds ?? 0);
  return `line ${formatCount(line + above)}  @${formatCount(at)}`;
}

/** Line feeds of a record over several lines stay visible, its indentation does not. */
function oneLine(text: string): string {
  return safeText(text.replace(/\r?\n[ \t]*/g, '\n'));
}
