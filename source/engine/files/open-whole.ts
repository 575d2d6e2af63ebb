import { readFailureOf } from '../../pipeline/scan/read-failure.ts';
import type { FileOpening, FilesInput, TextAnswer } from './files-input.ts';

/** No more than this of one small archive is held: what has more is read alone. */
const MOST_TEXT_BYTES = 256 * 1024 * 1024;
const FIRST_BYTES = 256 * 1024;

/** Opens a small archive and reads all of its text, for a thread of a pool that waits for it. */
export async function openWhole(
  { files }: FilesInput,
  number: number,
  opening: FileOpening,
): Promise<TextAnswer> {
  let bytes = new Uint8Array(FIRST_BYTES);
  let length = 0;
  try {
    const { source } = await opening.open(files[number]);
    try {
      for (;;) {
        if (length === bytes.length) bytes = grown(bytes);
        const count = await source.read(bytes.subarray(length));
        if (count === 0) return { text: bytes.slice(0, length), failure: undefined };
        length += count;
      }
    } finally {
      await source.close();
    }
  } catch (error) {
    return { text: bytes.slice(0, length), failure: readFailureOf(error, length) };
  }
}

function grown(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (bytes.length >= MOST_TEXT_BYTES) {
    throw new Error(`more than ${MOST_TEXT_BYTES} bytes are compressed in it; read it alone`);
  }
  const larger = new Uint8Array(2 * bytes.length);
  larger.set(bytes);
  return larger;
}
