import type { Band } from '../../view/screen-layout.ts';

/**
 * The parts of Skipped in a body: why most records are rejected, if they are; the reasons and the rejections, each with a
 * header; and the bytes of the rejection under the cursor.
 */
interface SkippedLayout {
  readonly hint: Band;
  readonly reasons: Band;
  /** Blank, between the panes. */
  readonly gap: Band;
  readonly rejections: Band;
  /** A rule if there are three rows, the bytes, and what is wrong with them. */
  readonly bytes: Band;
}

/** With fewer rows the hint would take too many of them. */
const LEAST_ROWS_WITH_HINT = 5;

/** A header and a few rows. */
const LEAST_PANE_ROWS = 4;

/** The least rows with room for the bytes; and for a rule above them and a blank row between the panes. */
const ROWS_WITH_BYTES = 6;
const ROWS_WITH_RULE = 13;

/**
 * `listedRows`: how many rows the list of reasons has. It takes at most half of the body. On a low screen only the active
 * pane is shown. `hasHint`: whether there is a hint above them; `below`: what there is to list, of which only
 * rejections have bytes; with nothing the reasons have all of the body, to say so once.
 */
export function skippedLayout(
  bodyHeight: number,
  listedRows: number,
  pane: 'reasons' | 'rejections',
  hasHint = false,
  below: 'rejections' | 'strays' | 'nothing' = 'rejections',
): SkippedLayout {
  const top = hasHint && bodyHeight >= LEAST_ROWS_WITH_HINT ? 1 : 0;
  const hint = { top: 0, height: top };
  const height = bodyHeight - top;
  const hasRule = height >= ROWS_WITH_RULE;
  const bytesHeight = below === 'rejections' && height >= ROWS_WITH_BYTES ? (hasRule ? 3 : 2) : 0;
  const gap = hasRule ? 1 : 0;
  const forPanes = height - gap - bytesHeight;
  const wanted = Math.max(1, listedRows) + 1;
  const reasonsHeight = Math.min(wanted, Math.max(LEAST_PANE_ROWS, Math.floor(forPanes / 2)));
  const none = { top, height: 0 };
  if (below === 'nothing') {
    return { hint, reasons: { top, height }, gap: none, rejections: none, bytes: none };
  }
  if (forPanes - reasonsHeight < LEAST_PANE_ROWS) {
    if (pane === 'reasons') {
      return { hint, reasons: { top, height }, gap: none, rejections: none, bytes: none };
    }
    const rows = height - bytesHeight;
    return {
      hint,
      reasons: none,
      gap: none,
      rejections: { top, height: rows },
      bytes: { top: top + rows, height: bytesHeight },
    };
  }
  const gapTop = top + reasonsHeight;
  const rejectionsTop = gapTop + gap;
  const rejectionsHeight = top + height - rejectionsTop - bytesHeight;
  return {
    hint,
    reasons: { top, height: reasonsHeight },
    gap: { top: gapTop, height: gap },
    rejections: { top: rejectionsTop, height: rejectionsHeight },
    bytes: { top: rejectionsTop + rejectionsHeight, height: bytesHeight },
  };
}
