import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeFiles, ROOT } from './architecture-files.ts';

/** Functions and constants of source/ that are exported, and whose names no other file has, as `file: name`. */
function unusedExports(texts: ReadonlyMap<string, string>): readonly string[] {
  const filesWith = new Map<string, number>();
  for (const text of texts.values()) {
    for (const word of new Set(text.match(/\w+/g))) filesWith.set(word, (filesWith.get(word) ?? 0) + 1);
  }
  const exported = /^export (?:async )?(?:const|function)\*? (\w+)/gm;
  return [...texts]
    .filter(([file]) => file.startsWith('source/'))
    .flatMap(([file, text]) =>
      [...text.matchAll(exported)]
        .filter(([, name]) => filesWith.get(name) === 1)
        .map(([, name]) => `${file}: ${name}`),
    );
}

it('no function or constant is exported that only its own file uses', () => {
  const folders = ['source', 'test', 'kernel', 'sample', 'media/source', 'benchmark', 'scripts'];
  const texts = new Map(
    ['cli.tsx', ...folders.flatMap((folder) => codeFiles(folder))].map(
      (file) => [file, readFileSync(join(ROOT, file), 'utf8')] as const,
    ),
  );
  expect(unusedExports(texts)).toEqual([]);
  const unused = new Map([['source/a.ts', 'export function* one() {}\nexport const two = one;']]);
  expect(unusedExports(unused)).toEqual(['source/a.ts: one', 'source/a.ts: two']);
});
