import { safeText } from '../../format/safe-text.ts';
import { beginning, cutMiddle, widthOf } from '../../format/text-width.ts';
import type { CellLook } from './table-spec.ts';

/** The widest column. */
const MOST_CELLS = 500;
/** The share of a cut id that its beginning gets. */
const BEGINNING_SHARE = 1 / 3;

/**
 * How the id of a user is drawn: without its middle where it has no room. Ids that begin alike, as ARNs and URLs do, differ
 * at their ends, e-mail addresses at their beginnings.
 */
export const idLook: CellLook = {
  isText: true,
  widthOf: ({ cells }) => widthOf(safeText(beginning(cells.user_id ?? '', MOST_CELLS))),
  lineOf: ({ cells }, room, ascii) => [{ text: shortId(cells.user_id ?? '', room, ascii), style: 'plain' }],
};

/** Returns a safe text of at most `room` cells. */
export function shortId(id: string, room: number, ascii: boolean): string {
  const head = beginning(id, room);
  // All of a long id would be made safe for the few characters on the screen.
  const isLong = id.length > 2 * head.length;
  const text = isLong ? `${safeText(head)}${safeText(id.slice(-head.length))}` : safeText(id);
  return cutMiddle(text, room, ascii ? '~' : '…', BEGINNING_SHARE);
}
