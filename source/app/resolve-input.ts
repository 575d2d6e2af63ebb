import { stat } from 'node:fs/promises';
import { listFiles } from '../input/list-files.ts';
import type { FileList, ListedFile } from '../input/listed-file.ts';
import { isNamePattern } from '../input/name-pattern.ts';
import { stdinHoldsInput } from '../input/open-source.ts';
import type { FileIdentity } from '../input/source.ts';
import { usageError } from './errors.ts';
import { checkName } from './outputs.ts';

/**
 * What to read: a file, standard input, the sample that comes with the program, or several files, found where the paths lead
 * when they are opened.
 */
export type Target = { readonly path: string } | { readonly paths: readonly string[] } | 'stdin' | 'sample';

/**
 * Resolves the arguments that are no flags: with `-`, or without any if there is input, standard input; else the sample; one
 * file; or several where there are several, or a folder or a pattern of names. Throws CommandError for an invalid name.
 */
export async function resolveInput(inputs: readonly string[]): Promise<Target> {
  if (inputs.includes('')) throw usageError('the name of the FILE is empty; name one');
  if (inputs.length === 0) return (await stdinHoldsInput()) ? 'stdin' : 'sample';
  const [path] = inputs;
  if (inputs.length === 1 && path === '-') return 'stdin';
  if (inputs.includes('-'))
    throw usageError('standard input (-) cannot be read together with files; leave out one of them');
  for (const name of inputs) checkName(name);
  return inputs.length === 1 && !(await isSeveral(path)) ? { path } : { paths: inputs };
}

async function isSeveral(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return isNamePattern(path);
  }
}

/** Several files, with the name that messages call them by. */
export interface ListedInput extends FileList {
  readonly name: string;
  /** What makes doubtful that all members of its archives are listed, one sentence each. */
  readonly doubts: readonly string[];
}

/** Lists the files where the paths lead, without the outputs of this run. `onFile`: as of `listFiles`. */
export function listInput(
  paths: readonly string[],
  isOutput: (file: FileIdentity) => boolean = () => false,
  onFile?: (file: ListedFile) => void,
): ListedInput {
  const [first, ...others] = paths;
  const { files, hidden, notRegular, outputs, repeated } = listFiles(paths, isOutput, onFile);
  const name = others.length === 0 ? first : `${first} and ${others.length} more`;
  return { name, files, hidden, notRegular, outputs, repeated, doubts: [] };
}
