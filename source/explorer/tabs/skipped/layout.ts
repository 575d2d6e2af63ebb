import type { Band } from '../../view/screen-layout.ts';

/** The two panes of Skipped in a body: reasons with a header, then rejections with a header. */
interface SkippedLayout {
  readonly reasons: Band;
  readonly rejections: Band;
}

/** `reasonCount`: how many reasons there are to list. On a low screen only the active pane is shown. */
export function skippedLayout(
  bodyHeight: number,
  reasonCount: number,
  pane: 'reasons' | 'rejections',
): SkippedLayout {
  const wanted = Math.max(1, reasonCount) + 1;
  if (bodyHeight < wanted + 4) {
    const all = { top: 0, height: bodyHeight };
    const none = { top: 0, height: 0 };
    return pane === 'reasons' ? { reasons: all, rejections: none } : { reasons: none, rejections: all };
  }
  return {
    reasons: { top: 0, height: wanted },
    rejections: { top: wanted, height: bodyHeight - wanted },
  };
}
