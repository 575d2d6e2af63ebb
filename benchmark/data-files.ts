import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { basename } from 'node:path';
import { type GeneratedFile, generate } from './generate.ts';
import { DATA } from './measure.ts';

/** The number of users of the events in these files. */
export const USERS = 500_000;

/** Upper bounds for the bytes of a record with its line feed, to check whether there is room. */
const MOST_BYTES_A_RECORD = { narrow: 90, named: 130, wide: 300, table: 80 };
/** Left free for other programs on the machine, and for CSVs. */
const SPARE_BYTES = 4e9;
const WARMING_BYTES = 1 << 22;

/** Part of the name: a file made by another version of the generator is another file. */
const GENERATOR = fingerprint('generate.ts');

/** Returns the path of a generated file, and makes it if it does not exist. */
export function dataFile(file: GeneratedFile): string {
  const { shape, events, users } = file;
  const ofUsers = users === USERS ? '' : `-users-${users}`;
  const name = `${shape}-${events}${ofUsers}-${GENERATOR}.jsonl`;
  return madeFile(name, events * MOST_BYTES_A_RECORD[shape], (path) => generate(file, path));
}

/** Returns the name of such a file without the fingerprint of its generator. */
export function fileName(path: string): string {
  return basename(path).replace(/-[0-9a-f]{8}\.jsonl$/, '');
}

/**
 * Returns the path of a file in DATA, and makes it with `make` if it does not exist; a half-made file does not count.
 * Throws if there is no room.
 */
export function madeFile(name: string, mostBytes: number, make: (path: string) => void): string {
  const path = pathWithRoom(name, mostBytes);
  if (existsSync(path)) return path;
  make(`${path}.part`);
  renameSync(`${path}.part`, path);
  return path;
}

/** Does what `madeFile` does, for files that are made asynchronously. */
export async function madeFileLater(
  name: string,
  mostBytes: number,
  make: (path: string) => Promise<void>,
): Promise<string> {
  const path = pathWithRoom(name, mostBytes);
  if (existsSync(path)) return path;
  await make(`${path}.part`);
  renameSync(`${path}.part`, path);
  return path;
}

function pathWithRoom(name: string, mostBytes: number): string {
  mkdirSync(DATA, { recursive: true });
  const path = `${DATA}${name}`;
  if (existsSync(path)) return path;
  const { bavail, bsize } = statfsSync(DATA);
  const neededBytes = mostBytes + SPARE_BYTES;
  if (bavail * bsize < neededBytes) {
    throw new Error(`${name} needs ${Math.ceil(neededBytes / 1e9)} GB of free disk in benchmark/data`);
  }
  console.error(`making ${name}`);
  return path;
}

/** Reads a file to its end, so that it is in the system's cache and disks do not affect the next measurement. */
export function warm(path: string): void {
  const block = Buffer.allocUnsafe(WARMING_BYTES);
  const descriptor = openSync(path, 'r');
  while (readSync(descriptor, block) > 0);
  closeSync(descriptor);
}

/** Deletes everything that was generated, and all its results. */
export function cleanData(): void {
  for (const name of readdirSync(DATA)) rmSync(`${DATA}${name}`, { recursive: true });
}

/** Returns a fingerprint of the text of a file beside this one. */
export function fingerprint(name: string): string {
  return createHash('sha256')
    .update(readFileSync(new URL(name, import.meta.url)))
    .digest('hex')
    .slice(0, 8);
}
