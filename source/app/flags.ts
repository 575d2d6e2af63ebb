import { DEFAULT_BUCKET_SECONDS } from '../pipeline/group/trend.ts';
import type { NamedSettings } from '../pipeline/plan/sample-facts.ts';
import { areDifferentKeys, DEFAULT_SETTINGS, type RunSettings } from '../pipeline/settings.ts';
import { type FlagEntry, parseArguments } from './arguments.ts';
import { type ContainerChoice, parseEncoding, parseFormat } from './containers.ts';
import { usageError } from './errors.ts';
import {
  parseCount,
  parseDuration,
  parseGap,
  parseIdKeys,
  parseKeyList,
  parsePercent,
  parseSize,
  parseTimeFormat,
  parseTimeKeys,
  parseYear,
  parseZone,
  type Share,
} from './parse-values.ts';

/** All flags: parsing, `--help` and the README's table are made from this. */
export const FLAGS: readonly FlagEntry[] = [
  { name: 'input', short: 'i', value: 'FILE', help: 'the same as FILE; - is standard input' },
  {
    name: 'out',
    short: 'o',
    value: 'FILE',
    batch: true,
    help: 'write sessions as CSV; - is standard output',
  },
  {
    name: 'skips_out',
    alias: 'skips-out',
    value: 'FILE',
    batch: true,
    help: 'write rejections as CSV (also --skips-out)',
  },
  { name: 'events-out', value: 'FILE', batch: true, help: 'write the kept events as CSV' },
  { name: 'dupes-out', value: 'FILE', batch: true, help: 'write the duplicates as CSV' },
  { name: 'trend-out', value: 'FILE', batch: true, help: 'write events by type and bucket as CSV' },
  { name: 'batch', batch: true, help: 'write sessions.csv and skipped.csv' },
  { name: 'summary', batch: true, help: 'print only the summary' },
  { name: 'json', batch: true, help: 'print the summary as one JSON object' },
  { name: 'gap', value: 'DURATION', help: 'a longer silence ends a session: 90s, 1h30m, none' },
  { name: 'bucket', value: 'DURATION', help: 'the length of a trend bucket (default 5m)' },
  { name: 'user-key', value: 'KEYS', help: 'the keys of the user: id,actor.login, or none' },
  { name: 'time-key', value: 'KEYS', help: 'the keys of the time' },
  { name: 'type-key', value: 'KEYS', help: 'the keys of the type, or none' },
  { name: 'id-key', value: 'KEYS', help: 'the id of events: equal ids are duplicates' },
  { name: 'time-format', value: 'FORMAT', help: 'how times are written: epoch-ms, %d.%m.%Y' },
  { name: 'assume-tz', value: 'ZONE', help: 'the zone of times that name none (default UTC)' },
  { name: 'year', value: 'YEAR', help: 'the year of times that have none' },
  { name: 'tz', value: 'ZONE', help: 'the zone of times on the screen; local is yours' },
  { name: 'format', value: 'FORMAT', help: 'br is Brotli; else gzip, zstd, bzip2, xz, json' },
  { name: 'encoding', value: 'NAME', help: 'the encoding of the text: utf-16le, windows-1252' },
  { name: 'strict', help: 'find nothing: standard keys and ISO times only' },
  { name: 'plan', batch: true, help: 'print what would be read as what, and stop' },
  { name: 'plan-file', value: 'FILE', help: 'read as in this file, which --plan --json wrote' },
  { name: 'max-skip-rate', value: 'PERCENT', help: 'exit 3 if a larger share is rejected' },
  { name: 'max-record', value: 'SIZE', help: 'hold no more than this of a record (default 16MiB)' },
  { name: 'max-spool', value: 'SIZE', help: 'keep no more of a pipe (default half of free)' },
  { name: 'workers', value: 'N', help: 'how many threads read (default one per processor)' },
  { name: 'no-mouse', help: 'leave the mouse to the terminal (m turns it on)' },
  { name: 'no-color', help: 'use no colour, as with NO_COLOR' },
  { name: 'ascii', help: 'draw frames, marks and charts in ASCII only' },
  { name: 'help', short: 'h', help: 'show this help' },
  { name: 'version', help: 'show the version' },
];

/** The checked command line. */
export interface CommandOptions {
  readonly request: 'help' | 'version' | 'batch' | 'explore';
  /** Files, folders and patterns of names; `-` alone for standard input; none. */
  readonly inputs: readonly string[];
  readonly outputs: {
    readonly sessions: string | undefined;
    readonly rejections: string | undefined;
    readonly events: string | undefined;
    readonly duplicates: string | undefined;
    readonly trend: string | undefined;
  };
  readonly json: boolean;
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
  /** The time zone of the times on the screen: undefined is UTC. */
  readonly displayZone: string | undefined;
  /** What the input is, where that is not to be decided from its content. */
  readonly container: ContainerChoice;
  /** How much of a pipe the screen keeps. Undefined: half of what is free. */
  readonly maxSpoolBytes: number | undefined;
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
  };
  const namesOutput = Object.values(outputs).some((path) => path !== undefined);
  const year = value('year', parseYear);
  const idKey = value('id-key', parseIdKeys);
  const named: NamedSettings = withoutUndefined({
    userKey: value('user-key', parseKeyList),
    timeKey: value('time-key', parseTimeKeys),
    typeKey: value('type-key', parseKeyList),
    idKey: idKey?.keys,
    timeFormat: value('time-format', parseTimeFormat),
    assumeTz: value('assume-tz', parseZone),
    year: year?.year,
  });
  const { userKey, timeKey, typeKey } = { ...DEFAULT_SETTINGS, ...named };
  const settings = {
    ...DEFAULT_SETTINGS,
    ...named,
    idDecides: idKey?.decides ?? false,
    yearEndsAtMonth: year?.endsAtMonth,
    opensWrappers: !given.has('strict'),
    maxRecordBytes: value('max-record', parseSize) ?? DEFAULT_SETTINGS.maxRecordBytes,
    gapSeconds: value('gap', parseGap),
  };
  if (!areDifferentKeys([userKey, timeKey, typeKey])) {
    throw usageError('--user-key, --time-key and --type-key must be three different keys');
  }
  return {
    request: given.has('help')
      ? 'help'
      : given.has('version')
        ? 'version'
        : FLAGS.some(({ name, batch }) => batch && given.has(name))
          ? 'batch'
          : 'explore',
    inputs,
    outputs:
      given.has('batch') && !namesOutput
        ? { ...outputs, sessions: 'sessions.csv', rejections: 'skipped.csv' }
        : outputs,
    json: given.has('json'),
    settings,
    named,
    otherWords: [...given].flatMap(([name, text]) => (OF_THE_PLAN.has(name) ? [] : wordsOf(name, text))),
    strict: given.has('strict'),
    plan: given.has('plan'),
    planFile: text('plan-file'),
    displayZone: value('tz', parseZone),
    container: { format: value('format', parseFormat), encoding: value('encoding', parseEncoding) },
    maxSpoolBytes: value('max-spool', (flag, size) => parseSize(flag, size, 2 ** 50, '1 million GiB')),
    workers: value('workers', parseCount),
    bucketSeconds: value('bucket', parseDuration) ?? DEFAULT_BUCKET_SECONDS,
    maxSkipRate: value('max-skip-rate', parsePercent),
    ascii: given.has('ascii'),
    color: !given.has('no-color'),
    mouse: !given.has('no-mouse'),
  };
}

/** Flags that decide how records are read, and those that a printed command names anew. */
const OF_THE_PLAN: ReadonlySet<string> = new Set([
  ...[
    'user-key',
    'time-key',
    'type-key',
    'id-key',
    'time-format',
    'year',
    'strict',
    'plan',
    'plan-file',
    'input',
  ],
]);

function wordsOf(name: string, value: string): readonly string[] {
  if (FLAGS.find((flag) => flag.name === name)?.value === undefined) return [`--${name}`];
  return value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value];
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
