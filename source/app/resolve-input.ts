import { stdinHoldsInput } from '../input/open-source.ts';
import { usageError } from './errors.ts';
import type { Target } from './explorer/opened-file.ts';
import { checkName } from './outputs.ts';

/**
 * What FILE means: a path; with `-`, or where none is named and something comes, standard input; else the sample. Throws
 * CommandError for a name that can be none.
 */
export async function resolveInput(input: string | undefined): Promise<Target> {
  if (input === '') throw usageError('the name of the FILE is empty');
  if (input === '-') return 'stdin';
  if (input === undefined) return (await stdinHoldsInput()) ? 'stdin' : 'sample';
  checkName(input);
  return { path: input };
}
