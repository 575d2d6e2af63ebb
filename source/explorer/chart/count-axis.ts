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
  labels[0] = shortCount(top);
  labels[lines - 1] = '0';
  if (lines >= 3 && lines % 2 === 1) labels[(lines - 1) / 2] = shortCount(top / 2);
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
  [1e3, 'k'],
] as const;

/** Formats a count as `7`, `75,000`, and from there `150k`, `2.5M`, `4G`. */
function shortCount(count: number): string {
  const unit = count < 100_000 ? undefined : UNITS.find(([size]) => count >= size);
  return unit === undefined ? count.toLocaleString('en-US') : `${count / unit[0]}${unit[1]}`;
}
