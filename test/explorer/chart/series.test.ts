import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legendLines } from '../../../source/explorer/chart/legend.ts';
import { chartSeries, type TypeCount } from '../../../source/explorer/chart/series.ts';
import { textOf } from '../../helpers/trends.ts';

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
      ...Array.from({ length: 9 }, (_, i): [string, number] => [i ? `t${i}` : 'other', 9 - i]),
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

describe('the legend', () => {
  const legend = (width: number, hidden: number[] = []): string[] =>
    legendLines(chartSeries(SHOP, new Set(hidden)), width).map(textOf);

  it('is one line where there is room', () => {
    expect(legend(80)).toEqual(['v view 812   c click 203   p purchase 7']);
  });

  it('breaks between entries', () => {
    expect(legend(30)).toEqual(['v view 812   c click 203', 'p purchase 7']);
  });

  it('says in words which types are off', () => {
    expect(legend(80, [0])).toEqual(['v view 812   c click 203 (off)   p purchase 7']);
  });

  it('cuts a name that is too long', () => {
    expect(legend(10)).toEqual(['v view 812', 'c cli… 203', 'p purch… 7']);
    expect(legend(6)).toEqual(['v   c', 'p p… 7']);
    expect(legend(0)).toEqual([]);
  });

  it('counts two cells for a wide character', () => {
    const series = chartSeries(types(['购买购买', 5]), NOTHING_HIDDEN);
    expect(legendLines(series, 9, true).map(textOf)).toEqual(['a 购买~ 5']);
  });
});
