/** Rows `top` to `bottom` of the screen, both included, that move up by `by` rows, or down if it is negative. */
interface Scroll {
  readonly top: number;
  readonly bottom: number;
  readonly by: number;
}

/** Fewer lines than this are cheaper to rewrite. */
const LEAST_LINES = 3;

/**
 * Returns the scroll that brings most lines of a frame into place, if there is one. Whether it saves bytes is for the
 * caller to find out.
 */
export function findScroll(shown: readonly string[], frame: readonly string[]): Scroll | undefined {
  const changed = frame.flatMap((line, row) => (line !== '' && line !== shown[row] ? [row] : []));
  if (changed.length < LEAST_LINES) return undefined;
  const rowOf = new Map(shown.map((line, row) => [line, row] as const));
  const rowsBy = new Map<number, number[]>();
  for (const row of changed) {
    const from = rowOf.get(frame[row]);
    if (from === undefined) continue;
    const rows = rowsBy.get(from - row);
    if (rows === undefined) rowsBy.set(from - row, [row]);
    else rows.push(row);
  }
  let most: { readonly by: number; readonly rows: readonly number[] } | undefined;
  for (const [by, rows] of rowsBy) {
    if (rows.length >= Math.max(LEAST_LINES, (most?.rows.length ?? 0) + 1)) most = { by, rows };
  }
  if (most === undefined) return undefined;
  const { by, rows } = most;
  const [first, last] = [rows[0], rows[rows.length - 1]];
  return { top: Math.min(first, first + by), bottom: Math.max(last, last + by), by };
}

/** Returns the lines that the screen shows after a scroll; rows scrolled in are empty. */
export function scrolledLines(lines: readonly string[], { top, bottom, by }: Scroll): string[] {
  return lines.map((line, row) => {
    if (row < top || row > bottom) return line;
    const from = row + by;
    return from < top || from > bottom ? '' : lines[from];
  });
}

/**
 * Returns the sequence for a scroll: lines are deleted or inserted between margins, which older terminals support too.
 * The style must be reset, since rows scrolled in take its colours; the cursor is at home afterwards.
 */
export function scrollSequence({ top, bottom, by }: Scroll): string {
  const move = by > 0 ? `\u001b[${by}M` : `\u001b[${-by}L`;
  return `\u001b[${top + 1};${bottom + 1}r\u001b[${top + 1};1H${move}\u001b[r`;
}
