import { safeText } from '../format/safe-text.ts';
import { decoderOf } from '../input/decoded-source.ts';
import { COMPRESSIONS, type Compression } from '../input/look/kinds.ts';
import { ANY_TABLE, TABLE_FORMATS } from '../pipeline/table/table-formats.ts';
import { usageError } from './errors.ts';

/** What flags say about the bytes of an input. */
export interface ContainerChoice {
  /** `json`: text, whatever it looks like. `table`: rows, compressed or not. Undefined: decided from the content. */
  readonly format: Compression | 'json' | 'table' | undefined;
  readonly encoding: string | undefined;
}

const SHORT_FORMATS: Readonly<Record<string, Compression>> = {
  br: 'brotli',
  gz: 'gzip',
  zst: 'zstd',
  bz2: 'bzip2',
};

/** What --format says: what the bytes are, and for a table what stands between its cells. */
export interface NamedFormat {
  readonly format: Compression | 'json' | 'table';
  /** Undefined: it is to be found. */
  readonly delimiter: string | undefined;
}

/** Reads the value of `--format`. */
export function parseFormat(flag: string, text: string): NamedFormat {
  const format = [...COMPRESSIONS, 'json' as const].find((name) => name === text) ?? SHORT_FORMATS[text];
  if (format !== undefined) return { format, delimiter: undefined };
  if (text === ANY_TABLE) return { format: 'table', delimiter: undefined };
  const table = TABLE_FORMATS.find(({ name }) => name === text);
  if (table !== undefined) return { format: 'table', delimiter: table.delimiter };
  const tables = [ANY_TABLE, ...TABLE_FORMATS.map(({ name }) => name)].join(', ');
  throw usageError(`${flag} must be br, gzip, zstd, bzip2, xz, json, ${tables}; not ${safeText(text)}`);
}

/** Reads the value of `--header`: names between commas; a backslash takes the next character literally. */
export function parseHeader(flag: string, text: string): readonly string[] {
  const names = [''];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === ',') names.push('');
    else names[names.length - 1] += text[at] === '\\' && at + 1 < text.length ? text[++at] : text[at];
  }
  const trimmed = names.map((name) => name.trim());
  if (trimmed.includes('')) throw usageError(`${flag} has an empty name`);
  return trimmed;
}

/** Reads the value of `--encoding`: a name that the platform's decoder knows, or UTF-32. */
export function parseEncoding(flag: string, text: string): string {
  try {
    decoderOf(text);
    return text;
  } catch {
    throw usageError(
      `${flag} must name an encoding, such as utf-16le, windows-1252 or shift_jis, not ${safeText(text)}`,
    );
  }
}
