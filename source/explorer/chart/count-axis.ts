/** The vertical axis of a chart of counts. */
export interface CountScale {
  /** The count at the top line, more than 0; the bottom line is 0. */
  readonly top: number;
  /** One per line, from the top line to the bottom one; '' for none. */
  readonly labels: readonly string[];
}

const MOST_LABELS = 6;
const NICE = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * Returns the lowest top that holds `most` and gives labels that are integers at even distances. Lines between two labels
 * stand for fractions if counts are small. A single line has no room for a height: it gets no label.
 */
export function countScale(most: number, lines: number): CountScale {
  const steps = lines - 1;
  if (steps < 1) return { top: Math.max(1, most), labels: [''] };
  let best = { linesApart: steps, labelStep: Number.POSITIVE_INFINITY, cost: Number.POSITIVE_INFINITY };
  for (let linesApart = Math.ceil(steps / MOST_LABELS); linesApart <= steps; linesApart++) {
    const labelStep = niceFrom((most * linesApart) / steps);
    // Two labels say more than one: worth a slightly lower plot.
    const lonely = linesApart * 2 > steps ? 1.25 : 1;
    const cost = ((labelStep * steps) / linesApart) * lonely;
    if (cost < best.cost) best = { linesApart, labelStep, cost };
  }
  const { linesApart, labelStep } = best;
  const labels = Array.from({ length: lines }, (_, line) => {
    const height = steps - line;
    return height % linesApart === 0 ? shortCount((height / linesApart) * labelStep) : '';
  });
  return { top: (labelStep * steps) / linesApart, labels };
}

/** Returns the smallest round integer that is not below `least`. */
function niceFrom(least: number): number {
  let power = 1;
  while (power * 10 < least) power *= 10;
  return (
    NICE.map((digits) => digits * power).find((nice) => nice >= least && Number.isInteger(nice)) ?? least
  );
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
