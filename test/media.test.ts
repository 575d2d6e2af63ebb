import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { summaryPicture } from '../media/source/make-screenshots.ts';

it('the picture in the README shows what the command prints', () => {
  const picture = readFileSync(new URL('../media/summary.svg', import.meta.url), 'utf8');
  expect(picture).toBe(summaryPicture());
  expect(picture).toContain('total_events: 5');
});
