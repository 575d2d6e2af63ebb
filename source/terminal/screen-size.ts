/**
 * Asks a terminal for its size: the stream's own numbers are those of the last SIGWINCH, which a program that is stopped or
 * in the background does not receive. A terminal that does not report its size is taken for the smallest common one.
 */
export function screenSize(terminal: { getWindowSize(): [number, number] }): {
  columns: number;
  rows: number;
} {
  try {
    const [columns, rows] = terminal.getWindowSize();
    return { columns: columns || 80, rows: rows || 24 };
  } catch {
    // The terminal is gone.
    return { columns: 80, rows: 24 };
  }
}
