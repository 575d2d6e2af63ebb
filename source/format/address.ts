import type { Address, LineAddress } from '../pipeline/store/address.ts';
import { formatCount } from './human-format.ts';
import { cutStart, inCells, widthOf } from './text-width.ts';

/** The file that an address is in, of an input of several; without a name it is the only one. */
interface InFile {
  readonly name?: string | undefined;
}

/** Returns `line 1,234  @56,789` or `a.json:1,234  @56,789`: line and byte offset, without a line that is not known. */
export function formatAddress({ line, byteOffset, name }: Address & InFile): string {
  const offset = `@${formatCount(byteOffset)}`;
  if (name !== undefined) return `${name}${line === undefined ? '' : `:${formatCount(line)}`}  ${offset}`;
  return line === undefined ? offset : `line ${formatCount(line)}  ${offset}`;
}

/** Returns `event 5, line 1,234`, or `event 5, a.json:1,234`: the number of a record, and the line on which it begins. */
export function formatRecordTitle(recordNumber: number, { line, name }: LineAddress & InFile): string {
  const place = name === undefined ? `line ${formatCount(line)}` : `${name}:${formatCount(line)}`;
  return `event ${formatCount(recordNumber)}, ${place}`;
}

/** Returns the safe title of a record in exactly `width` cells: of a path without room the end, which has the line. */
export function recordTitleInCells(title: string, width: number, ellipsis: string): string {
  const placeFrom = title.indexOf(', ') + 2;
  const number = title.slice(0, placeFrom);
  const room = Math.max(0, width - widthOf(number));
  return inCells(`${number}${cutStart(title.slice(placeFrom), room, ellipsis)}`, width, ellipsis);
}
