import { safeText } from '../../format/safe-text.ts';
import { wrap } from '../../format/text-width.ts';
import { memoize } from '../memoize.ts';
import type { RecordOverlay } from '../model/overlay.ts';

/** Returns the lines of a record as the screen shows them: made safe, and wrapped if they are wider than it. */
export function recordLines({ lines }: RecordOverlay, columns: number): readonly string[] {
  return lines === undefined ? [] : wrappedLines(lines, [Math.max(1, columns - 2)]);
}

const wrappedLines = memoize((lines: readonly string[], [width]: readonly [number]): readonly string[] =>
  lines.flatMap((line) => wrap(safeText(line), width)),
);
