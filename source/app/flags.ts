import { DEFAULT_BUCKET_SECONDS } from '../pipeline/group/trend.ts';
import type { NamedSettings } from '../pipeline/plan/plan.ts';
import type { NamedByFile } from '../pipeline/plan/plan-file.ts';
import { flagWords } from '../pipeline/plan/plan-words.ts';
import { areDifferentKeys, DEFAULT_SETTINGS, type RunSettings } from '../pipeline/settings.ts';
import type { TableChoice } from '../pipeline/table/find-table.ts';
import { type FlagEntry, type GivenFlags, parseArguments } from './arguments.ts';
import { type ContainerChoice, parseEncoding, parseFormat, parseHeader } from './containers.ts';
import { usageError } from './errors.ts';
import { FLAGS } from './flag-table.ts';
import { type NarrowingFlags, readNarrowing } from './narrowing-flags.ts';
import {
  parseDuration,
  parseGap,
  parseIdKeys,
  parseKeyList,
  parsePercent,
  parseRecords,
  parseSize,
  parseTimeFormat,
  parseTimeKeys,
  parseWorkers,
  parseYear,
  parseZone,
  type Share,
} from './parse-values.ts';
import { zoneNamed } from './said-times.ts';
import { readShape, type ShapeFlags } from './shape-flags.ts';
import { writtenFormat } from './written-format.ts';

/** The checked command line. */
export interface CommandOptions {
  readonly request: 'help' | 'version' | 'resetTerminal' | 'batch' | 'explore';
  /** Files, folders and patterns of names; `-` alone for standard input; none. */
  readonly inputs: readonly string[];
  readonly outputs: {
    readonly sessions: string | undefined;
    readonly rejections: string | undefined;
    readonly events: string | undefined;
    readonly duplicates: string | undefined;
    readonly trend: string | undefined;
    readonly strays: string | undefined;
  };
  /** What is written is narrowed to this; undefined: to nothing. */
  readonly narrowing: NarrowingFlags | undefined;
  /** Which columns the files have and how their rows are sorted; undefined: as they are. */
  readonly shape: ShapeFlags | undefined;
  /** Whether CSV and TSV have no cell that a spreadsheet takes for a formula. */
  readonly safeCsv: boolean;
  /** Whether JSON and JSON Lines begin with where they come from. */
  readonly hasProvenance: boolean;
  readonly json: boolean;
  /** Whether the program waits for more once it has read all of the input. */
  readonly follow: boolean;
  /** How often a summary is printed while the input is followed without the screen. */
  readonly everySeconds: number;
  /** The settings of the run without the seed, which is different for each run. */
  readonly settings: Omit<RunSettings, 'hashSeed'>;
  /** The settings of reading that flags name; the others are found, or standard (spec section 13). */
  readonly named: NamedSettings;
  /** The flags without those that decide how records are read, as words: for commands that are printed. */
  readonly otherWords: readonly string[];
  /** Whether nothing is found. */
  readonly strict: boolean;
  /** Whether only the plan is printed. */
  readonly plan: boolean;
  readonly planFile: string | undefined;
  /** What that file names; undefined until it is read. */
  readonly planned: NamedByFile | undefined;
  /** The time zone of the times on the screen: undefined is UTC. */
  readonly displayZone: string | undefined;
  /** What is fixed about a table. */
  readonly table: TableChoice;
  /** What the input is, where that is not to be decided from its content. */
  readonly container: ContainerChoice;
  /** How much of a pipe the screen keeps. Undefined: half of what is free. */
  readonly maxSpoolBytes: number | undefined;
  /** How much memory the process may use; undefined: what its control group and the machine have. */
  readonly maxMemoryBytes: number | undefined;
  /** How many threads may read. Undefined: as many as the machine runs at once. */
  readonly workers: number | undefined;
  readonly bucketSeconds: number;
  readonly maxSkipRate: Share | undefined;
  readonly ascii: boolean;
  readonly color: boolean;
  readonly mouse: boolean;
}

/** Reads the arguments. Throws CommandError for wrong usage. */
export function readFlags(argv: readonly string[]): CommandOptions {
  const { given, files } = parseArguments(argv, FLAGS);
  const input = given.get('input');
  const outputs = readOutputs(given);
  const displayZone = parsed(given, 'tz', parseZone);
  const contents = readContents(given);
  const named = readNamed(given);
  const settings = readSettings(given, named);
  const request = requestOf(given);
  checkFollowing(given, request);
  return {
    request,
    follow: given.has('follow'),
    everySeconds: parsed(given, 'every', parseDuration) ?? DEFAULT_EVERY_SECONDS,
    inputs: input === undefined ? files : [...files, input],
    outputs,
    shape: readShape(given),
    narrowing: readNarrowing(given, zoneNamed(displayZone) ?? 'UTC'),
    safeCsv: given.has('safe-csv'),
    hasProvenance: given.has('provenance'),
    json: given.has('json'),
    settings,
    named,
    otherWords: FLAGS.flatMap((flag) => (flag.ofPlan ? [] : wordsOf(flag, given.get(flag.name)))),
    strict: given.has('strict'),
    plan: given.has('plan'),
    planFile: given.get('plan-file'),
    planned: undefined,
    displayZone,
    table: contents.table,
    container: contents.container,
    maxSpoolBytes: parsed(given, 'max-spool', parseLargeSize),
    maxMemoryBytes: parsed(given, 'max-memory', parseLargeSize),
    workers: parsed(given, 'workers', parseWorkers),
    bucketSeconds: parsed(given, 'bucket', parseDuration) ?? DEFAULT_BUCKET_SECONDS,
    maxSkipRate: parsed(given, 'max-skip-rate', parsePercent),
    ascii: given.has('ascii'),
    color: !given.has('no-color'),
    mouse: !given.has('no-mouse'),
  };
}

/** Returns what the text of a flag means; undefined if the flag is not given. */
function parsed<T>(given: GivenFlags, name: string, parse: (flag: string, text: string) => T): T | undefined {
  const text = given.get(name);
  return text === undefined ? undefined : parse(`--${name}`, text);
}

function parseLargeSize(flag: string, text: string): number {
  return parseSize(flag, text, 2 ** 50, '1 million GiB');
}

/** Returns the names of the outputs. Throws for what is wrong about them before anything is opened. */
function readOutputs(given: GivenFlags): CommandOptions['outputs'] {
  const outputs = {
    sessions: given.get('out'),
    rejections: given.get('skips_out'),
    events: given.get('events-out'),
    duplicates: given.get('dupes-out'),
    trend: given.get('trend-out'),
    strays: given.get('stray-out'),
  };
  const paths = Object.values(outputs).filter((path) => path !== undefined);
  const formats = paths.map(writtenFormat);
  const writes = paths.length > 0 || given.has('batch');
  for (const { name, needsOutput, onScreen } of FLAGS) {
    if (!needsOutput || !given.has(name) || writes) continue;
    const key = onScreen === undefined ? '' : `, or press ${onScreen} on the screen`;
    throw usageError(`--${name} is about what is written; name an output too, as --out${key}`);
  }
  if (given.has('provenance') && formats.every(({ name }) => name === 'csv' || name === 'tsv'))
    throw usageError(PROVENANCE_NEEDS_JSON);
  return given.has('batch') && paths.length === 0
    ? { ...outputs, sessions: 'sessions.csv', rejections: 'skipped.csv' }
    : outputs;
}

/** Returns what the flags say about the bytes of the input: what they are, and what is fixed about a table. */
function readContents(given: GivenFlags): Pick<CommandOptions, 'table' | 'container'> {
  const format = parsed(given, 'format', parseFormat);
  const header = parsed(given, 'header', parseHeader);
  if (header !== undefined && format?.format === 'json')
    throw usageError(
      '--header names the columns of a table, and --format json says that there is none; leave out one of them',
    );
  return {
    table: {
      delimiter: format?.delimiter,
      header,
      isTable: format?.format === 'table' || header !== undefined,
    },
    container: {
      compression: format?.compression,
      format: format?.format,
      encoding: parsed(given, 'encoding', parseEncoding),
    },
  };
}

/** Returns the settings of reading that flags name. */
function readNamed(given: GivenFlags): NamedSettings {
  return withoutUndefined({
    records: parsed(given, 'records', parseRecords),
    userKey: parsed(given, 'user-key', parseKeyList),
    timeKey: parsed(given, 'time-key', parseTimeKeys),
    typeKey: parsed(given, 'type-key', parseKeyList),
    idKey: parsed(given, 'id-key', parseIdKeys)?.keys,
    timeFormat: parsed(given, 'time-format', parseTimeFormat),
    assumeTz: parsed(given, 'assume-tz', parseZone),
    year: parsed(given, 'year', parseYear)?.year,
  });
}

/** Returns all settings of the run: those named, and the standard ones. */
function readSettings(given: GivenFlags, named: NamedSettings): CommandOptions['settings'] {
  const settings = {
    ...DEFAULT_SETTINGS,
    ...named,
    idDecides: parsed(given, 'id-key', parseIdKeys)?.decides ?? false,
    yearEndsAtMonth: parsed(given, 'year', parseYear)?.endsAtMonth,
    opensWrappers: !given.has('strict'),
    maxRecordBytes: parsed(given, 'max-record', parseSize) ?? DEFAULT_SETTINGS.maxRecordBytes,
    gapSeconds: parsed(given, 'gap', parseGap),
  };
  if (!areDifferentKeys([settings.userKey, settings.timeKey, settings.typeKey])) {
    throw usageError('--user-key, --time-key and --type-key name one key twice; name three different ones');
  }
  return settings;
}

const PROVENANCE_NEEDS_JSON =
  '--provenance is for JSON, and no output is; end a name in .json or .jsonl, or write --out=-.jsonl';

/** How often `--follow --json` prints a summary. */
const DEFAULT_EVERY_SECONDS = 10;

function requestOf(given: GivenFlags): CommandOptions['request'] {
  if (given.has('help')) return 'help';
  if (given.has('version')) return 'version';
  if (given.has('reset-terminal')) return 'resetTerminal';
  return FLAGS.some(({ name, batch }) => batch && given.has(name)) ? 'batch' : 'explore';
}

/** Throws for flags that exclude `--follow`, and for those that need it. */
function checkFollowing(given: GivenFlags, request: CommandOptions['request']): void {
  if (given.has('every') && !(given.has('follow') && given.has('json')))
    throw usageError('--every is how often --follow --json prints; give both of them too');
  if (!given.has('follow')) return;
  if (given.has('plan')) throw usageError('--plan reads no more than the beginning; leave out --follow');
  if (request === 'batch' && !given.has('json')) throw usageError(FOLLOW_NEEDS_JSON);
}

/** Why a run without a screen cannot follow an input. */
export const FOLLOW_NEEDS_JSON =
  'without the screen --follow prints a JSON object a line, every 10s or --every DURATION; add --json';

/** Returns the words of a flag on a command line; none if it was not given. */
function wordsOf({ name, value }: FlagEntry, given: string | undefined): readonly string[] {
  if (given === undefined) return [];
  return value === undefined ? [`--${name}`] : flagWords(`--${name}`, given);
}

/** Values without those that are undefined. */
type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
