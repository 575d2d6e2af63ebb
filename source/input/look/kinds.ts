/** The compressions that can be read. */
export const COMPRESSIONS = ['gzip', 'zstd', 'bzip2', 'xz', 'brotli'] as const;

/** A compression that can be read. */
export type Compression = (typeof COMPRESSIONS)[number];

/** The archives whose members are read as files (spec section 14). */
export type ArchiveKind = 'zip' | 'tar';

/** An input that holds no events as it is. */
export interface Unreadable {
  /** What it is, as in "it is an image". */
  readonly what: string;
  /** What to do. `{}` is replaced by the name of the file as a word of a shell command. */
  readonly help: string;
  /** Whether it may hold events all the same: then it is never left out of a folder silently. */
  readonly holdsEvents?: true;
}

/** Bytes, each as its character, at a place of the input. `at`: 0 unless given. */
export interface Signature {
  readonly bytes: string;
  readonly at?: number;
  /** At how many places from `at` on the signature may begin; 1 unless given. */
  readonly within?: number;
}

/** Returns what to do about an input of this name. A name that cannot be typed is written as FILE. */
export function helpWith({ help }: Unreadable, name: string | undefined): string {
  return help.replaceAll('{}', () => fileWord(name));
}

/** A file name as a word of a command line for a POSIX shell. */
function fileWord(name: string | undefined): string {
  // No command that is printed may hold control characters, or what turns the direction of text.
  if (name === undefined || /[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return 'FILE';
  const path = name.startsWith('-') ? `./${name}` : name;
  return /^[\w./:@%+,=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** Says what an input is that holds no text, and what to do. `isInside`: it is in an archive. */
export function whyUnreadable(found: Unreadable, isInside: boolean, path: string | undefined): string {
  const what = isInside ? `what is compressed in it is ${found.what}` : `it is ${found.what}`;
  return `${what}; ${helpWith(found, path)}`;
}
