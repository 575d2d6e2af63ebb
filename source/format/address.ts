import type { Address, LineAddress } from '../pipeline/store/address.ts';
import { formatCount } from './human-format.ts';

/** Returns `line 1,234  @56,789`: line and byte offset; the offset alone if the line is not known. */
export function formatAddress({ line, byteOffset }: Address): string {
  const offset = `@${formatCount(byteOffset)}`;
  return line === undefined ? offset : `line ${formatCount(line)}  ${offset}`;
}

/** Returns `event 5, line 1,234`: the number of a record among all records, and the line on which it begins. */
export function formatRecordTitle(recordNumber: number, { line }: LineAddress): string {
  return `event ${formatCount(recordNumber)}, line ${formatCount(line)}`;
}
