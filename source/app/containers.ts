import { clipName } from '../format/clip-text.ts';
import { decoderOf, platformName } from '../input/decoded-source.ts';
import { COMPRESSIONS, type Compression } from '../input/look/kinds.ts';
import type { PlannedContainer } from '../pipeline/plan/plan.ts';
import { UTF8 } from '../pipeline/plan/plan-words.ts';
import { ANY_TABLE, TABLE_FORMATS } from '../pipeline/table/table-formats.ts';
import { usageError } from './errors.ts';

/** What flags say about the bytes of an input. */
export interface ContainerChoice {
  /** What the input is compressed with. Undefined: decided from the content. */
  readonly compression: Compression | undefined;
  /** The text in it: `json`, whatever it looks like, or rows; or Parquet. Undefined: decided from the content. */
  readonly format: 'json' | 'table' | 'parquet' | undefined;
  readonly encoding: string | undefined;
}

/** No --format. */
export const NO_FORMAT: Pick<ContainerChoice, 'compression' | 'format'> = {
  compression: undefined,
  format: undefined,
};

/** What --format names: what the bytes are, and for a table the delimiter between its cells. */
export interface NamedFormat extends Pick<ContainerChoice, 'compression' | 'format'> {
  /** Undefined: found from the content. */
  readonly delimiter: string | undefined;
}

/** The names of compressions in --format that are shorter than their own. */
const SHORT_NAMES: ReadonlyMap<string, Compression> = new Map([
  ['br', 'brotli'],
  ['gz', 'gzip'],
  ['zst', 'zstd'],
  ['bz2', 'bzip2'],
]);

/** Reads the value of `--format`: the compression, the text in it, or both, as in `br,json`. */
export function parseFormat(flag: string, text: string): NamedFormat {
  const [first, ...others] = text.split(',');
  const compression = COMPRESSIONS.find((known) => known === first) ?? SHORT_NAMES.get(first);
  const inside = compression === undefined ? text : others.join(',');
  if (text === 'parquet') return { compression: undefined, format: 'parquet', delimiter: undefined };
  const isBare = compression !== undefined && others.length === 0;
  const named = isBare ? { format: undefined, delimiter: undefined } : textNamed(inside);
  if (named !== undefined) return { compression, ...named };
  const tables = [ANY_TABLE, ...TABLE_FORMATS.map(({ name }) => name)].join(', ');
  throw usageError(
    `${flag} ${clipName(text)} is not a format; there are br, gzip, zstd, bzip2, xz, json, parquet, ${tables}, or two as br,json`,
  );
}

function textNamed(name: string): Omit<NamedFormat, 'compression'> | undefined {
  if (name === 'json') return { format: 'json', delimiter: undefined };
  if (name === ANY_TABLE) return { format: 'table', delimiter: undefined };
  const table = TABLE_FORMATS.find((known) => known.name === name);
  return table && { format: 'table', delimiter: table.delimiter };
}

/** Reads the value of `--header`: names between commas; a backslash takes the next character literally. */
export function parseHeader(flag: string, text: string): readonly string[] {
  const names = [''];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === ',') names.push('');
    else names[names.length - 1] += text[at] === '\\' && at + 1 < text.length ? text[++at] : text[at];
  }
  const trimmed = names.map((name) => name.trim());
  if (trimmed.includes(''))
    throw usageError(`${flag} ${clipName(text)} has an empty name; write it like user,time,what`);
  return trimmed;
}

/**
 * Returns what an input was read as, and in which encoding. A compression that its content shows is left out: a run without
 * a flag is certain to find it again.
 */
export function plannedContainer(
  { compression, format, encoding: named }: ContainerChoice,
  encoding: string,
): PlannedContainer {
  const isNamed = compression !== undefined || format !== undefined;
  const short = [...SHORT_NAMES].find(([, known]) => known === compression)?.[0] ?? compression;
  const name = platformName(encoding);
  return {
    format: {
      text: short === undefined ? 'json' : `${short},json`,
      origin: isNamed ? 'named' : 'standard',
    },
    encoding: {
      text: name,
      origin: named !== undefined ? 'named' : name === UTF8 ? 'standard' : 'found',
    },
  };
}

/** Returns what a Parquet file was read as. A pin has to name that format: with `json` its bytes would be read as text. */
export function parquetContainer({ format }: ContainerChoice): PlannedContainer {
  return {
    format: { text: 'parquet', origin: format === undefined ? 'standard' : 'named' },
    encoding: { text: UTF8, origin: 'standard' },
  };
}

/** Reads the value of `--encoding`: a name that the platform's decoder knows, or UTF-32. */
export function parseEncoding(flag: string, text: string): string {
  try {
    decoderOf(text);
    return text;
  } catch {
    throw usageError(
      `${flag} ${clipName(text)} is not an encoding; write it like utf-16le, windows-1252 or shift_jis`,
    );
  }
}
