import { NO_KEY, parseKeys } from '../validate/key-paths.ts';
import { parseRecordPath } from '../validate/record-path.ts';
import type { KeyStatistics, NamedSettings, Plan, Planned } from './plan.ts';
import { pinWords, plannedFormat } from './plan-words.ts';

/** A plan as JSON has it, in `--json` and in plan files. */
export interface PlanJson {
  /** What the bytes are; `encoding` is undefined if they were not looked at. */
  readonly format: PlannedJson;
  readonly encoding?: PlannedJson;
  /** The names of the columns of a table that has no line of them. */
  readonly header: readonly string[] | null;
  /** Where the records are; null: at depth 0. */
  readonly records: PlannedJson | null;
  readonly user: PlannedJson;
  readonly time: PlannedJson;
  readonly type: PlannedJson;
  /** `merges`: whether equal ids alone make two events duplicates. */
  readonly id: (PlannedJson & { readonly merges: boolean }) | null;
  readonly time_format: PlannedJson;
  readonly year: number | null;
  readonly year_ends_at_month: number | null;
  /** The flags that name all of it. */
  readonly pin: readonly string[];
  readonly warnings: readonly string[];
  readonly sampled: { readonly records: number; readonly events: number; readonly users: number };
}

/** A part of a plan as JSON has it. */
export interface PlannedJson {
  readonly text: string;
  readonly origin: string;
}

/** Returns a plan as JSON has it. */
export function planJson(plan: Plan): PlanJson {
  const { table, user, time, type, id, timeFormat, year, yearEndsAtMonth, warnings, outcome } = plan;
  const where = plan.records;
  const { records, events, users } = outcome;
  const merges = id?.origin === 'named' && plan.idOnlyKeepsApart !== true;
  const { container } = plan;
  return {
    format: partJson(plannedFormat(container, table)),
    ...(container && { encoding: partJson(container.encoding) }),
    header: table === undefined || table.layout.hasHeaderLine ? null : table.layout.columns,
    records: where === undefined ? null : partJson(where),
    user: partJson(user),
    time: partJson(time),
    type: partJson(type),
    id: id === undefined || id.text === NO_KEY ? null : { ...partJson(id), merges },
    time_format: partJson(timeFormat),
    year: year ?? null,
    year_ends_at_month: yearEndsAtMonth ?? null,
    pin: pinWords(plan),
    warnings,
    sampled: { records, events, users },
  };
}

/** Returns a row of Fields as JSON has it. */
export function fieldJson({
  path,
  coverage,
  kinds,
  distinct,
  looksLike,
  timeFormats,
  samples,
  ranks,
}: KeyStatistics): object {
  return {
    key: path,
    coverage,
    kinds,
    distinct,
    looks_like: looksLike,
    time_formats: timeFormats,
    samples,
    ranks,
  };
}

function partJson({ text, origin }: Planned): PlannedJson {
  return { text, origin };
}

/** What a plan file names. */
export interface NamedByFile extends NamedSettings {
  /** Values of --format and --encoding; undefined if the file does not have them. */
  readonly format: string | undefined;
  readonly encoding: string | undefined;
  readonly header: readonly string[] | undefined;
  readonly idOnlyKeepsApart: boolean;
  readonly yearEndsAtMonth: number | undefined;
}

/** Returns the settings that a plan file names, without what only says how to use them. */
export function settingsNamedBy(file: NamedByFile): NamedSettings {
  const { format: _1, encoding: _2, header: _3, idOnlyKeepsApart: _4, yearEndsAtMonth: _5, ...named } = file;
  return named;
}

/** A longer file is no plan. */
export const LONGEST_PLAN_FILE_BYTES = 16 * 1024 * 1024;

/** Reads a plan as `--plan --json` writes it. Throws RangeError with words that say what is wrong, and where. */
export function parsePlanFile(text: string): NamedByFile {
  let plan: unknown;
  try {
    // Some shells write a byte-order mark before what they redirect.
    plan = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new RangeError('it is no JSON');
  }
  if (!isRecord(plan)) throw new RangeError('it holds no object');
  const id = plan.id ?? null;
  if (id !== null && !isRecord(id)) throw new RangeError('"id" is neither null nor an object with "text"');
  const idKey = id === null ? NO_KEY : textIn(plan, 'id');
  return {
    format: plan.format === undefined ? undefined : textIn(plan, 'format'),
    encoding: plan.encoding === undefined ? undefined : textIn(plan, 'encoding'),
    header: headerIn(plan),
    ...recordsIn(plan),
    userKey: keysIn(plan, 'user'),
    timeKey: timeKeysIn(plan),
    typeKey: keysIn(plan, 'type'),
    timeFormat: plan.time_format === undefined ? 'iso' : textIn(plan, 'time_format'),
    idKey: id === null ? idKey : keysIn(plan, 'id'),
    idOnlyKeepsApart: id === null || id.merges === false,
    ...numberIn(plan, 'year', 1, 9999, (year) => ({ year })),
    yearEndsAtMonth: undefined,
    ...numberIn(plan, 'year_ends_at_month', 1, 12, (yearEndsAtMonth) => ({ yearEndsAtMonth })),
  };
}

function headerIn({ header }: Record<string, unknown>): readonly string[] | undefined {
  if (header === undefined || header === null) return undefined;
  if (Array.isArray(header) && header.length > 0 && header.every((name) => typeof name === 'string'))
    return header;
  throw new RangeError('"header" is neither null nor a list of names');
}

function recordsIn(plan: Record<string, unknown>): Pick<NamedSettings, 'records'> {
  if ((plan.records ?? null) === null) return {};
  const records = textIn(plan, 'records');
  try {
    parseRecordPath(records);
  } catch (error) {
    throw new RangeError(`"records" is no path: ${error instanceof Error ? error.message : ''}`);
  }
  return { records };
}

function keysIn(plan: Record<string, unknown>, name: string): string {
  const text = textIn(plan, name);
  try {
    parseKeys(text);
  } catch {
    throw new RangeError(`"${name}" has an empty key`);
  }
  return text;
}

function timeKeysIn(plan: Record<string, unknown>): string {
  const keys = keysIn(plan, 'time');
  if (keys === NO_KEY) throw new RangeError(`"time" cannot be ${NO_KEY}, since an event has a time`);
  return keys;
}

/** Takes `{"text": …}`, or a bare string, which people may write by hand. */
function textIn(plan: Record<string, unknown>, name: string): string {
  const part = plan[name];
  const text = isRecord(part) ? part.text : part;
  if (typeof text !== 'string' || text === '')
    throw new RangeError(`"${name}" is no text, nor an object with a "text" that is not empty`);
  return text;
}

function numberIn<T>(
  plan: Record<string, unknown>,
  name: string,
  least: number,
  most: number,
  make: (value: number) => T,
): T | undefined {
  const value = plan[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`"${name}" is no whole number from ${least} to ${most}`);
  }
  return make(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
