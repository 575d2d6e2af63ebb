import type { Band } from '../../view/screen-layout.ts';

/** Skipped in a body: why most are rejected, if they are, then reasons with a header, then rejections with a header. */
interface SkippedLayout {
  readonly hint: Band;
  readonly reasons: Band;
  readonly rejections: Band;
}

/** With fewer rows the hint would take too many of them. */
const LEAST_ROWS_WITH_HINT = 5;

/**
 * `reasonCount`: how many reasons there are to list, and `strayCount` how many rows about stray runs below them. On a low
 * screen only the active pane is shown. `hasHint`: whether there is something to say above them.
 */
export function skippedLayout(
  bodyHeight: number,
  reasonCount: number,
  pane: 'reasons' | 'rejections',
  hasHint = false,
  strayCount = 0,
): SkippedLayout {
  const top = hasHint && bodyHeight >= LEAST_ROWS_WITH_HINT ? 1 : 0;
  const hint = { top: 0, height: top };
  const height = bodyHeight - top;
  const wanted = Math.max(1, reasonCount) + 1 + strayCount;
  if (height < wanted + 4) {
    const all = { top, height };
    const none = { top, height: 0 };
    return pane === 'reasons'
      ? { hint, reasons: all, rejections: none }
      : { hint, reasons: none, rejections: all };
  }
  return {
    hint,
    reasons: { top, height: wanted },
    rejections: { top: top + wanted, height: height - wanted },
  };
}
