/** The polynomial of gzip (RFC 1952), reversed. */
const POLYNOMIAL = 0xedb88320;

/** By byte: what it does to the checksum. Made when first needed, because making it takes a millisecond. */
let table: Int32Array | undefined;

function newTable(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
    return sum;
  });
}

/**
 * Returns the CRC-32 of bytes that follow those with the checksum `before`, 0 for none. Node has one in its zlib only since
 * 20.15.
 */
export function crc32(bytes: Uint8Array, before: number): number {
  table ??= newTable();
  let sum = ~before;
  for (let i = 0; i < bytes.length; i++) sum = (sum >>> 8) ^ table[(sum ^ bytes[i]) & 0xff];
  return ~sum >>> 0;
}
