import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, withoutComments } from './architecture-files.ts';

/** The packages that are loaded with a file: its own imports and those of the files that it loads, none of types. */
function packagesLoadedWith(start: string): ReadonlySet<string> {
  const packages = new Set<string>();
  const loaded = new Set([start]);
  for (const file of loaded) {
    const text = withoutComments(readFileSync(join(ROOT, file), 'utf8'));
    for (const [, to] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm)) {
      if (to.startsWith('.')) {
        if (/\.tsx?$/.test(to)) loaded.add(join(dirname(file), to));
      } else if (!to.startsWith('node:')) packages.add(to);
    }
  }
  return packages;
}

it('the command starts with the package that reads flags and no other: each costs every start', () => {
  for (const entry of ['cli.tsx', 'cli-batch.ts']) expect([...packagesLoadedWith(entry)]).toEqual(['meow']);
  expect(packagesLoadedWith('source/app/run-explorer.ts')).toContain('string-width');
});
