import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completePath } from '../../source/app/explorer/complete-path.ts';

const folder = mkdtempSync(join(tmpdir(), 'complete-path-'));

beforeAll(() => {
  for (const name of ['events.json', 'events.csv', '.hidden.json']) writeFileSync(join(folder, name), '');
  mkdirSync(join(folder, 'logs'));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('completing a path', () => {
  it('goes as far as all matching names agree, and lists them', async () => {
    expect(await completePath(join(folder, 'ev'))).toEqual({
      text: join(folder, 'events.'),
      choices: ['events.csv', 'events.json'],
    });
  });

  it('ends a folder with a slash', async () => {
    expect(await completePath(join(folder, 'l'))).toEqual({
      text: join(folder, 'logs/'),
      choices: ['logs'],
    });
  });

  it('lists hidden files only after a leading dot', async () => {
    expect((await completePath(`${folder}/`)).choices).toEqual(['events.csv', 'events.json', 'logs']);
    expect((await completePath(`${folder}/.`)).choices).toEqual(['.hidden.json']);
  });

  it('begins in the current folder if nothing is typed', async () => {
    expect((await completePath('')).choices).toContain('package.json');
  });

  it('leaves a path that nothing begins with as it is', async () => {
    const path = join(folder, 'nothing');
    expect(await completePath(path)).toEqual({ text: path, choices: [] });
  });
});
