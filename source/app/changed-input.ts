import { clipName } from '../format/clip-text.ts';
import { formatCounted } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import type { Change } from '../input/source.ts';
import { CommandError, EXIT_FAILED } from './errors.ts';

/** A file, and what happened to it after it was opened or found. */
export interface ChangedFile {
  readonly path: string;
  readonly change: Change;
}

/** Returns the error for files that were rewritten while they were read; undefined if none was. */
export function rewrittenError(changed: readonly ChangedFile[]): CommandError | undefined {
  const names = namesOf(changed, ['other']);
  if (names === undefined) return undefined;
  const text = `${safeText(names)}, so the numbers and outputs may be of two states; read again when nothing writes there`;
  return new CommandError(text, EXIT_FAILED);
}

/** Returns warnings about files that grew, were cut off, or were moved or replaced. */
export function changedWarnings(changed: readonly ChangedFile[]): readonly string[] {
  const names = namesOf(changed, ['shorter', 'gone', 'replaced']);
  const [grown, ...others] = changed.filter(({ change }) => change === 'longer');
  return [
    ...(names === undefined ? [] : [names]),
    ...(grown === undefined
      ? []
      : [
          `${clipName(grown.path)}${moreOf(others)} changed while it was read: it grew, and its last lines may not be in the numbers`,
        ]),
  ];
}

function namesOf(changed: readonly ChangedFile[], kinds: readonly Change[]): string | undefined {
  const [first, ...others] = changed.filter(({ change }) => kinds.includes(change));
  return first && `${clipName(first.path)}${moreOf(others)} changed while it was read`;
}

function moreOf(others: readonly ChangedFile[]): string {
  return others.length === 0 ? '' : ` and ${formatCounted(others.length, 'file')} more`;
}
