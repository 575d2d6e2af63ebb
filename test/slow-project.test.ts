import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { SLOW } from '../vitest.config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** `*` is any name, `**` any folders or none: all that the patterns use. */
function matcher(pattern: string): RegExp {
  const source = pattern
    .replaceAll('.', '\\.')
    .replaceAll('**/', '<folders>')
    .replaceAll('*', '[^/]*')
    .replaceAll('<folders>', '(?:[^/]+/)*');
  return new RegExp(`^${source}$`);
}

it('every pattern of slow tests in vitest.config.ts matches a test file', () => {
  const files = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' }).map(
    (name) => `test/${name}`,
  );
  const unmatched = SLOW.filter((pattern) => !files.some((file) => matcher(pattern).test(file)));
  expect(unmatched, 'a slow test was moved or renamed: it would run among the fast ones').toEqual([]);
});
