import type { FollowControl } from '../engine/follow/follow-control.ts';
import { clipName } from '../format/clip-text.ts';
import { safeText } from '../format/safe-text.ts';
import type { NewBeginning } from '../input/follow/followed-input.ts';
import type { Source } from '../input/source.ts';
import { HEAD_BYTES } from '../pipeline/plan/sample.ts';
import { CommandError, EXIT_FAILED } from './errors.ts';
import { isEnough } from './plan-input.ts';

/** How often the program looks whether followed files have a first record. */
export const LOOK_MILLISECONDS = 200;

/** Returns why a file cannot be followed, which is that `text` is not its bytes themselves; undefined if it can be. */
export function whyNotFollowable(input: Source, text: Source): string | undefined {
  if (input.sizeBytes === undefined || text === input) return undefined;
  return 'it is compressed or not in UTF-8, so what is appended to it cannot be read';
}

/** Throws if there is a reason why an input cannot be followed. */
export function checkFollowable(name: string, why: string | undefined): void {
  if (why === undefined) return;
  throw new CommandError(
    `cannot follow ${safeText(clipName(name))}: ${why}; leave out --follow`,
    EXIT_FAILED,
  );
}

/** Throws for an archive: its members end. */
export function refuseArchive({ name }: Source): never {
  throw new CommandError(
    `cannot follow ${safeText(clipName(name))}: it is an archive; leave out --follow`,
    EXIT_FAILED,
  );
}

/** Waits until a followed file has a record to plan by, or a whole head without one, or until following ends. */
export async function awaitRecord(source: Source, control: FollowControl): Promise<void> {
  if (source.sizeBytes === undefined) return;
  const head = new Uint8Array(HEAD_BYTES);
  for (;;) {
    const length = await source.readAt(head, 0);
    if (length === head.length || isEnough(head.subarray(0, length)) || control.endedFor > 0) return;
    await control.wait(LOOK_MILLISECONDS);
  }
}

/** Says why a followed file is read from its beginning again. */
export function newBeginningText(name: string, why: NewBeginning): string {
  if (why === 'replaced') {
    return `${name} was replaced: the one before was read to its end, the new one is read from its beginning`;
  }
  const what = why === 'shorter' ? 'became shorter' : 'was written anew';
  return `${name} ${what}: it is read from its beginning again; what was read before still counts`;
}
