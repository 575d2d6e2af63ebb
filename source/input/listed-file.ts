import type { FileFacts } from './source.ts';
import type { Stretch } from './stretch.ts';

/** A file of several, as it was when the list was made. Plain data: it crosses threads. */
export interface ListedFile extends FileFacts {
  /** The path of a member is that of its archive, a slash, and its name: `a.zip/b.json`. */
  readonly path: string;
  /** Undefined for a file that is not in an archive. The size of a member is that of its bytes in the archive. */
  readonly member?: ListedMember;
  /**
   * When it was made, in milliseconds since the Unix epoch, 0 where the file system does not know: the inode of a file that
   * was removed may be given to a new one at once. Undefined for a member.
   */
  readonly bornMilliseconds?: number;
  /** Whether it was named itself, and not found in a folder or by a pattern: then it is never left out. */
  readonly isNamed: boolean;
  /** Why it cannot be read, if that is known already: a system error's code and message. */
  readonly fault: { readonly code: string | undefined; readonly message: string } | undefined;
}

/** Where a member of an archive is. */
export interface ListedMember {
  readonly stretch: Stretch;
  /** The archive as it was when the list was made; without a path if it came through a pipe. */
  readonly archive: FileFacts;
}

/** What was found where the arguments lead. */
export interface FileList {
  /** In the order in which they are read. */
  readonly files: readonly ListedFile[];
  /** How many were left out: hidden ones; devices, pipes and links to folders; outputs of this run. */
  readonly hidden: number;
  readonly notRegular: number;
  readonly outputs: number;
  /** How many were met again, under the same name or another. */
  readonly repeated: number;
}
