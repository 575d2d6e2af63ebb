import type { Address, LineAddress } from '../pipeline/store/address.ts';
import { formatCount } from './human-format.ts';

/** `line 1,234  @56,789`: line and byte offset; the offset alone where the line is not known. */
export function formatAddress({ line, byteOffset }: Address): string {
  const offset = `@${formatCount(byteOffset)}`;
  return line === undefined ? offset : `line ${formatCount(line)}  ${offset}`;
}

/** `event 5, line 1,234`: a record by its number among all records, and where it begins. */
export function formatRecordTitle(recordNumber: number, { line }: LineAddress): string {
  return `event ${formatCount(recordNumber)}, line ${formatCount(line)}`;
}
