import { safeText } from '../format/safe-text.ts';
import type { Compression } from '../input/look/kinds.ts';
import type { Look } from '../input/look/look.ts';
import type { Source } from '../input/source.ts';
import { NO_PARQUET } from './containers.ts';
import { CommandError, EXIT_FAILED } from './errors.ts';

/** Returns the error for an input that holds text, where a flag says that it is Parquet. */
export function noParquet(input: Source): CommandError {
  return new CommandError(`cannot read ${safeText(input.name)}: ${NO_PARQUET}`, EXIT_FAILED);
}

/** Returns the error for an input that is not compressed as a flag says. `found`: what it is. */
export function notSo(input: Source, named: Compression, found: Look): CommandError {
  const is = found.kind === 'compressed' ? `, but with ${found.compression}` : '';
  return new CommandError(
    `cannot read ${safeText(input.name)}: it is not compressed with ${named}, as --format has it${is}; leave --format out`,
    EXIT_FAILED,
  );
}
