/** The marks that are drawn, in Unicode or in ASCII only (`--ascii`). */
export interface Marks {
  readonly chosen: string;
  /** Marks the row under the cursor of a pane without the keys. */
  readonly passive: string;
  /** A line across the screen. */
  readonly rule: string;
  readonly ascending: string;
  readonly descending: string;
  readonly ellipsis: string;
  readonly atLeast: string;
  readonly to: string;
  /** Between the two times of a bucket. */
  readonly until: string;
  /** Before and after the counts of what lies before a chart, and after it. */
  readonly before: string;
  readonly after: string;
  /** After how many times the usual something is. */
  readonly times: string;
  readonly full: string;
  readonly empty: string;
  /** Between two values that differ. */
  readonly differs: string;
  /** After a chopped line. */
  readonly goesOn: string;
  readonly damaged: string;
  readonly stray: string;
  readonly gutter: string;
  /** In place of `gutter` where another file begins. */
  readonly fileBegins: string;
  readonly choice: string;
  readonly cursor: string;
  readonly border: 'round' | 'classic';
}

const UNICODE: Marks = {
  chosen: '▌',
  passive: '▌',
  rule: '─',
  ascending: '▲',
  descending: '▼',
  ellipsis: '…',
  atLeast: '≥',
  to: '→',
  until: '–',
  before: '← ',
  after: ' →',
  times: '×',
  full: '█',
  empty: '░',
  differs: '≠',
  goesOn: '›',
  damaged: '✗',
  stray: '!',
  gutter: '│',
  fileBegins: '┍',
  choice: '▾',
  cursor: '█',
  border: 'round',
};

const ASCII: Marks = {
  chosen: '>',
  passive: '>',
  rule: '-',
  ascending: '^',
  descending: 'v',
  ellipsis: '~',
  atLeast: '>=',
  to: '->',
  until: '-',
  before: '< ',
  after: ' >',
  times: 'x',
  full: '#',
  empty: '.',
  differs: '!',
  goesOn: '>',
  damaged: 'x',
  stray: '!',
  gutter: '|',
  fileBegins: '+',
  choice: 'v',
  cursor: '_',
  border: 'classic',
};

/** Returns the marks for a terminal, ASCII only if requested. */
export function marksOf({ ascii }: { readonly ascii: boolean }): Marks {
  return ascii ? ASCII : UNICODE;
}
