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

/** How many users the events of these files are of. */
export const USERS = 500_000;

/** Upper bounds of what a record and its line feed take, for asking whether there is room. */
const MOST_BYTES_A_RECORD = { narrow: 90, named: 130, wide: 300 };
/** Stays free for what else the machine does, and for CSVs. */
const SPARE_BYTES = 4e9;
const WARMING_BYTES = 1 << 22;

/** A file made by another generator is another file. */
const GENERATOR = fingerprint('generate.ts');

/** The path of a generated file, made now if it is not there. */
export function dataFile(file: GeneratedFile): string {
  const { shape, events, users } = file;
  const ofUsers = users === USERS ? '' : `-users-${users}`;
  const name = `${shape}-${events}${ofUsers}-${GENERATOR}.jsonl`;
  return madeFile(name, events * MOST_BYTES_A_RECORD[shape], (path) => generate(file, path));
}

/** Such a file's name for people: without the mark of what made it. */
export function fileName(path: string): string {
  return basename(path).replace(/-[0-9a-f]{8}\.jsonl$/, '');
}

/** The path of a file in DATA, made now by `make` if it is not there; a file half made is none. Throws for want of room. */
export function madeFile(name: string, mostBytes: number, make: (path: string) => void): string {
  mkdirSync(DATA, { recursive: true });
  const path = `${DATA}${name}`;
  if (existsSync(path)) return path;
  const { bavail, bsize } = statfsSync(DATA);
  const neededBytes = mostBytes + SPARE_BYTES;
  if (bavail * bsize < neededBytes) {
    throw new Error(`${name} needs ${Math.ceil(neededBytes / 1e9)} GB of free disk in benchmark/data`);
  }
  console.error(`making ${name}`);
  make(`${path}.part`);
  renameSync(`${path}.part`, path);
  return path;
}

/** Reads a file to its end, so that the system has it in memory, and disks are no part of what is measured next. */
export function warm(path: string): void {
  const block = Buffer.allocUnsafe(WARMING_BYTES);
  const descriptor = openSync(path, 'r');
  while (readSync(descriptor, block) > 0);
  closeSync(descriptor);
}

/** Deletes all that was generated, and all results of it. */
export function cleanData(): void {
  for (const name of readdirSync(DATA)) rmSync(`${DATA}${name}`, { recursive: true });
}

/** Of the text of a file beside this one. */
export function fingerprint(name: string): string {
  return createHash('sha256')
    .update(readFileSync(new URL(name, import.meta.url)))
    .digest('hex')
    .slice(0, 8);
}
