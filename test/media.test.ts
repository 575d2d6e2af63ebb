import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { PICTURES } from '../media/source/make-screenshots.ts';
import { closeTerminals } from './helpers/terminal.ts';

const media = new URL('../media/', import.meta.url);

afterEach(closeTerminals);

describe('the pictures', () => {
  it.each(Object.entries(PICTURES))('%s shows what the program shows', async (name, make) => {
    expect(readFileSync(new URL(name, media), 'utf8')).toBe(await make());
  });

  it('are all made so, and are in the README', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const pictures = readdirSync(media).filter((name) => name.endsWith('.svg'));
    expect(pictures.sort()).toEqual(Object.keys(PICTURES).sort());
    for (const name of pictures) expect(readme).toContain(`(media/${name})`);
  });
});
