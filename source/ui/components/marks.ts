/** The marks that are drawn, in Unicode or in ASCII only (`--ascii`). */
export interface Marks {
  readonly chosen: string;
  /** The row under the cursor of a pane that does not have the keys. */
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
  /** What lies before a chart, and after it. */
  readonly before: string;
  readonly after: string;
  /** Behind how many times the usual something is. */
  readonly times: string;
  readonly full: string;
  readonly empty: string;
  /** Between two values that are not the same. */
  readonly differs: string;
  /** Behind a chopped line. */
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
