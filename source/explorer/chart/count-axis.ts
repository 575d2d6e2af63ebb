/** The vertical axis of a chart of counts. */
export interface CountScale {
  /** The count at the top line, more than 0; the bottom line is 0. */
  readonly top: number;
  /** One per line, from the top line to the bottom one; '' for none. */
  readonly labels: readonly string[];
}

const NICE = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];

/**
 * Returns the lowest round top that is not below `most`, an even number, so that the middle is whole: labels are at the top,
 * at the bottom and, if a line is halfway, in the middle. A single line has no room for a height, and gets no label.
 */
export function countScale(most: number, lines: number): CountScale {
  const top = evenFrom(most);
  if (lines < 2) return { top, labels: lines < 1 ? [] : [''] };
  const labels = new Array<string>(lines).fill('');
  const format = formatFor(top);
  labels[0] = format(top);
  labels[lines - 1] = '0';
  if (lines >= 3 && lines % 2 === 1) labels[(lines - 1) / 2] = format(top / 2);
  return { top, labels };
}

/** Returns the smallest round even number that is not below `least`. */
function evenFrom(least: number): number {
  for (let power = 1; ; power *= 10) {
    const found = NICE.map((digits) => Math.round(digits * power)).find((n) => n >= least && n % 2 === 0);
    if (found !== undefined) return found;
  }
}

const UNITS = [
  [1e9, 'G'],
  [1e6, 'M'],
] as const;

/** Counts below this are written out: the axis has room for nine cells. */
const LEAST_SHORT = 10_000_000;

/** Returns how all labels below `top` are written: `75,000`, and from ten millions on `40M` and `2.5M`, or `4G`. */
function formatFor(top: number): (count: number) => string {
  const unit = top < LEAST_SHORT ? undefined : UNITS.find(([size]) => top >= size);
  if (unit === undefined) return (count) => count.toLocaleString('en-US');
  return (count) => `${count / unit[0]}${unit[1]}`;
}
