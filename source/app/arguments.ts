import meow, { type Flag } from 'meow';
import { clipName } from '../format/clip-text.ts';
import { safeText } from '../format/safe-text.ts';
import { namesNear } from '../pipeline/plan/nearest-names.ts';
import { type CommandError, usageError } from './errors.ts';

/** One flag. `value`: what it takes, if it takes a value. */
export interface FlagEntry {
  readonly name: string;
  readonly value?: string;
  readonly short?: string;
  readonly alias?: string;
  readonly help: string;
  /** If given, the command runs without the screen. */
  readonly batch?: true;
  /** Only shapes outputs of the command. `--safe-csv` does not: `e` on the screen follows it, too. */
  readonly needsOutput?: true;
  /** The key that does the same on the screen, for people who give such a flag there. */
  readonly onScreen?: string;
  /** Decides how records are read, or what is read: a printed command has the words for that from the plan. */
  readonly ofPlan?: true;
}

function spellingsOf(entries: readonly FlagEntry[]): ReadonlyMap<string, FlagEntry> {
  return new Map(
    entries.flatMap((flag) => [
      [`--${flag.name}`, flag] as const,
      ...(flag.alias === undefined ? [] : [[`--${flag.alias}`, flag] as const]),
      ...(flag.short === undefined ? [] : [[`-${flag.short}`, flag] as const]),
    ]),
  );
}

/** The texts of the flags on a command line, by name. Only that of a flag that takes a value has a meaning. */
export type GivenFlags = ReadonlyMap<string, string>;

/** A command line: its flags, and its other arguments. */
interface Arguments {
  readonly given: GivenFlags;
  readonly files: readonly string[];
}

/** Tells flags from files. `entries`: the flags that there are. Throws CommandError for any other. */
export function parseArguments(argv: readonly string[], entries: readonly FlagEntry[]): Arguments {
  const { flags, input } = parseWithMeow(plainArguments(argv, spellingsOf(entries)), entries);
  const given = new Map<string, string>();
  for (const { name } of entries) {
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
function plainArguments(argv: readonly string[], spellings: ReadonlyMap<string, FlagEntry>): string[] {
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
    const flag = spellings.get(written);
    if (flag === undefined) throw unknownFlag(written, spellings);
    if (seen.has(flag)) throw usageError(`--${flag.name} was given twice; give it once`);
    seen.add(flag);
    const given = rest.length > 0 ? rest.join('=') : undefined;
    if (flag.value === undefined) {
      if (given !== undefined) throw usageError(`--${flag.name} takes no value; write it alone`);
      plain.push(`--${flag.name}`);
      continue;
    }
    const next = argv[i + 1];
    // A negative number is a value, though it may be a wrong one, and so is a name of standard output with an ending.
    const isValue = next !== undefined && (/^-?$|^-[\d.]/.test(next) || !next.startsWith('-'));
    const taken = given ?? (isValue ? argv[++i] : '');
    if (taken === '') {
      const withEquals =
        given === undefined && next?.startsWith('-')
          ? `; one that begins with - is written --${flag.name}=-`
          : '';
      throw usageError(`--${flag.name} needs a value: ${flag.value}${withEquals}`);
    }
    plain.push(`--${flag.name}=${taken}`);
  }
  return plain;
}

function unknownFlag(written: string, spellings: ReadonlyMap<string, FlagEntry>): CommandError {
  const nameOf = (spelling: string): string => spelling.replace(/^-+/, '');
  // A letter is near to nothing.
  const known = [...spellings.keys()].filter((spelling) => spelling.startsWith('--')).map(nameOf);
  const [nearest] = namesNear(nameOf(written), known);
  const hint = nearest === undefined ? '' : `; did you mean --${nearest}?`;
  return usageError(`unknown flag ${safeText(clipName(written))}${hint}`);
}

type MeowFlag = Flag<'string', string> | Flag<'boolean', boolean>;

function parseWithMeow(
  argv: string[],
  flags: readonly FlagEntry[],
): { flags: Record<string, unknown>; input: readonly string[] } {
  const entries = flags.map(({ name, value }): [string, MeowFlag] => [
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
