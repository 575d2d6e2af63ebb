import { clipName } from '../format/clip-text.ts';
import { formatCounted } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { type Head, readHead } from '../input/head.ts';
import type { Source } from '../input/source.ts';
import type { PlanSearch } from '../pipeline/plan/file-plans.ts';
import { standardPlanThatWins } from '../pipeline/plan/find-plan.ts';
import { changePlan } from '../pipeline/plan/make-plan.ts';
import type { NamedSettings, Plan, PlannedContainer, PlannedTable, Sample } from '../pipeline/plan/plan.ts';
import type { PlanBasis } from '../pipeline/plan/plan-basis.ts';
import { type NamedByFile, settingsNamedBy } from '../pipeline/plan/plan-file.ts';
import { holdsPlannable, planHead, withControlLines } from '../pipeline/plan/plan-head.ts';
import { planTable } from '../pipeline/plan/plan-table.ts';
import { settingsOf } from '../pipeline/plan/planned-settings.ts';
import { HEAD_BYTES, leadsToRecords } from '../pipeline/plan/sample.ts';
import { completeSettings, type RunSettings } from '../pipeline/settings.ts';
import { FREE_CHOICE, findTable } from '../pipeline/table/find-table.ts';
import { OPEN_BRACE } from '../pipeline/text/bytes.ts';
import { formatTimestamp } from '../pipeline/time/format-timestamp.ts';
import { zoneOf } from '../pipeline/time/zone.ts';
import { compileFields } from '../pipeline/validate/fields.ts';
import { CommandError, EXIT_FAILED, usageError } from './errors.ts';
import type { CommandOptions } from './flags.ts';

/** A record that is longer is not waited for. */
const LONGEST_HEAD_BYTES = 16 * HEAD_BYTES;

/** The flags that a plan depends on. */
export type PlanOptions = Pick<
  CommandOptions,
  'settings' | 'named' | 'strict' | 'planFile' | 'planned' | 'table' | 'container'
>;

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

/**
 * Looks at the head of an input and plans how to read it (spec section 13). `containerOf` returns what its bytes are read
 * as; it is called after the first ones were. `modifiedMilliseconds`: gives the year of times without one. Throws
 * CommandError for flags that do not fit the input.
 */
export async function planInput(
  source: Source,
  options: PlanOptions,
  containerOf: () => PlannedContainer | undefined,
  modifiedMilliseconds = source.modifiedMilliseconds,
): Promise<PlannedInput> {
  const file = options.planned;
  const named: NamedSettings = { ...(file && settingsNamedBy(file)), ...options.named };
  const fixed = baseSettings(options, file, named, modifiedMilliseconds);
  const head = await readHeadWithRecord(source);
  const table = named.records === undefined ? tableIn(head, options, fixed) : undefined;
  const base = options.strict || table !== undefined ? fixed : withControlLines(head, fixed);
  const basis = { named, base, isStrict: options.strict };
  const { plan: found, sampleOf } =
    table === undefined ? planHead(head, basis) : planTable(head, basis, table);
  const plan = changePlan(found, { container: containerOf() });
  checkFit(plan, head, base, options);
  const { opensWrappers, skipsControlLines } = base;
  const settings = { ...options.settings, ...settingsOf(plan), opensWrappers, skipsControlLines };
  const { bytes, isWhole } = head;
  const search = searchFor(options, basis, table);
  return { source: head.source, head: bytes, isWhole, plan, sampleOf, settings, search, base };
}

/** Returns what another file is looked at with: by a plan that is fixed only where a table has its columns. */
function searchFor(
  { strict, planFile, container, table: choice }: PlanOptions,
  { named, base }: PlanBasis,
  table: PlannedTable | undefined,
): PlanSearch | undefined {
  const isFixed = strict || planFile !== undefined;
  if (isFixed && table === undefined) return undefined;
  const isJson = container.format === 'json' || named.records !== undefined;
  return { named, base, isFixed, tables: isJson ? undefined : choice.isTable ? choice : FREE_CHOICE };
}

/** Returns the table that the head is, by flags or by its content. Throws CommandError if flags name one that it is not. */
function tableIn(
  { bytes, isWhole, source }: Head,
  { strict, container, table: choice }: PlanOptions,
  base: RunSettings,
): PlannedTable | undefined {
  if (!choice.isTable && (strict || container.format === 'json')) return undefined;
  const layout = findTable(bytes, isWhole, choice.isTable ? choice : FREE_CHOICE);
  if (choice.isTable) {
    if (layout !== undefined) return { layout, origin: 'named' };
    if (bytes.length === 0) return undefined;
    const { header } = choice;
    const why =
      header === undefined
        ? 'no row was found in it; leave --format out'
        : `most of its rows do not have ${formatCounted(header.length, 'cell')}, one for each name of --header; name as many as its rows have`;
    throw new CommandError(`cannot read ${safeText(clipName(source.name))} as a table: ${why}`, EXIT_FAILED);
  }
  // Text around JSON that reads well is not a table.
  const isJson =
    layout !== undefined && (standardPlanThatWins(bytes, isWhole, base)?.outcome.events ?? 0) > 0;
  return layout === undefined || isJson ? undefined : { layout, origin: 'found' };
}

/** Whether the beginning of a pipe is enough to plan by: a record or a row that has ended. */
export function isEnough(bytes: Uint8Array): boolean {
  return holdsPlannable(bytes) || findTable(bytes, false, FREE_CHOICE) !== undefined;
}

/** Reads the head, and where a record that begins in it goes on beyond it, so much more that it holds one. */
export async function readHeadWithRecord(source: Source): Promise<Head> {
  let head = await readHead(source, HEAD_BYTES, isEnough);
  for (let most = 4 * HEAD_BYTES; most <= LONGEST_HEAD_BYTES; most *= 4) {
    if (head.isWhole || !head.bytes.includes(OPEN_BRACE) || isEnough(head.bytes)) break;
    head = await readHead(head.source, most, isEnough);
  }
  return head;
}

/** Returns the settings with what is named, and the year of the file for times that have none. */
function baseSettings(
  { settings, named: flags }: PlanOptions,
  file: NamedByFile | undefined,
  named: NamedSettings,
  modifiedMilliseconds: number | undefined,
): RunSettings {
  const idIsOfFile = file !== undefined && flags.idKey === undefined;
  const base = {
    ...settings,
    ...named,
    idDecides: idIsOfFile ? !file.idOnlyKeepsApart : settings.idDecides,
    ...(named.year === undefined
      ? yearOf(modifiedMilliseconds, named.assumeTz ?? settings.assumeTz)
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

/**
 * The date of a file; of a pipe it is now. It is that of the zone that its times are read in: in Tokyo a month has begun
 * nine hours before it does in UTC, and its first times would be a year too early.
 */
function yearOf(
  modifiedMilliseconds = Date.now(),
  assumeTz: string,
): Pick<RunSettings, 'year' | 'yearEndsAtMonth'> {
  const ahead = zoneOf(assumeTz).offsetAt(Math.floor(modifiedMilliseconds / 1000));
  const date = new Date(modifiedMilliseconds + 1000 * ahead);
  return { year: date.getUTCFullYear(), yearEndsAtMonth: date.getUTCMonth() + 1 };
}

/** When a file was last changed, in ISO 8601 to the second; undefined for a pipe. */
export function modifiedText({ modifiedMilliseconds: milliseconds }: Source): string | undefined {
  return milliseconds === undefined ? undefined : formatTimestamp(Math.floor(milliseconds / 1000), 0);
}

/** A file of which the plan reads less than half, or in which its records are nowhere, is another one (spec section 13). */
function checkFit(
  { outcome }: Plan,
  { bytes, isWhole, source }: Head,
  base: RunSettings,
  { planFile, planned, named }: PlanOptions,
): void {
  if (planFile === undefined) return;
  const { events, records } = outcome;
  const at = named.records === undefined ? planned?.records : undefined;
  const leads =
    at === undefined ||
    !bytes.includes(OPEN_BRACE) ||
    leadsToRecords(bytes, isWhole, base, { text: at, origin: 'named' });
  if (leads && 2 * events >= records) return;
  const why = leads
    ? `${events} of ${records} sampled records would be events`
    : `${clipName(at)} leads to no record`;
  const beside = Object.keys(named).length === 0 ? '' : ' with the flags beside it';
  throw new CommandError(
    `${safeText(clipName(source.name))} does not fit the plan in ${safeText(clipName(planFile))}${beside}: ${safeText(why)}; read it without --plan-file`,
    EXIT_FAILED,
  );
}
