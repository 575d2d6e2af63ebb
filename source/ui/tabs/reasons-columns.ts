import { formatCount } from '../../format/human-format.ts';

/** A column of the list of reasons, without the blanks around it. */
export interface ReasonsColumn {
  readonly name: 'name' | 'records' | 'ofRejected' | 'ofAll' | 'places';
  readonly header: string;
  readonly width: number;
  readonly right?: true;
}

/** The blanks on either side of a cell. */
const BLANKS = 2;

/** The share of the screen that the name takes at least if there is room for bars. */
const NAME_SHARE = 0.36;

/** With fewer cells, bars would show nothing. */
const LEAST_BARS = 10;
const COLUMNS_WITH_SHARE_OF_ALL = 100;

/**
 * Returns the columns that a screen `columns` wide has room for, from left to right: together as wide as that.
 * `rejected`: how many rejections are listed; `widest`: the cells of the widest name.
 */
export function reasonsColumns(columns: number, rejected: number, widest: number): readonly ReasonsColumn[] {
  const digits = formatCount(rejected);
  const records = numbers('records', 'records', digits.length);
  const ofRejected = numbers('ofRejected', `of ${digits}`, 6);
  const ofAll = numbers('ofAll', 'of all', 6);
  const counted = columns < COLUMNS_WITH_SHARE_OF_ALL ? [records, ofRejected] : [records, ofRejected, ofAll];
  const shared = columns - cellsOf(counted) - 2 * BLANKS;
  const name = Math.max(Math.floor(columns * NAME_SHARE), Math.min(widest, shared - LEAST_BARS));
  const room = shared - name;
  if (room >= LEAST_BARS) {
    return [
      { name: 'name', header: 'reason', width: name },
      ...counted,
      { name: 'places', header: cutHeader('where in the file', room), width: room },
    ];
  }
  const leastName = Math.max(18, Math.min(widest, columns - cellsOf([records]) - BLANKS));
  const few =
    columns - cellsOf([records, ofRejected]) - BLANKS >= leastName ? [records, ofRejected] : [records];
  return [{ name: 'name', header: 'reason', width: columns - cellsOf(few) - BLANKS }, ...few];
}

function numbers(name: ReasonsColumn['name'], header: string, leastWidth: number): ReasonsColumn {
  return { name, header, width: Math.max(header.length, leastWidth), right: true };
}

function cellsOf(columns: readonly ReasonsColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width + BLANKS, 0);
}

function cutHeader(header: string, width: number): string {
  return header.length > width ? 'where' : header;
}
