import type { Compression } from '../input/look/kinds.ts';
import type { Look } from '../input/look/look.ts';
import type { Source } from '../input/source.ts';
import { IS_PARQUET, NO_PARQUET } from './containers.ts';
import { NoTextError } from './no-text.ts';

/** Returns the error for an input that holds text, where a flag says that it is Parquet. */
export function noParquet({ name }: Source): NoTextError {
  return new NoTextError(name, NO_PARQUET);
}

/** Returns the error for an input that is Parquet, where a flag says that it is text. */
export function noText({ name }: Source): NoTextError {
  return new NoTextError(name, IS_PARQUET);
}

/** Returns the error for an input that is not compressed as a flag says. `found`: what it is. */
export function notSo({ name }: Source, named: Compression, found: Look): NoTextError {
  const is = found.kind === 'compressed' ? `, but with ${found.compression}` : '';
  const why = `it is not compressed with ${named}, as --format has it${is}; leave --format out`;
  return new NoTextError(name, why, true);
}
