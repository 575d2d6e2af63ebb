import { DEFAULT_BUCKET_SECONDS } from '../pipeline/group/trend.ts';
import type { NamedSettings } from '../pipeline/plan/plan.ts';
import type { NamedByFile } from '../pipeline/plan/plan-file.ts';
import { areDifferentKeys, DEFAULT_SETTINGS, type RunSettings } from '../pipeline/settings.ts';
import type { TableChoice } from '../pipeline/table/find-table.ts';
import { type FlagEntry, parseArguments } from './arguments.ts';
import { type ContainerChoice, parseEncoding, parseFormat, parseHeader } from './containers.ts';
import { usageError } from './errors.ts';
import { FLAGS } from './flag-table.ts';
import { type NarrowingFlags, readNarrowing } from './narrowing-flags.ts';
import {
  parseCount,
  parseDuration,
  parseGap,
  parseIdKeys,
  parseKeyList,
  parsePercent,
  parseRecords,
  parseSize,
  parseTimeFormat,
  parseTimeKeys,
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
  const text = (name: string): string | undefined => given.get(name);
  const value = <T>(name: string, read: (flag: string, text: string) => T): T | undefined => {
    const found = given.get(name);
    return found === undefined ? undefined : read(`--${name}`, found);
  };
  const inputs = [...files, ...[text('input')].filter((file) => file !== undefined)];
  const outputs = {
    sessions: text('out'),
    rejections: text('skips_out'),
    events: text('events-out'),
    duplicates: text('dupes-out'),
    trend: text('trend-out'),
    strays: text('stray-out'),
  };
  const named = Object.values(outputs).filter((path) => path !== undefined);
  // Wrong endings are wrong usage before anything is opened.
  const formats = named.map(writtenFormat);
  const writes = named.length > 0 || given.has('batch');
  for (const { name, needsOutput } of FLAGS) {
    if (needsOutput && given.has(name) && !writes)
      throw usageError(`--${name} is about what is written; name an output too, as --out`);
  }
  if (given.has('provenance') && formats.every(({ name }) => name === 'csv' || name === 'tsv'))
    throw usageError(PROVENANCE_NEEDS_JSON);
  const displayZone = value('tz', parseZone);
  const year = value('year', parseYear);
  const format = value('format', parseFormat);
  const header = value('header', parseHeader);
  const isTable = format?.format === 'table' || header !== undefined;
  if (header !== undefined && format?.format === 'json')
    throw usageError('--header names the columns of a table, and --format json says that there is none');
  const idKey = value('id-key', parseIdKeys);
  const namedSettings: NamedSettings = withoutUndefined({
    records: value('records', parseRecords),
    userKey: value('user-key', parseKeyList),
    timeKey: value('time-key', parseTimeKeys),
    typeKey: value('type-key', parseKeyList),
    idKey: idKey?.keys,
    timeFormat: value('time-format', parseTimeFormat),
    assumeTz: value('assume-tz', parseZone),
    year: year?.year,
  });
  const { userKey, timeKey, typeKey } = { ...DEFAULT_SETTINGS, ...namedSettings };
  const settings = {
    ...DEFAULT_SETTINGS,
    ...namedSettings,
    idDecides: idKey?.decides ?? false,
    yearEndsAtMonth: year?.endsAtMonth,
    opensWrappers: !given.has('strict'),
    maxRecordBytes: value('max-record', parseSize) ?? DEFAULT_SETTINGS.maxRecordBytes,
    gapSeconds: value('gap', parseGap),
  };
  if (!areDifferentKeys([userKey, timeKey, typeKey])) {
    throw usageError('--user-key, --time-key and --type-key must be three different keys');
  }
  const request = requestOf(given);
  checkFollowing(given, request);
  return {
    request,
    follow: given.has('follow'),
    everySeconds: value('every', parseDuration) ?? DEFAULT_EVERY_SECONDS,
    inputs,
    outputs:
      given.has('batch') && named.length === 0
        ? { ...outputs, sessions: 'sessions.csv', rejections: 'skipped.csv' }
        : outputs,
    shape: readShape(given),
    narrowing: readNarrowing(given, zoneNamed(displayZone) ?? 'UTC'),
    safeCsv: given.has('safe-csv'),
    hasProvenance: given.has('provenance'),
    json: given.has('json'),
    settings,
    named: namedSettings,
    otherWords: FLAGS.flatMap((flag) => (flag.ofPlan ? [] : wordsOf(flag, given.get(flag.name)))),
    strict: given.has('strict'),
    plan: given.has('plan'),
    planFile: text('plan-file'),
    planned: undefined,
    displayZone,
    table: { delimiter: format?.delimiter, header, isTable },
    container: {
      compression: format?.compression,
      format: format?.format,
      encoding: value('encoding', parseEncoding),
    },
    maxSpoolBytes: value('max-spool', (flag, size) => parseSize(flag, size, 2 ** 50, '1 million GiB')),
    maxMemoryBytes: value('max-memory', (flag, size) => parseSize(flag, size, 2 ** 50, '1 million GiB')),
    workers: value('workers', parseCount),
    bucketSeconds: value('bucket', parseDuration) ?? DEFAULT_BUCKET_SECONDS,
    maxSkipRate: value('max-skip-rate', parsePercent),
    ascii: given.has('ascii'),
    color: !given.has('no-color'),
    mouse: !given.has('no-mouse'),
  };
}

const PROVENANCE_NEEDS_JSON =
  '--provenance is for JSON, and no output is; end a name in .json or .jsonl, or write --out=-.jsonl';

/** How often `--follow --json` prints a summary. */
const DEFAULT_EVERY_SECONDS = 10;

function requestOf(given: ReadonlyMap<string, string>): CommandOptions['request'] {
  if (given.has('help')) return 'help';
  if (given.has('version')) return 'version';
  if (given.has('reset-terminal')) return 'resetTerminal';
  return FLAGS.some(({ name, batch }) => batch && given.has(name)) ? 'batch' : 'explore';
}

/** Throws for flags that exclude `--follow`, and for those that need it. */
function checkFollowing(given: ReadonlyMap<string, string>, request: CommandOptions['request']): void {
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
  if (value === undefined) return [`--${name}`];
  return given.startsWith('-') ? [`--${name}=${given}`] : [`--${name}`, given];
}

/** Values without those that are undefined. */
type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** The text of `--help`. */
export function helpText(): string {
  const rows = FLAGS.map(({ name, short, value, help }) => {
    const flag = `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
    return `  ${flag.padEnd(27)} ${help}`;
  });
  return `Finds the sessions in a file of user events, and says what was rejected and why.

Usage
  event-sessions-tui [FILE] [flags]      explore FILE, or a sample; - is a pipe
  event-sessions-tui FILE|FOLDER ...     several files as one: logs/ 'old/*.gz'
  with --out, --summary, ...             without the screen, for jobs

Flags
${rows.join('\n')}

Examples
  event-sessions-tui events.json
  event-sessions-tui events.json --out sessions.csv --skips_out skipped.csv
  event-sessions-tui events.json.gz --summary --gap 30m
  event-sessions-tui events.json --json --max-skip-rate 1`;
}
