/** Rows of the screen, from `top` to `bottom` and these with them, that move up by some rows, or down where negative. */
interface Scroll {
  readonly top: number;
  readonly bottom: number;
  readonly by: number;
}

/** Fewer lines than these are as soon written anew. */
const LEAST_LINES = 3;

/**
 * The scroll that brings most lines of a frame to where they belong, if there is one. It saves bytes or it does not:
 * that is for the caller to see.
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

/** The lines that the screen shows after a scroll; the rows that come in are empty. */
export function scrolledLines(lines: readonly string[], { top, bottom, by }: Scroll): string[] {
  return lines.map((line, row) => {
    if (row < top || row > bottom) return line;
    const from = row + by;
    return from < top || from > bottom ? '' : lines[from];
  });
}

/**
 * What makes a terminal scroll so: lines are deleted or inserted between margins, which older ones know too. The style must
 * be reset, since the rows that come in take its colours; the cursor is at home afterwards.
 */
export function scrollSequence({ top, bottom, by }: Scroll): string {
  const move = by > 0 ? `\u001b[${by}M` : `\u001b[${-by}L`;
  return `\u001b[${top + 1};${bottom + 1}r\u001b[${top + 1};1H${move}\u001b[r`;
}
