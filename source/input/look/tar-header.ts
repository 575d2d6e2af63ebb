/** The size of the blocks that a tar archive consists of. */
export const TAR_BLOCK_BYTES = 512;

const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;
const MAGIC_AT = 257;
const MAGIC = 'ustar';

/** Whether an input begins as a tar archive: with the mark of POSIX or GNU, or, from older programs, a right checksum. */
export function beginsAsTar(head: Uint8Array): boolean {
  let same = 0;
  while (same < MAGIC.length && head[MAGIC_AT + same] === MAGIC.charCodeAt(same)) same++;
  const next = head[MAGIC_AT + MAGIC.length];
  if (same === MAGIC.length && (next === 0 || next === 0x20)) return true;
  if (head.length < TAR_BLOCK_BYTES || head[0] === 0) return false;
  return tarNumber(head, CHECKSUM_AT, CHECKSUM_BYTES) === tarChecksum(head.subarray(0, TAR_BLOCK_BYTES));
}

/** Returns the sum of the bytes of a header, its checksum taken as blanks. */
export function tarChecksum(header: Uint8Array): number {
  let sum = CHECKSUM_BYTES * 0x20;
  for (let at = 0; at < TAR_BLOCK_BYTES; at++) {
    if (at < CHECKSUM_AT || at >= CHECKSUM_AT + CHECKSUM_BYTES) sum += header[at];
  }
  return sum;
}

/** Reads a number: octal digits, or, where the first bit is set, an integer of base 256. Returns -1 for none. */
export function tarNumber(header: Uint8Array, at: number, length: number): number {
  const bytes = header.subarray(at, at + length);
  if ((bytes[0] & 0x80) !== 0) {
    const value = bytes.reduce((sum, byte, i) => (i === 0 ? byte & 0x7f : sum * 256 + byte), 0);
    return Number.isSafeInteger(value) ? value : -1;
  }
  const text = String.fromCharCode(...bytes);
  const digits = /^[ \0]*([0-7]*)[ \0]/.exec(`${text} `)?.[1];
  if (digits === undefined) return -1;
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}
