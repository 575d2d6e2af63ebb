import { safeText } from '../format/safe-text.ts';
import { type Unreadable, whyUnreadable } from '../input/look/kinds.ts';
import { type Look, nestedArchive } from '../input/look/look.ts';
import { BINARY } from '../input/look/text-kinds.ts';
import type { Source } from '../input/source.ts';
import { CommandError, EXIT_FAILED } from './errors.ts';

/** An input that holds no text that could be read. */
export class NoTextError extends CommandError {
  /** `why`: words that follow the name of the input. `holdsEvents`: whether it may hold events all the same. */
  constructor(
    name: string,
    readonly why: string,
    readonly holdsEvents = false,
  ) {
    super(`cannot read ${safeText(name)}: ${why}`, EXIT_FAILED);
  }
}

/** Returns the error for an input that is `found`, and no text. `isInside`: in what was decompressed. */
export function unreadable(input: Source, found: Look, isInside: boolean): NoTextError {
  if (found.kind === 'archive') return new NoTextError(input.name, nestedArchive(found.archive), true);
  if (found.kind !== 'unreadable') {
    return new NoTextError(input.name, 'it is compressed more than 4 times; decompress it first');
  }
  // The name of a member of an archive leads to no file.
  const isFile = input.sizeBytes !== undefined && input.describe().isPart !== true;
  const path = isFile && !isInside ? input.name : undefined;
  return new NoTextError(
    input.name,
    `${whyUnreadable(found, isInside, path)}${brotliHint(found, input.name)}`,
    found.holdsEvents,
  );
}

/** Brotli has no mark of its own, so only a name can hint at it. */
function brotliHint({ what }: Unreadable, name: string): string {
  return what === BINARY.what && name.endsWith('.br') ? ', or if it is brotli: --format br' : '';
}
