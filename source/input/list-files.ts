import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileFactsOf } from './file-change.ts';
import type { FileList, ListedFile } from './listed-file.ts';
import { isNamePattern, type PatternPart, patternParts } from './name-pattern.ts';
import { compareNatural } from './natural-order.ts';
import { withOpenFile } from './read-descriptor.ts';
import type { FileIdentity } from './source.ts';

/** A smaller file is read at once, so no bytes of it are needed to tell whether it was rewritten meanwhile. */
const LEAST_SAMPLED_BYTES = 1024 * 1024;

/** Folders nested deeper than this are a mistake, or a trap. */
const MOST_DEPTH = 100;

/** Of what is named and no regular file. */
const PIPE_FAULT = {
  code: undefined,
  message: 'it is a pipe or a device, which can only be read alone; join them with cat and pipe that in',
};

/**
 * Lists the files that the arguments name: files, folders with all that is in them, patterns. A folder is gone through in
 * natural order of name; links to files are followed in it, links to folders are not (spec section 15). What cannot be
 * looked at is listed with its fault, and stops no other. `isOutput`: whether a file is an output of this run. `onFile`:
 * called with each file that is listed.
 *
 * Blocks the thread, for some 5 us a file: asking the thread pool for each would take four times as long.
 */
export function listFiles(
  paths: readonly string[],
  isOutput: (file: FileIdentity) => boolean,
  onFile: (file: ListedFile) => void = () => undefined,
): FileList {
  const lister = new Lister(isOutput, onFile);
  for (const path of paths) lister.add(path);
  return lister;
}

class Lister implements FileList {
  readonly files: ListedFile[] = [];
  hidden = 0;
  notRegular = 0;
  outputs = 0;
  repeated = 0;
  /** The numbers of the files that are listed, by their device and inode. */
  private readonly seen = new Map<number, Map<number, number>>();

  constructor(
    private readonly isOutput: (file: FileIdentity) => boolean,
    private readonly onFile: (file: ListedFile) => void,
  ) {}

  /** Adds what an argument names. A name that is there is no pattern, whatever characters it has. */
  add(path: string): void {
    try {
      const stats = statSync(path);
      if (stats.isDirectory()) this.addFolder(path, 0);
      else this.addFile(path, stats, true);
    } catch (error) {
      if (!isNamePattern(path)) {
        this.addFault(path, error, true);
        return;
      }
      const before = this.files.length + this.repeated;
      for (const parts of patternParts(path)) this.addMatching(parts, path.startsWith('/') ? '/' : '', 0);
      if (this.files.length + this.repeated === before) {
        this.addFault(path, new Error('no file matches it; check the pattern'), true);
      }
    }
  }

  private addFolder(folder: string, depth: number): void {
    const prefix = prefixOf(folder);
    for (const entry of this.entriesOf(folder)) {
      if (entry.name.startsWith('.')) this.hidden++;
      else this.addEntry(prefix + entry.name, entry, depth);
    }
  }

  private addEntry(path: string, entry: Dirent, depth: number): void {
    if (entry.isDirectory()) {
      if (depth < MOST_DEPTH) this.addFolder(path, depth + 1);
      return;
    }
    try {
      const stats = statSync(path);
      if (stats.isFile()) this.addFile(path, stats, false);
      else this.notRegular++;
    } catch (error) {
      this.addFault(path, error, false);
    }
  }

  private addMatching(parts: readonly PatternPart[], folder: string, depth: number): void {
    const [part, ...rest] = parts;
    if (depth > MOST_DEPTH) return;
    if (part === '**') {
      if (rest.length > 0) this.addMatching(rest, folder, depth);
      for (const entry of this.entriesOf(folder === '' ? '.' : folder)) {
        if (entry.name.startsWith('.')) continue;
        if (entry.isDirectory()) this.addMatching(parts, join(folder, entry.name), depth + 1);
        else if (rest.length === 0) this.addEntry(join(folder, entry.name), entry, depth);
      }
    } else if ('name' in part) {
      // A leading or doubled slash has an empty name.
      const path = part.name === '' ? folder : join(folder, part.name);
      if (rest.length > 0) this.addMatching(rest, path, depth + 1);
      else this.addNamed(path, depth);
    } else {
      for (const entry of this.entriesOf(folder === '' ? '.' : folder)) {
        if (!part.matches(entry.name)) continue;
        if (rest.length > 0) this.addMatching(rest, join(folder, entry.name), depth + 1);
        else this.addEntry(join(folder, entry.name), entry, depth);
      }
    }
  }

  /** Adds what the end of a pattern names, if it is there. */
  private addNamed(path: string, depth: number): void {
    try {
      const stats = statSync(path, { throwIfNoEntry: false });
      if (stats?.isDirectory()) this.addFolder(path, depth);
      else if (stats?.isFile()) this.addFile(path, stats, false);
    } catch (error) {
      this.addFault(path, error, false);
    }
  }

  /** Returns what is in a folder, in natural order; nothing of what is no folder. */
  private entriesOf(folder: string): readonly Dirent[] {
    try {
      return readdirSync(folder, { withFileTypes: true }).sort((a, b) => compareNatural(a.name, b.name));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTDIR' && code !== 'ENOENT') this.addFault(folder, error, false);
      return [];
    }
  }

  private addFile(path: string, stats: Stats, isNamed: boolean): void {
    const { dev: device, ino: inode, size: sizeBytes, mtimeMs: modifiedMilliseconds } = stats;
    const bornMilliseconds = stats.birthtimeMs;
    const inodes = this.inodesOf(device);
    const listed = inodes.get(inode);
    if (listed !== undefined) {
      this.repeated++;
      if (isNamed) this.files[listed] = { ...this.files[listed], isNamed };
      return;
    }
    if (!isNamed && this.isOutput({ device, inode })) {
      this.outputs++;
      return;
    }
    inodes.set(inode, this.files.length);
    const isFile = stats.isFile();
    const sampled = isFile && sizeBytes > LEAST_SAMPLED_BYTES ? samplesOf(stats, path) : undefined;
    const fault = isFile ? undefined : PIPE_FAULT;
    const facts = { path, device, inode, sizeBytes, modifiedMilliseconds, bornMilliseconds, sampled };
    const file = { ...facts, isNamed, fault };
    this.files.push(file);
    this.onFile(file);
  }

  private inodesOf(device: number): Map<number, number> {
    const known = this.seen.get(device);
    if (known !== undefined) return known;
    const inodes = new Map<number, number>();
    this.seen.set(device, inodes);
    return inodes;
  }

  private addFault(path: string, error: unknown, isNamed: boolean): void {
    const { code, message } = error as NodeJS.ErrnoException;
    // Node cannot represent other names, and would look for a file of another name.
    const fault = path.includes('\ufffd')
      ? { code: undefined, message: 'its name is not UTF-8; give it another name' }
      : { code, message };
    this.files.push({
      path,
      isNamed,
      fault,
      device: 0,
      inode: 0,
      sizeBytes: 0,
      modifiedMilliseconds: 0,
      sampled: undefined,
    });
  }
}

/** Returns what paths in a folder begin with, as `join` makes them: to join each of thousands would take long. */
function prefixOf(folder: string): string {
  return join(folder, '_').slice(0, -1);
}

function samplesOf(stats: Stats, path: string): string | undefined {
  try {
    return withOpenFile(path, (descriptor) => fileFactsOf(stats, path, descriptor)).sampled;
  } catch {
    // Why it cannot be opened is reported when it is read.
    return undefined;
  }
}
