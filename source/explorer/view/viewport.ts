/** The selected row of a list, and the first one on the screen. Both from 0; 0 and 0 for an empty list. */
export interface Viewport {
  readonly cursor: number;
  readonly top: number;
}

/** The first row of a list. */
export const AT_TOP: Viewport = { cursor: 0, top: 0 };

/** A move of the cursor; `to` goes to a row. */
export type Move =
  | 'up'
  | 'down'
  | 'halfUp'
  | 'halfDown'
  | 'pageUp'
  | 'pageDown'
  | 'first'
  | 'last'
  | { readonly to: number };

/**
 * Returns the viewport after a move, in a list of `count` rows of which `height` are visible. The cost does not depend on
 * `count`.
 */
export function moved(viewport: Viewport, move: Move, count: number, height: number): Viewport {
  const { cursor, top } = viewport;
  const page = Math.max(1, height);
  const half = Math.max(1, Math.floor(height / 2));
  switch (move) {
    case 'up':
      return fitted({ cursor: cursor - 1, top }, count, height);
    case 'down':
      return fitted({ cursor: cursor + 1, top }, count, height);
    case 'halfUp':
      return fitted({ cursor: cursor - half, top: top - half }, count, height);
    case 'halfDown':
      return fitted({ cursor: cursor + half, top: top + half }, count, height);
    case 'pageUp':
      return fitted({ cursor: cursor - page, top: top - page }, count, height);
    case 'pageDown':
      return fitted({ cursor: cursor + page, top: top + page }, count, height);
    case 'first':
      return fitted({ cursor: 0, top: 0 }, count, height);
    case 'last':
      return fitted({ cursor: count - 1, top: count - page }, count, height);
    default:
      return revealed({ cursor: move.to, top }, count, height);
  }
}

/** Returns the same place in a list that may have become shorter, on a screen that may have another height. */
export function fitted({ cursor, top }: Viewport, count: number, height: number): Viewport {
  const seen = Math.max(1, height);
  const row = within(cursor, 0, Math.max(0, count - 1));
  const highest = Math.max(0, count - seen);
  return { cursor: row, top: within(top, Math.max(0, row - seen + 1), Math.min(row, highest)) };
}

/** Scrolls the view under the cursor by some rows, as a wheel does; the cursor stays on the screen. */
export function scrolled(viewport: Viewport, rows: number, count: number, height: number): Viewport {
  const seen = Math.max(1, height);
  const top = within(viewport.top + rows, 0, Math.max(0, count - seen));
  return fitted({ cursor: within(viewport.cursor, top, top + seen - 1), top }, count, height);
}

/** Brings a row far off the screen to the middle, so that its surroundings are visible too. */
function revealed({ cursor, top }: Viewport, count: number, height: number): Viewport {
  const isSeen = cursor >= top && cursor < top + height;
  return fitted({ cursor, top: isSeen ? top : cursor - Math.floor(height / 2) }, count, height);
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
