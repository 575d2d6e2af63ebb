import { readHead } from '../../input/head.ts';
import type { Source } from '../../input/source.ts';
import { findPlan, standardPlan } from '../../pipeline/plan/find-plan.ts';
import type { Plan, Sample } from '../../pipeline/plan/plan.ts';
import { HEAD_BYTES, takeSample } from '../../pipeline/plan/sample.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { CommandOptions, NamedSettings } from '../flags.ts';
import { randomHashSeed } from '../random-seed.ts';

/** What a file is read as, and what that was found by. */
export interface PlannedFile {
  readonly plan: Plan;
  readonly sample: Sample;
  /** The settings that the plan does not decide. */
  readonly base: PipelineSettings;
}

/** What is named for a file: by flags, or chosen in Fields, where an id that was found may be kept as one. */
export type NamedForFile = NamedSettings & { readonly idDecides?: boolean };

/**
 * Looks at the head of a file and finds what is read as what (spec section 13). Never throws: what cannot be read is
 * reported by the load.
 */
export async function planFile(
  source: Source,
  { settings, strict }: CommandOptions,
  named: NamedForFile,
): Promise<PlannedFile> {
  const hasRecord = (bytes: Uint8Array): boolean => takeSample(bytes, false).from.length > 0;
  const { bytes, isWhole } = await readHead(source, HEAD_BYTES, hasRecord);
  const sample = takeSample(bytes, isWhole);
  const base = { ...settings, ...dateOf(source, settings), ...named, hashSeed: randomHashSeed() };
  return { plan: strict ? standardPlan(sample, named, base) : findPlan(sample, named, base), sample, base };
}

/** The year and the month in which times without a year end: those of the file's own date, unless a year is named. */
function dateOf(
  source: Source,
  { year, yearEndsAtMonth }: CommandOptions['settings'],
): Pick<PipelineSettings, 'year' | 'yearEndsAtMonth'> {
  if (year !== undefined) return { year, yearEndsAtMonth };
  const modified = source.describe().opened?.modifiedMilliseconds;
  const date = modified === undefined ? new Date() : new Date(modified);
  return { year: date.getUTCFullYear(), yearEndsAtMonth: date.getUTCMonth() + 1 };
}
