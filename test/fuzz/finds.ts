import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Cuts, ReadSettings } from './agreement.ts';

/** A file on which two ways of reading differed once. */
export interface Find extends Cuts {
  /** Of what kind the file was, and which way differed from the plain reading of the spec. */
  readonly kind: string;
  readonly way: string;
  /** The bytes of the file, a character each. */
  readonly latin1: string;
  readonly settings: ReadSettings;
}

const FOLDER = fileURLToPath(new URL('finds/', import.meta.url));

/** Returns all finds by the names of their files. */
export function readFinds(): readonly (Find & { readonly name: string })[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, ...(JSON.parse(readFileSync(FOLDER + name, 'utf8')) as Find) }));
}

/** Adds the find to the folder, under a name made of its bytes, and returns its path. */
export function writeFind(find: Find): string {
  mkdirSync(FOLDER, { recursive: true });
  const name = createHash('sha256').update(find.latin1).digest('hex').slice(0, 8);
  const path = `${FOLDER}${name}.json`;
  writeFileSync(path, `${JSON.stringify(find, null, 2)}\n`);
  return path;
}

/** Returns the bytes of the file that was found. */
export function bytesOfFind({ latin1 }: Find): Uint8Array {
  return new Uint8Array(Buffer.from(latin1, 'latin1'));
}
