import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartSeries, type TypeCount } from '../../../source/explorer/chart/series.ts';

function types(...counted: [name: string, count: number][]): TypeCount[] {
  return counted.map(([name, count], type) => ({ type, name, count }));
}

const NOTHING_HIDDEN = new Set<number>();
const SHOP = types(['click', 203], ['view', 812], ['purchase', 7]);

describe('the series of a chart', () => {
  it('are the types, the largest first, equals by name', () => {
    const series = chartSeries(types(['b', 5], ['c', 9], ['a', 5]), NOTHING_HIDDEN);
    expect(series.map(({ name }) => name)).toEqual(['c', 'a', 'b']);
    expect(series.map(({ style }) => style)).toEqual(['series0', 'series1', 'series2']);
  });

  it('are the eight largest by name and the rest as other', () => {
    const many = types(...Array.from({ length: 30 }, (_, i): [string, number] => [`type ${i}`, 100 - i]));
    const series = chartSeries(many, NOTHING_HIDDEN);
    expect(series).toHaveLength(9);
    expect(series[8]).toMatchObject({ name: 'other', style: 'series8', letter: 'o' });
    expect(series[8].types).toHaveLength(22);
    expect(series.reduce((sum, { count }) => sum + count, 0)).toBe(100 * 30 - 435);
  });

  it('tell the rest from a type that is named other', () => {
    const many = types(
      ...Array.from({ length: 10 }, (_, i): [string, number] => [i ? `t${i}` : 'other', 10 - i]),
    );
    const names = chartSeries(many, NOTHING_HIDDEN).map(({ name }) => name);
    expect(new Set(names).size).toBe(9);
  });

  it.each([
    [
      ['view', 'visit', 'Video', 'vi'],
      ['v', 'i', 'd', 'a'],
    ],
    [
      ['a', 'A', 'a1'],
      ['a', 'b', '1'],
    ],
    [
      ['购买', '', '７', 'b'],
      ['a', 'b', 'c', 'd'],
    ],
  ])('have letters of their own: %j', (names, letters) => {
    const counted = names.map((name, i): [string, number] => [name, 100 - i]);
    expect(chartSeries(types(...counted), NOTHING_HIDDEN).map(({ letter }) => letter)).toEqual(letters);
  });

  it('keep letter and style when one is switched off', () => {
    const faces = (hidden: number[]): string[] =>
      chartSeries(SHOP, new Set(hidden)).map(({ letter, style, name }) => `${letter} ${style} ${name}`);
    expect(faces([1, 0])).toEqual(faces([]));
  });

  it('have letters that differ, whatever the names', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ maxLength: 6 }), { maxLength: 20 }), (names) => {
        const letters = chartSeries(
          types(...names.map((name): [string, number] => [name, 1])),
          NOTHING_HIDDEN,
        ).map(({ letter }) => letter);
        expect(new Set(letters).size).toBe(Math.min(9, names.length));
        for (const letter of letters) expect(letter).toMatch(/^[a-z0-9]$/);
      }),
    );
  });
});
