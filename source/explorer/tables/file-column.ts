import { safeText } from '../../format/safe-text.ts';
import { cutStart, widthOf } from '../../format/text-width.ts';
import { memoize } from '../memoize.ts';
import type { Cell, CellLook } from './table-spec.ts';

/** The most cells that whole paths ask for: of longer ones, the folder that all are in is left out. */
const MOST_WHOLE = 24;

/**
 * How the file of a row is drawn: its path, without the folder that all files are in unless there is room for all of each;
 * without room for that either, its end.
 */
const fileLook: CellLook = {
  isText: true,
  widthOf: (cell) => widthOf(pathOf(cell, MOST_WHOLE)),
  lineOf: (cell, room, ascii) => [
    { text: cutStart(pathOf(cell, room), room, ascii ? '~' : '…'), style: 'plain' },
  ],
};

/** The column of the file that holds a record, for an input of several files. */
export const FILE_COLUMN = {
  name: 'file',
  leastWidth: 12,
  // What is wrong has its whole sentence first.
  width: 16,
  grows: true,
  sortable: false,
  showsEnd: true,
  look: fileLook,
} as const;

/** The safe text of a path, whole if all of them have room. */
function pathOf({ cells, dataset }: Cell, room: number): string {
  const { names = [] } = dataset.files;
  const { folder, widest } = pathsOf(names, []);
  return safeText((cells.file ?? '').slice(widest <= room ? 0 : folder));
}

/** What paths have in common. Memoized: there may be 100,000. */
const pathsOf = memoize((names: readonly string[]) => {
  const [first = ''] = names;
  // The length of the folders that all begin with.
  let folder = first.lastIndexOf('/') + 1;
  let widest = 0;
  for (const name of names) {
    widest = Math.max(widest, name.length);
    while (!name.startsWith(first.slice(0, folder))) {
      folder = folder < 2 ? 0 : first.lastIndexOf('/', folder - 2) + 1;
    }
  }
  return { folder, widest };
});
