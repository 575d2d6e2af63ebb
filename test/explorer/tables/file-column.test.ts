import { expect, it } from 'vitest';
import { FILE_COLUMN } from '../../../source/explorer/tables/file-column.ts';
import { FileTable } from '../../../source/pipeline/store/file-table.ts';
import { readFile } from '../../helpers/dataset.ts';
import { Explorer } from '../../helpers/explorer.ts';

const { dataset } = readFile('');
const { model: context } = new Explorer('');

/** The cells of files in a column that is `room` wide, or as wide as it asks to be. */
function shown(names: readonly string[], room?: number): readonly string[] {
  const files = new FileTable(names);
  return names.map((file) => {
    const cell = { context, dataset: { ...dataset, files }, id: 0, cells: { file } };
    const { widthOf, lineOf } = FILE_COLUMN.look;
    return lineOf(cell, room ?? widthOf(cell), false)
      .map(({ text }) => text)
      .join('');
  });
}

it.each([
  ['whole where all have room', ['logs/a.json', 'logs/b.json'], undefined, ['logs/a.json', 'logs/b.json']],
  ['without the folder of all where they have not', ['logs/a.json', 'logs/b.json'], 8, ['a.json', 'b.json']],
  [
    'without a long folder anyway',
    ['/srv/data/2024/archive/eu/1.json', '/srv/data/2024/archive/us/1.json'],
    undefined,
    ['eu/1.json', 'us/1.json'],
  ],
  [
    'with what differs of folders whose names begin alike',
    ['eu-1/a.json', 'eu-2/a.json'],
    10,
    ['…-1/a.json', '…-2/a.json'],
  ],
  ['from nothing in common', ['/a/1.json', 'b/1.json', 'c.json'], 6, ['….json', '….json', 'c.json']],
] as const)('the file of a record is shown %s', (_, names, room, cells) => {
  expect(shown(names, room)).toEqual(cells);
});
