import { formatsThatRead } from '../time/guess-format.ts';
import { areNames } from './column-names.ts';
import type { HeadRow } from './head-rows.ts';

/** Whether some column has times. */
export function hasTimes(rows: readonly HeadRow[]): boolean {
  return rows[0].cells.some((_, column) => {
    const texts = rows.map(({ cells }) => cells[column].trim()).filter((text) => text !== '');
    const times = texts.filter((text) => formatsThatRead(text, true).length > 0);
    return texts.length > 0 && 2 * times.length > texts.length;
  });
}

/**
 * Whether a row has a word above a column of times: then it is the header, whatever else it has. Forms write whole questions
 * there.
 */
export function isAboveTimes({ cells }: HeadRow, body: readonly HeadRow[]): boolean {
  return cells.some((cell, column) => {
    const texts = body.map((row) => row.cells[column].trim()).filter((text) => text !== '');
    return (
      areNames([cell]) && texts.length > 0 && texts.every((text) => formatsThatRead(text, true).length > 0)
    );
  });
}

/** Whether some column has objects of JSON. */
export function hasObjects(rows: readonly HeadRow[]): boolean {
  return rows[0].cells.some((_, column) => rows.every(({ cells }) => /^\s*\{.*\}\s*$/s.test(cells[column])));
}

/** Whether some column has words or numbers: in a log with commas all but the time is a part of a sentence. */
export function hasWords(rows: readonly HeadRow[]): boolean {
  return rows[0].cells.some((_, column) => {
    const texts = rows.map(({ cells }) => cells[column]).filter((text) => text !== '');
    const words = texts.filter((text) => !/\s/.test(text) && formatsThatRead(text, true).length === 0);
    return 2 * words.length > texts.length;
  });
}

/** Whether half of the cells after the first begin with a space, as between the commas of sentences and logs. */
export function isProse(rows: readonly HeadRow[]): boolean {
  const cells = rows.flatMap((row) => row.cells.slice(1)).filter((cell) => cell.trim() !== '');
  return cells.length > 0 && 2 * cells.filter((cell) => cell.startsWith(' ')).length >= cells.length;
}
