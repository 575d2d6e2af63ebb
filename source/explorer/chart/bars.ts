/** Heights of a bar in one row, from the lowest; none fills the cell, so that bars do not touch the row above. */
const BLOCKS = '▁▂▃▄▅▆▇';
const ASCII_BLOCKS = '.:-=+*#';

/**
 * Returns counts as a row of small bars on a scale of their own. A cell is blank only if its count is 0. If there are fewer
 * counts than cells, bars are wider.
 */
export function barRow(counts: ArrayLike<number>, cells: number, ascii: boolean): string {
  const blocks = ascii ? ASCII_BLOCKS : BLOCKS;
  let most = 0;
  for (let i = 0; i < counts.length; i++) most = Math.max(most, counts[i]);
  let row = '';
  for (let cell = 0; cell < cells; cell++) {
    const count = counts[Math.floor((cell * counts.length) / cells)];
    row += count > 0 ? blocks[Math.ceil((count / most) * blocks.length) - 1] : ' ';
  }
  return row;
}
