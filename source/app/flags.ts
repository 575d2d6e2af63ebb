import meow, { type Flag } from 'meow';
import { safeText } from '../format/safe-text.ts';
import { DEFAULT_BUCKET_SECONDS } from '../pipeline/group/trend.ts';
import { DEFAULT_SETTINGS, type RunSettings } from '../pipeline/settings.ts';
import { type ContainerChoice, parseEncoding, parseFormat } from './containers.ts';
import { usageError } from './errors.ts';
import { parseCount, parseDuration, parseGap, parsePercent, parseSize, type Share } from './parse-values.ts';

/** One flag. `value`: what it takes, if it takes a value. */
export interface FlagEntry {
  readonly name: string;
  readonly value?: string;
  readonly short?: string;
  readonly alias?: string;
  readonly help: string;
  /** If given, the command runs without the screen. */
  readonly batch?: true;
}

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
  { name: 'tz', value: 'ZONE', help: 'show times on the screen in this zone, or local' },
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

const SPELLINGS: ReadonlyMap<string, FlagEntry> = new Map(
  FLAGS.flatMap((flag) => [
    [`--${flag.name}`, flag] as const,
    ...(flag.alias === undefined ? [] : [[`--${flag.alias}`, flag] as const]),
    ...(flag.short === undefined ? [] : [[`-${flag.short}`, flag] as const]),
  ]),
);

/** Settings of reading as flags name them; undefined where they do not. */
export type NamedSettings = Partial<
  Pick<RunSettings, 'userKey' | 'timeKey' | 'typeKey' | 'idKey' | 'timeFormat' | 'assumeTz' | 'year'>
>;

/** The checked command line. */
export interface CommandOptions {
  readonly request: 'help' | 'version' | 'batch' | 'explore';
  /** A path, `-` for standard input, or undefined. */
  readonly input: string | undefined;
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
  const { given, files } = parse(argv);
  const text = (name: string): string | undefined => given.get(name);
  const value = <T>(name: string, read: (flag: string, text: string) => T): T | undefined => {
    const found = given.get(name);
    return found === undefined ? undefined : read(`--${name}`, found);
  };
  const inputs = [...files, ...[text('input')].filter((file) => file !== undefined)];
  if (inputs.length > 1)
    throw usageError(`one file at a time: ${inputs.map(safeText).join(', ')} were given`);
  const outputs = {
    sessions: text('out'),
    rejections: text('skips_out'),
    events: text('events-out'),
    duplicates: text('dupes-out'),
    trend: text('trend-out'),
  };
  const namesOutput = Object.values(outputs).some((path) => path !== undefined);
  const named: NamedSettings = withoutUndefined({
    userKey: text('user-key'),
    timeKey: text('time-key'),
    typeKey: text('type-key'),
    idKey: text('id-key'),
    timeFormat: text('time-format'),
    assumeTz: text('assume-tz'),
    year: value('year', parseCount),
  });
  const { userKey, timeKey, typeKey } = { ...DEFAULT_SETTINGS, ...named };
  const settings = {
    ...DEFAULT_SETTINGS,
    ...named,
    idDecides: named.idKey !== undefined,
    opensWrappers: !given.has('strict'),
    maxRecordBytes: value('max-record', parseSize) ?? DEFAULT_SETTINGS.maxRecordBytes,
    gapSeconds: value('gap', parseGap),
  };
  if (new Set([userKey, timeKey, typeKey]).size < 3) {
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
    input: inputs[0],
    outputs:
      given.has('batch') && !namesOutput
        ? { ...outputs, sessions: 'sessions.csv', rejections: 'skipped.csv' }
        : outputs,
    json: given.has('json'),
    settings,
    named,
    strict: given.has('strict'),
    plan: given.has('plan'),
    planFile: text('plan-file'),
    displayZone: text('tz'),
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
  with --out, --summary, ...             without the screen, for jobs

Flags
${rows.join('\n')}

Examples
  event-sessions-tui events.json
  event-sessions-tui events.json --out sessions.csv --skips_out skipped.csv
  event-sessions-tui events.json.gz --summary --gap 30m
  event-sessions-tui events.json --json --max-skip-rate 1`;
}

/** Returns the given flags, by their names in FLAGS, with their values; and the other arguments. */
function parse(argv: readonly string[]): { given: Map<string, string>; files: readonly string[] } {
  const { flags, input } = parseWithMeow(plainArguments(argv));
  const given = new Map<string, string>();
  for (const { name } of FLAGS) {
    const value = flags[meowKey(name)];
    if (name.startsWith('no-') ? value === false : value !== undefined && value !== false) {
      given.set(name, String(value));
    }
  }
  return { given, files: input };
}

/**
 * Writes every flag in full, `--name` or `--name=value`, so that it is unambiguous: `--out -` would otherwise be a flag
 * without a value and a file, and `--outt` or `--Out` would be accepted.
 */
function plainArguments(argv: readonly string[]): string[] {
  const plain: string[] = [];
  const seen = new Set<FlagEntry>();
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i];
    if (argument === '--') return [...plain, ...argv.slice(i)];
    if (!argument.startsWith('-') || argument === '-') {
      plain.push(argument);
      continue;
    }
    const [written, ...rest] = argument.split('=');
    const flag = SPELLINGS.get(written);
    if (flag === undefined) throw usageError(`unknown flag ${safeText(written)}`);
    if (seen.has(flag)) throw usageError(`--${flag.name} was given twice`);
    seen.add(flag);
    const given = rest.length > 0 ? rest.join('=') : undefined;
    if (flag.value === undefined) {
      if (given !== undefined) throw usageError(`--${flag.name} takes no value`);
      plain.push(`--${flag.name}`);
      continue;
    }
    const next = argv[i + 1];
    // A negative number is a value, though a wrong one, and is reported as such.
    const isValue = next !== undefined && (/^-?$|^-\d/.test(next) || !next.startsWith('-'));
    const taken = given ?? (isValue ? argv[++i] : '');
    if (taken === '') {
      throw usageError(`--${flag.name} needs a value, ${flag.value} (with = if that begins with -)`);
    }
    plain.push(`--${flag.name}=${taken}`);
  }
  return plain;
}

type MeowFlag = Flag<'string', string> | Flag<'boolean', boolean>;

function parseWithMeow(argv: string[]): { flags: Record<string, unknown>; input: readonly string[] } {
  const entries = FLAGS.map(({ name, value }): [string, MeowFlag] => [
    meowKey(name),
    { type: value === undefined ? 'boolean' : 'string' } as MeowFlag,
  ]);
  return meow('', {
    importMeta: import.meta,
    argv,
    flags: Object.fromEntries(entries),
    booleanDefault: undefined,
    // Both are ordinary flags here.
    autoHelp: false,
    autoVersion: false,
  });
}

/** meow has flags in camel case, and `--no-color` as `color: false`. */
function meowKey(name: string): string {
  return name.replace(/^no-/, '').replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
