import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFiles } from '../../source/input/list-files.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'list-files-'));
  await writeFile(join(folder, 'a.json'), '{}');
  await symlink('loop', join(folder, 'loop'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Returns the names and faults of what a pattern lists. */
function listed(pattern: string): [string, string | undefined][] {
  const { files } = listFiles([join(folder, pattern)], () => false);
  return files.map(({ path, fault }) => [path.slice(folder.length + 1), fault?.code ?? fault?.message]);
}

describe('a pattern of names', () => {
  it('matches nothing where the ends of a range are the wrong way round', () => {
    expect(listed('[a-z].json')).toEqual([['a.json', undefined]]);
    expect(listed('[z-a].json')).toEqual([['[z-a].json', 'no file matches it; check the pattern']]);
  });

  it('lists what cannot be looked at, and stops nothing else', () => {
    expect(listed('{l*p,.}/a.json')).toEqual([
      ['loop/a.json', 'ELOOP'],
      ['a.json', undefined],
    ]);
  });
});
