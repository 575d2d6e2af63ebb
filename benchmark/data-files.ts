import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type GeneratedFile, generate } from './generate.ts';

/** Where the files are that are made for the benchmark, and what is made of them; git knows nothing of it. */
export const DATA = fileURLToPath(new URL('data/', import.meta.url));
/** How many users the events of these files are of. */
export const USERS = 500_000;

/** A file made by another generator is another file. */
const GENERATOR = createHash('sha256')
  .update(readFileSync(new URL('generate.ts', import.meta.url)))
  .digest('hex')
  .slice(0, 8);

/** The path of a generated file, made now if it is not there. */
export function dataFile(file: GeneratedFile): string {
  mkdirSync(DATA, { recursive: true });
  const path = `${DATA}${file.shape}-${file.events}-${GENERATOR}.jsonl`;
  if (!existsSync(path)) {
    generate(file, `${path}.part`);
    renameSync(`${path}.part`, path);
  }
  return path;
}
