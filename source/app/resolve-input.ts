import { stdinHoldsInput } from '../input/open-source.ts';
import { usageError } from './errors.ts';
import type { Target } from './explorer/opened-file.ts';
import { checkName } from './outputs.ts';

/**
 * Resolves FILE: a path; with `-`, or without a name if there is input, standard input; else the sample. Throws
 * CommandError for an invalid name.
 */
export async function resolveInput(input: string | undefined): Promise<Target> {
  if (input === '') throw usageError('the name of the FILE is empty');
  if (input === '-') return 'stdin';
  if (input === undefined) return (await stdinHoldsInput()) ? 'stdin' : 'sample';
  checkName(input);
  return { path: input };
}
