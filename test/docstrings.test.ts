import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** An exported function, class, interface or type, or a constant that is an arrow function. */
const EXPORT =
  /^export (?:(?:abstract )?class|(?:async )?function\*?|interface|type|const(?= \w+ = (?:async )?\(.*=>)) (\w+)/;

/** Decorators of AssemblyScript are between a docstring and its declaration. */
const BETWEEN = /^@\w+/;

/** The exported declarations in a source text that no docstring precedes, by name. One is enough for all overloads. */
function undocumented(source: string): string[] {
  const lines = source.split('\n');
  const names: string[] = [];
  let last: string | undefined;
  for (const [i, line] of lines.entries()) {
    const name = EXPORT.exec(line)?.[1];
    if (name === undefined || name === last) continue;
    last = name;
    let before = i - 1;
    while (before >= 0 && BETWEEN.test(lines[before])) before--;
    if (before < 0 || !lines[before].endsWith('*/')) names.push(name);
  }
  return names;
}

/** The lines, from 1, on which a comment is longer than 125 columns. The formatter leaves comments as they are. */
function longComments(source: string): number[] {
  return source
    .split('\n')
    .flatMap((line, i) => (line.length > 125 && /^\s*(?:\*|\/[/*])/.test(line) ? [i + 1] : []));
}

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/node_modules|\.generated\.ts$/.test(name))
    .map((name) => join(folder, name));
}

describe('exported declarations', () => {
  it.each(['source', 'kernel'])('all have a docstring in %s/', (folder) => {
    const files = filesOf(folder);
    expect(files.length).toBeGreaterThan(10);
    const found = files.flatMap((file) =>
      undocumented(readFileSync(join(root, file), 'utf8')).map((name) => `${file}: ${name}`),
    );
    expect(found).toEqual([]);
  });

  it('without a docstring are found, whatever they declare', () => {
    const source = [
      'export function plain(): void {}',
      'export async function awaited() {}',
      'export function* stepped() {}',
      'export class Thing {}',
      'export interface Shape {}',
      'export type Name = string;',
      'export const arrow = (value: number): number => value;',
      '@inline',
      'export function inlined(): u32 {',
    ];
    const names = ['plain', 'awaited', 'stepped', 'Thing', 'Shape', 'Name', 'arrow', 'inlined'];
    expect(undocumented(source.join('\n'))).toEqual(names);
  });

  it('need one docstring for all overloads, and none for values and re-exports', () => {
    const source = [
      '/** Documented. */',
      '@inline',
      'export function documented(): void {}',
      '/**',
      ' * Two ways to call it.',
      ' */',
      'export function overloaded(a: string): void;',
      'export function overloaded(a: number): void;',
      'export const LIMIT = 5;',
      "export type { Elsewhere } from './elsewhere.ts';",
    ];
    expect(undocumented(source.join('\n'))).toEqual([]);
  });
});

describe('comments', () => {
  it.each(['source', 'kernel', 'test', 'benchmark', 'sample'])(
    'have lines of at most 125 columns in %s/',
    (folder) => {
      const found = filesOf(folder).flatMap((file) =>
        longComments(readFileSync(join(root, file), 'utf8')).map((line) => `${file}:${line}`),
      );
      expect(found).toEqual([]);
    },
  );

  it('that are too long are found by their lines, in each of their forms', () => {
    const long = 'x'.repeat(125);
    expect(longComments(`// ${long}\n/** ${long} */\n * ${long}\nconst a = '${long}';\n// short`)).toEqual([
      1, 2, 3,
    ]);
  });
});
