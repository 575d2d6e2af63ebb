import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. Files are named from there. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** An import as it is written in a file. */
export interface Import {
  readonly file: string;
  readonly to: string;
}

/** The files of the program. */
export function sourceFiles(): string[] {
  return ['cli.tsx', 'cli-batch.ts', ...codeFiles('source').filter((file) => /\.tsx?$/.test(file))];
}

/** The files of code in a folder and those below it. */
export function codeFiles(folder: string): string[] {
  const found = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return found.filter((file) => /\.(?:tsx?|mjs)$/.test(file)).map((file) => join(folder, file));
}

/** All imports of a file, those of types too. */
export function importsOf(file: string): Import[] {
  const text = withoutComments(readFileSync(join(ROOT, file), 'utf8'));
  const specifiers = [...text.matchAll(/(?:from\s+|import\s*\(?\s*)'([^']+)'/g)].map((match) => match[1]);
  return specifiers.map((to) => ({ file, to }));
}

/** The code of a file, comments aside. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}
