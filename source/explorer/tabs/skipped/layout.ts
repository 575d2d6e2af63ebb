import { type Band, stackedBands } from '../../view/screen-layout.ts';

/**
 * The parts of Skipped in a body: why most records are rejected, if they are; the reasons and the rejections, each with a
 * header; and the bytes of the rejection under the cursor.
 */
interface SkippedLayout {
  readonly hint: Band;
  readonly reasons: Band;
  /** Blank, between the panes. */
  readonly gap: Band;
  readonly rejections: Band;
  /** A rule if there are three rows, the bytes, and what is wrong with them. */
  readonly bytes: Band;
}

/** With fewer rows the hint would take too many of them. */
const LEAST_ROWS_WITH_HINT = 5;

/** A header and a few rows. */
const LEAST_PANE_ROWS = 4;

/** The least rows with room for the bytes; and for a rule above them and a blank row between the panes. */
const ROWS_WITH_BYTES = 6;
const ROWS_WITH_RULE = 13;

/** What there is to show in Skipped. */
interface SkippedContent {
  /** How many rows the list of reasons has. */
  readonly listedRows: number;
  /** The pane with the cursor: on a low screen it is the only one. */
  readonly pane: 'reasons' | 'rejections';
  /** Whether there is a hint above the reasons. */
  readonly hasHint?: boolean;
  /** What is listed below the reasons: only rejections have bytes; with nothing the reasons have all of the body. */
  readonly below?: 'rejections' | 'strays' | 'nothing';
}

/** Lays out a body of `bodyHeight` rows. The reasons take at most half of it. */
export function skippedLayout(bodyHeight: number, content: SkippedContent): SkippedLayout {
  const hint = content.hasHint === true && bodyHeight >= LEAST_ROWS_WITH_HINT ? 1 : 0;
  return stackedBands({ hint, ...paneHeights(bodyHeight - hint, content) });
}

function paneHeights(
  height: number,
  { listedRows, pane, below = 'rejections' }: SkippedContent,
): Readonly<Record<'reasons' | 'gap' | 'rejections' | 'bytes', number>> {
  const reasonsAlone = { reasons: height, gap: 0, rejections: 0, bytes: 0 };
  if (below === 'nothing') return reasonsAlone;
  const hasRule = height >= ROWS_WITH_RULE;
  const bytes = below === 'rejections' && height >= ROWS_WITH_BYTES ? (hasRule ? 3 : 2) : 0;
  const gap = hasRule ? 1 : 0;
  const forPanes = height - gap - bytes;
  const wanted = Math.max(1, listedRows) + 1;
  const reasons = Math.min(wanted, Math.max(LEAST_PANE_ROWS, Math.floor(forPanes / 2)));
  const rejections = forPanes - reasons;
  if (rejections >= LEAST_PANE_ROWS) return { reasons, gap, rejections, bytes };
  return pane === 'reasons' ? reasonsAlone : { reasons: 0, gap: 0, rejections: height - bytes, bytes };
}
