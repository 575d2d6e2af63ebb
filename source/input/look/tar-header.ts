/** The size of the blocks that a tar archive consists of. */
export const TAR_BLOCK_BYTES = 512;

/** The fields of a header (POSIX 1003.1): where each begins, and how many bytes it has. */
const FIELDS = {
  name: [0, 100],
  size: [124, 12],
  modified: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 6],
  prefix: [345, 155],
} as const satisfies Readonly<Record<string, readonly [at: number, length: number]>>;

const MAGIC = 'ustar';

/** Returns the bytes of a field. */
export function tarField(header: Uint8Array, field: keyof typeof FIELDS): Uint8Array {
  const [at, length] = FIELDS[field];
  return header.subarray(at, at + length);
}

/** Whether an input begins as a tar archive: with the mark of POSIX or GNU, or, from older programs, a right checksum. */
export function beginsAsTar(head: Uint8Array): boolean {
  let same = 0;
  const magic = tarField(head, 'magic');
  while (same < MAGIC.length && magic[same] === MAGIC.charCodeAt(same)) same++;
  const next = magic[MAGIC.length];
  if (same === MAGIC.length && (next === 0 || next === 0x20)) return true;
  if (head.length < TAR_BLOCK_BYTES || head[0] === 0) return false;
  return hasRightChecksum(head.subarray(0, TAR_BLOCK_BYTES));
}

/** Whether the checksum of a header is the sum of its bytes, those of the checksum itself taken as blanks. */
export function hasRightChecksum(header: Uint8Array): boolean {
  const [from, length] = FIELDS.checksum;
  let sum = length * 0x20;
  for (let at = 0; at < TAR_BLOCK_BYTES; at++) {
    if (at < from || at >= from + length) sum += header[at];
  }
  return sum === tarNumber(header, 'checksum');
}

/** Reads a number: octal digits, or, where the first bit is set, an integer of base 256. Returns -1 for none. */
export function tarNumber(header: Uint8Array, field: keyof typeof FIELDS): number {
  const bytes = tarField(header, field);
  if ((bytes[0] & 0x80) !== 0) {
    const value = bytes.reduce((sum, byte, i) => (i === 0 ? byte & 0x7f : sum * 256 + byte), 0);
    return Number.isSafeInteger(value) ? value : -1;
  }
  const text = String.fromCharCode(...bytes);
  const digits = /^[ \0]*([0-7]*)[ \0]/.exec(`${text} `)?.[1];
  if (digits === undefined) return -1;
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}
