import { readFile, stat } from 'node:fs/promises';
import { clipName } from '../format/clip-text.ts';
import { safeText } from '../format/safe-text.ts';
import { type Head, readHead } from '../input/head.ts';
import type { Source } from '../input/source.ts';
import type { PlanSearch } from '../pipeline/plan/file-plans.ts';
import { findPlan, standardPlan, standardPlanThatWins } from '../pipeline/plan/find-plan.ts';
import type { Plan, Sample } from '../pipeline/plan/plan.ts';
import { LONGEST_PLAN_FILE_BYTES, type NamedByFile, parsePlanFile } from '../pipeline/plan/plan-file.ts';
import { settingsOf } from '../pipeline/plan/planned-settings.ts';
import { HEAD_BYTES, holdsRecord, takeSample } from '../pipeline/plan/sample.ts';
import type { NamedSettings } from '../pipeline/plan/sample-facts.ts';
import { completeSettings, type RunSettings } from '../pipeline/settings.ts';
import { OPEN_BRACE } from '../pipeline/text/bytes.ts';
import { compileFields } from '../pipeline/validate/fields.ts';
import { CommandError, EXIT_FAILED, usageError, withErrorContext } from './errors.ts';
import type { CommandOptions } from './flags.ts';

/** A record that is longer is not waited for. */
const LONGEST_HEAD_BYTES = 16 * HEAD_BYTES;

/** The flags that a plan depends on. */
export type PlanOptions = Pick<CommandOptions, 'settings' | 'named' | 'strict' | 'planFile'>;

/** An input whose head was looked at. */
export interface PlannedInput {
  /** The input from its beginning on. */
  readonly source: Source;
  readonly head: Uint8Array;
  /** Whether the input ends with the head. */
  readonly isWhole: boolean;
  readonly plan: Plan;
  /** Returns the records of the head, which are not looked for where the standard plan wins. */
  readonly sampleOf: () => Sample;
  /** The settings to read it with, but for the seed. */
  readonly settings: Omit<RunSettings, 'hashSeed'>;
  /** What another file that the plan does not fit is looked at with; undefined if nothing is to be found. */
  readonly search: PlanSearch | undefined;
  /** All settings before anything was found: those that were named, and the standard. */
  readonly base: RunSettings;
}

/** Looks at the head of an input and plans how to read it (spec section 13). Throws CommandError for a wrong plan. */
export async function planInput(source: Source, options: PlanOptions): Promise<PlannedInput> {
  const file = options.planFile === undefined ? undefined : await readPlanFile(options.planFile);
  const named: NamedSettings = { ...file, ...options.named };
  const base = baseSettings(options, file, named, source);
  const head = await readHeadWithRecord(source);
  let sample: Sample | undefined;
  const sampleOf = (): Sample => {
    sample ??= takeSample(head.bytes, head.isWhole);
    return sample;
  };
  const isFree = !options.strict && Object.keys(named).length === 0;
  const plan =
    (isFree ? standardPlanThatWins(head.bytes, head.isWhole, base) : undefined) ??
    (options.strict ? standardPlan : findPlan)(sampleOf(), named, base);
  if (options.planFile !== undefined) checkFit(plan, options.planFile, source.name);
  const settings = { ...options.settings, ...settingsOf(plan), opensWrappers: base.opensWrappers };
  const { bytes, isWhole } = head;
  const search = options.strict || options.planFile !== undefined ? undefined : { named, base };
  return { source: head.source, head: bytes, isWhole, plan, sampleOf, settings, search, base };
}

/** Reads the head, and where a record that begins in it goes on beyond it, so much more that it holds one. */
export async function readHeadWithRecord(source: Source): Promise<Head> {
  let head = await readHead(source, HEAD_BYTES, holdsRecord);
  for (let most = 4 * HEAD_BYTES; most <= LONGEST_HEAD_BYTES; most *= 4) {
    if (head.isWhole || !head.bytes.includes(OPEN_BRACE) || holdsRecord(head.bytes)) break;
    head = await readHead(head.source, most, holdsRecord);
  }
  return head;
}

/** Returns the settings with what is named, and the year of the file for times that have none. */
function baseSettings(
  { settings, named: flags }: PlanOptions,
  file: NamedByFile | undefined,
  named: NamedSettings,
  source: Source,
): RunSettings {
  const idIsOfFile = file !== undefined && flags.idKey === undefined;
  const base = {
    ...settings,
    ...named,
    idDecides: idIsOfFile ? !file.idOnlyKeepsApart : settings.idDecides,
    ...(named.year === undefined
      ? yearOf(source)
      : { yearEndsAtMonth: flags.year === undefined ? file?.yearEndsAtMonth : settings.yearEndsAtMonth }),
  };
  try {
    compileFields(completeSettings(base));
    return completeSettings(base);
  } catch (error) {
    if (error instanceof RangeError) throw usageError(clipName(error.message));
    throw error;
  }
}

/** The date of a file; of a pipe it is now. */
function yearOf(source: Source): Pick<RunSettings, 'year' | 'yearEndsAtMonth'> {
  const date = new Date(modifiedMilliseconds(source) ?? Date.now());
  return { year: date.getUTCFullYear(), yearEndsAtMonth: date.getUTCMonth() + 1 };
}

function modifiedMilliseconds(source: Source): number | undefined {
  try {
    return source.describe().opened?.modifiedMilliseconds;
  } catch {
    return undefined;
  }
}

async function readPlanFile(path: string): Promise<NamedByFile> {
  const text = await withErrorContext('cannot read the plan', path, async () => {
    const { size } = await stat(path);
    return size > LONGEST_PLAN_FILE_BYTES ? '' : readFile(path, 'utf8');
  });
  try {
    const named = parsePlanFile(text);
    compileFields(completeSettings(named));
    return named;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError(
      `${safeText(clipName(path))} is no plan: ${safeText(clipName(error.message))}`,
      EXIT_FAILED,
    );
  }
}

/** A file of which the plan reads less than half is another one (spec section 13). */
function checkFit({ outcome }: Plan, path: string, input: string): void {
  const { events, records } = outcome;
  if (2 * events >= records) return;
  throw new CommandError(
    `${safeText(clipName(input))} does not fit the plan in ${safeText(clipName(path))}: ${events} of ${records} sampled records would be events; read it without --plan-file`,
    EXIT_FAILED,
  );
}
