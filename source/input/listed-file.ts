import type { FileFacts } from './source.ts';

/** A file of several, as it was when the list was made. Plain data: it crosses threads. */
export interface ListedFile extends FileFacts {
  readonly path: string;
  /** Whether it was named itself, and not found in a folder or by a pattern: then it is never left out. */
  readonly isNamed: boolean;
  /** Why it cannot be read, if that is known already: a system error's code and message. */
  readonly fault: { readonly code: string | undefined; readonly message: string } | undefined;
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
