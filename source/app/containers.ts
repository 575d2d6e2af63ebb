import { safeText } from '../format/safe-text.ts';
import { decoderOf } from '../input/decoded-source.ts';
import { COMPRESSIONS, type Compression } from '../input/look/kinds.ts';
import { usageError } from './errors.ts';

/** What flags say about the bytes of an input. */
export interface ContainerChoice {
  /** `json`: text, whatever it looks like. Undefined: decided from the content. */
  readonly format: Compression | 'json' | undefined;
  readonly encoding: string | undefined;
}

const SHORT_FORMATS: Readonly<Record<string, Compression>> = {
  br: 'brotli',
  gz: 'gzip',
  zst: 'zstd',
  bz2: 'bzip2',
};

/** Reads the value of `--format`. */
export function parseFormat(flag: string, text: string): Compression | 'json' {
  const found = [...COMPRESSIONS, 'json' as const].find((name) => name === text) ?? SHORT_FORMATS[text];
  if (found !== undefined) return found;
  throw usageError(`${flag} must be br, gzip, zstd, bzip2, xz or json, not ${safeText(text)}`);
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
