import { clipName } from '../format/clip-text.ts';
import { formatOfPath, notWrittenText, type OutputFormat } from '../schema/output-formats.ts';
import { usageError } from './errors.ts';

/** Returns the format that a path's ending chooses. Throws CommandError for the ending of one that is not written. */
export function writtenFormat(path: string): OutputFormat {
  const format = formatOfPath(path);
  if ('notWritten' in format) throw usageError(`${clipName(path)}: ${notWrittenText(format.notWritten)}`);
  return format;
}
