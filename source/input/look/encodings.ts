/** Byte-order marks. The longer first: that of UTF-32 begins with that of UTF-16. */
const MARKS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** How many bytes are looked at for zeros. */
const COUNTED_BYTES = 4096;

/**
 * For an encoding without a byte-order mark: the share of the bytes at each place of a character of four bytes that must
 * be zero, at least or at most. JSON has its punctuation in ASCII whatever language its strings are in.
 */
const ZEROS: readonly (readonly [encoding: string, least: readonly number[], most: readonly number[]])[] = [
  ['utf-32le', [0, 0, 0.98, 0.98], [0.01, 1, 1, 1]],
  ['utf-32be', [0.98, 0.98, 0, 0], [1, 1, 1, 0.01]],
  ['utf-16le', [0, 0.3, 0, 0.3], [0.02, 1, 0.02, 1]],
  ['utf-16be', [0.3, 0, 0.3, 0], [1, 0.02, 1, 0.02]],
];

/** Returns UTF-16 or UTF-32 if the first bytes say so, by a byte-order mark or by their zeros; else undefined. */
export function encodingOf(head: Uint8Array): string | undefined {
  const marked = MARKS.find(
    ([encoding, bytes]) => bytes.every((byte, at) => head[at] === byte) && mayBeIn(encoding, head),
  );
  if (marked !== undefined) return marked[0];
  const characters = Math.min(head.length, COUNTED_BYTES) >> 2;
  if (characters === 0) return undefined;
  const zeros = [0, 0, 0, 0];
  for (let at = 0; at < characters * 4; at++) if (head[at] === 0) zeros[at & 3]++;
  const shares = zeros.map((count) => count / characters);
  return ZEROS.find(([, least, most]) =>
    shares.every((share, place) => share >= least[place] && share <= most[place]),
  )?.[0];
}

/** UTF-16 whose first character is a zero begins with the mark of UTF-32; its characters would have too large numbers. */
function mayBeIn(encoding: string, head: Uint8Array): boolean {
  if (!encoding.startsWith('utf-32')) return true;
  const view = new DataView(head.buffer, head.byteOffset, Math.min(head.length, COUNTED_BYTES) & ~3);
  let tooLarge = 0;
  for (let at = 0; at < view.byteLength; at += 4)
    if (view.getUint32(at, encoding.endsWith('le')) > 0x10ffff) tooLarge++;
  // A few are damage.
  return 8 * tooLarge <= view.byteLength;
}

/** Returns the name of an encoding as the platform has it: `UTF_16LE` and `utf16le` are `utf-16le`. */
export function normalName(encoding: string): string {
  return encoding
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^utf(?=\d)/, 'utf-');
}
