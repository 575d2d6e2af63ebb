import { stat } from 'node:fs/promises';
import { CommandError, EXIT_FAILED, withErrorContext } from '../errors.ts';

/** Opening a FIFO blocks until a writer opens it, and nothing can end that wait. */
export async function refuseFifo(path: string): Promise<void> {
  const stats = await withErrorContext('cannot read', path, () => stat(path));
  if (!stats.isFIFO()) return;
  throw new CommandError(`cannot read ${path}: it is a named pipe; name it on the command line`, EXIT_FAILED);
}
