/** A terminal that does not report its size is taken for the smallest common one. */
export function screenSize(terminal: { readonly columns: number; readonly rows: number }): {
  readonly columns: number;
  readonly rows: number;
} {
  return { columns: terminal.columns || 80, rows: terminal.rows || 24 };
}

/**
 * Has the runtime ask the terminal for its size, which it does at this signal only: a program that was stopped, or is on a
 * terminal that it does not control, receives none. The stream reports `resize` soon afterwards if the size has changed.
 */
export function askForSize(): void {
  process.kill(process.pid, 'SIGWINCH');
}
