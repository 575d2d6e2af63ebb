import { safeText } from '../format/safe-text.ts';
import { decoderOf, platformName } from '../input/decoded-source.ts';
import { COMPRESSIONS, type Compression } from '../input/look/kinds.ts';
import type { PlannedContainer } from '../pipeline/plan/plan.ts';
import { UTF8 } from '../pipeline/plan/plan-words.ts';
import { usageError } from './errors.ts';

/** What flags say about the bytes of an input. */
export interface ContainerChoice {
  /** What the input is compressed with. Undefined: decided from the content. */
  readonly compression: Compression | undefined;
  /** `json`: the text in it, whatever it looks like. Undefined: decided from the content. */
  readonly format: 'json' | undefined;
  readonly encoding: string | undefined;
}

/** No --format. */
export const NO_FORMAT: Pick<ContainerChoice, 'compression' | 'format'> = {
  compression: undefined,
  format: undefined,
};

/** The names of compressions in --format that are shorter than their own. */
const SHORT_NAMES: ReadonlyMap<string, Compression> = new Map([
  ['br', 'brotli'],
  ['gz', 'gzip'],
  ['zst', 'zstd'],
  ['bz2', 'bzip2'],
]);

const JSON_INSIDE = ',json';

/** Reads the value of `--format`: the compression, the text in it, or both, as in `br,json`. */
export function parseFormat(flag: string, text: string): Pick<ContainerChoice, 'compression' | 'format'> {
  const isJson = text === 'json' || text.endsWith(JSON_INSIDE);
  const name = isJson ? text.slice(0, -JSON_INSIDE.length) : text;
  const compression = COMPRESSIONS.find((known) => known === name) ?? SHORT_NAMES.get(name);
  if (compression === undefined && text !== 'json')
    throw usageError(
      `${flag} must be br, gzip, zstd, bzip2, xz, json, or two as br,json, not ${safeText(text)}`,
    );
  return { compression, format: isJson ? 'json' : undefined };
}

/**
 * Returns what an input was read as, in its encoding. A compression that is known by content is no part of it: without a
 * flag it is found again, and for certain.
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
      text: short === undefined ? 'json' : `${short}${JSON_INSIDE}`,
      origin: isNamed ? 'named' : 'standard',
    },
    encoding: {
      text: name,
      origin: named !== undefined ? 'named' : name === UTF8 ? 'standard' : 'found',
    },
  };
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
