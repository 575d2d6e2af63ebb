import type { Dataset } from '../pipeline/result/dataset.ts';
import { REASONS } from '../pipeline/validate/reasons.ts';

/** A reason that occurs. */
export interface ReasonRow {
  /** Its place in REASONS. */
  readonly code: number;
  readonly name: string;
  readonly count: number;
}

/** The reasons that occur, most frequent first, then as they are listed. */
export function reasonRows(dataset: Dataset | undefined): readonly ReasonRow[] {
  if (dataset === undefined) return [];
  const { countByCode } = dataset.rejections;
  return REASONS.map((reason, code) => ({ code, name: reason.code, count: countByCode[code] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.code - b.code);
}

/** The reason at a place in REASONS. */
export function reasonName(code: number): string {
  return REASONS[code].code;
}
