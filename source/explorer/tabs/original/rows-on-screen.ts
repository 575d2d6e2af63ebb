import { formatAddress, formatRecordTitle } from '../../../format/address.ts';
import { formatBytes, formatWholePercent } from '../../../format/human-format.ts';
import { safeText } from '../../../format/safe-text.ts';
import { cutStart } from '../../../format/text-width.ts';
import { REASONS } from '../../../pipeline/validate/reasons.ts';
import { cursorScreenRow, rowsSeen as rowsFromTop } from '../../file-view/navigation.ts';
import type { OriginalState } from '../../file-view/original-state.ts';
import { partOfText, type TextRow } from '../../file-view/screen-rows.ts';
import { memoize } from '../../memoize.ts';
import type { Model } from '../../model/model.ts';
import type { RecordOverlay } from '../../model/overlay.ts';
import { faultPlace } from '../../tables/fault-place.ts';
import { fileKnown } from './file-transition.ts';

/** The rows on the screen, from the top, and which of them the cursor is on. */
interface RowsSeen {
  readonly rows: readonly TextRow[];
  readonly chosen: TextRow | undefined;
}

/** Memoized, since it takes counting line feeds. `model`: the one that the state belongs to. */
const rowsSeen = memoize((state: OriginalState, _: readonly [Model['dataset']], model: Model): RowsSeen => {
  const file = fileKnown(model);
  const rows = rowsFromTop(state, file);
  return { rows, chosen: rows[cursorScreenRow(state, file)] };
});

function rowsSeenOf(model: Model): RowsSeen {
  return rowsSeen(model.tabs.original, [model.dataset], model);
}

/** Returns the rows on the screen, from the top. */
export function rowsOnScreen(model: Model): readonly TextRow[] {
  return rowsSeenOf(model).rows;
}

/** A part of a text, `text.slice(from, to)`. */
export interface TextPart {
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the part of a row that is at fault in its rejected record: at least a character, after the text if a line ends too
 * early. Undefined while that is being read, and for a row without a fault.
 */
export function faultPart({ dataset, described, tabs }: Model, row: TextRow): TextPart | undefined {
  const { window } = tabs.original;
  const { rejection, textFrom, textTo, text } = row;
  if (rejection === undefined || dataset === undefined || window === undefined) return undefined;
  const place = faultPlace(dataset, rejection.index, described.get(rejection.index));
  if (place === undefined || place.toByteOffset < textFrom || place.fromByteOffset > textTo) return undefined;
  const { from, to } = partOfText(window, row, place.fromByteOffset, place.toByteOffset);
  if (to > from) return { from, to };
  // The place after a full row is the beginning of the next one.
  const isEnd = !row.goesOn && (textTo < row.byteOffset + row.byteLength || window.isEnd);
  return from < text.length || isEnd ? { from, to: from + 1 } : undefined;
}

/** Returns the row that the cursor is on; undefined while its bytes are being read. */
export function textRowUnderCursor(model: Model): TextRow | undefined {
  return rowsSeenOf(model).chosen;
}

/** Returns the record that the cursor is in, or else the one before. */
export function recordUnderCursor(
  model: Model,
): Pick<RecordOverlay, 'byteOffset' | 'byteLength' | 'title' | 'note'> | undefined {
  const row = textRowUnderCursor(model);
  const mark = row?.begins ?? fileKnown(model).marks.recordAt(model.tabs.original.cursorByteOffset);
  if (mark === undefined) return undefined;
  const { byteOffset, recordNumber } = mark;
  const { lineBase, name } = fileKnown(model).marks.fileAt(byteOffset);
  const title = formatRecordTitle(recordNumber, { ...mark, line: mark.line - lineBase, name });
  if (mark.kind === 'event') return { byteOffset, byteLength: undefined, title, note: '' };
  const detail = model.described.get(mark.index)?.detail;
  const note = `${REASONS[mark.reason].code}${detail === undefined ? '' : `: ${detail}`}`;
  return { byteOffset, byteLength: mark.byteLength, title: `${title}, rejected`, note };
}

/** How much of the hint line the name of a file may take: its end tells most. */
const NAME_SHARE = 0.4;
const LEAST_NAME_CELLS = 12;

/** Returns the position of the cursor, for the hint line. */
export function originalPosition(model: Model): string {
  const row = textRowUnderCursor(model);
  const { sizeBytes, marks } = fileKnown(model);
  const byteOffset = row?.byteOffset ?? model.tabs.original.cursorByteOffset;
  const end = row === undefined ? byteOffset : row.byteOffset + row.byteLength;
  // If a line takes several rows only the first has its number.
  const rows = rowsOnScreen(model);
  const begins = row && rows.slice(0, rows.indexOf(row) + 1).findLast((above) => above.line !== undefined);
  const { keptBytes } = model.file;
  const kept = keptBytes === undefined ? '' : ` of the ${formatBytes(keptBytes)} kept`;
  const { byteBase, name } = marks.fileAt(byteOffset);
  const room = Math.max(LEAST_NAME_CELLS, Math.floor(model.columns * NAME_SHARE));
  const ellipsis = model.options.ascii ? '~' : '…';
  const address = formatAddress({
    line: begins?.line,
    byteOffset: byteOffset - byteBase,
    name: name && cutStart(safeText(name), room, ellipsis),
  });
  return `${address}  ${formatWholePercent(end, keptBytes ?? sizeBytes)}${kept}`;
}
