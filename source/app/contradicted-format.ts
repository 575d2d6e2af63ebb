import type { Compression } from '../input/look/kinds.ts';
import type { Look } from '../input/look/look.ts';
import type { Source } from '../input/source.ts';
import { IS_PARQUET, NO_PARQUET } from './containers.ts';
import { NoTextError } from './no-text.ts';

/** Returns the error for an input that holds text, where a flag says that it is Parquet. */
export function notParquetError({ name }: Source): NoTextError {
  return new NoTextError(name, NO_PARQUET);
}

/** Returns the error for an input that is Parquet, where a flag says that it is text. */
export function isParquetError({ name }: Source): NoTextError {
  return new NoTextError(name, IS_PARQUET);
}

/** Returns the error for an input that is not compressed as a flag says. `found`: what it is. */
export function otherCompressionError({ name }: Source, named: Compression, found: Look): NoTextError {
  const why =
    found.kind === 'compressed'
      ? `it is compressed with ${found.compression}, not with ${named} as --format says`
      : `it is not compressed with ${named}, though --format says so`;
  return new NoTextError(name, `${why}; leave --format out`, true);
}
