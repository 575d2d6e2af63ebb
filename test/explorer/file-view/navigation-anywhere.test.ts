import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  goToEnd,
  goToStart,
  moveBy,
  openAt,
  originalResized,
  page,
  rowsSeen,
  scrollBy,
} from '../../../source/explorer/file-view/navigation.ts';
import { rowEndsFrom } from '../../../source/explorer/file-view/screen-rows.ts';
import { check } from '../../helpers/check.ts';
import { fileOf, largeFile, rowSource, smallFile } from '../../helpers/original-files.ts';
import { OriginalReader } from '../../helpers/original-reader.ts';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');
const event = (user: number) => `{"user_id": ${user}, "event_time": "2024-07-10", "event_type": "view"}`;

describe('a file of many MiB', () => {
  it.each([
    ['lines', lines(300_000)],
    ['one line', `[${Array.from({ length: 60_000 }, (_, user) => event(user)).join(', ')}]`],
    ['one line of nothing', 'x'.repeat(3_000_000)],
  ])('of %s: what is gone down is gone up again, with few windows read', (_, content) => {
    const file = fileOf(content);
    const reader = new OriginalReader(file, 100, 20).do((s, f) => openAt(s, 1_500_000, f));
    const { screen } = reader;
    expect(screen).toHaveLength(20);
    for (let i = 0; i < 400; i++) reader.do((s, f) => scrollBy(s, 19, f));
    expect(reader.state.topByteOffset).toBeGreaterThan(1_580_000);
    for (let i = 0; i < 400; i++) reader.do((s, f) => scrollBy(s, -19, f));
    expect(reader.screen).toEqual(screen);
    expect(reader.windowsRead).toBeLessThan(20);
  });

  it('numbers its lines', () => {
    const reader = new OriginalReader(fileOf(lines(300_000)), 40, 5).do(goToEnd);
    expect(rowsSeen(reader.state, reader.known).map(({ line }) => line)).toEqual([
      299_996, 299_997, 299_998, 299_999, 300_000,
    ]);
  });
});

describe('whatever is done', () => {
  type Step = typeof goToStart;
  const done: fc.Arbitrary<Step> = fc.oneof(
    fc.integer({ min: -40, max: 40 }).map(
      (rows): Step =>
        (s, f) =>
          moveBy(s, rows, f),
    ),
    fc.constantFrom(-3, -1, -0.5, 0.5, 1, 3).map(
      (screens): Step =>
        (s, f) =>
          page(s, screens, f),
    ),
    fc.integer({ min: 0, max: 600_000 }).map(
      (at): Step =>
        (s, f) =>
          openAt(s, at, f),
    ),
    fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 30 })).map(
      ([width, height]): Step =>
        (s, f) =>
          originalResized(s, width, height, f),
    ),
    fc.constantFrom(goToStart, goToEnd),
  );

  it.each([
    ['small', smallFile, 300],
    ['large', largeFile, 30],
  ])(
    'in a %s file, the screen is full, its rows are rows of the file and the cursor is in one',
    (_, anyFile, runs) => {
      check(
        fc.property(anyFile, fc.array(done, { maxLength: 12 }), (file, steps) => {
          const reader = new OriginalReader(file, 30, 8).do(goToStart);
          for (const step of steps) reader.do(step);
          const { topByteOffset, cursorByteOffset, width, height } = reader.state;
          const { ends } = rowEndsFrom(rowSource(file, width), 0, 1_000_000);
          expect(reader.screen).toHaveLength(Math.min(height, ends.length));
          expect(topByteOffset === 0 || ends.includes(topByteOffset)).toBe(true);
          expect(cursorByteOffset).toBeGreaterThanOrEqual(topByteOffset);
          expect(reader.screen.filter((row) => row.startsWith('> '))).toHaveLength(Math.min(1, ends.length));
        }),
        runs,
      );
    },
  );
});
