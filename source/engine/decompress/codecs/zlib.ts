import { type BrotliDecompress, createBrotliDecompress, createGunzip, type Gunzip } from 'node:zlib';
import { cutOff, damaged } from '../archive-error.ts';
import { bytesAtOnce, type CompressedInput, type Decompress, type Output } from './codec.ts';

/** Three times as fast as with the default of 16 KiB. */
const CHUNK_BYTES = 256 * 1024;

/** Decompresses gzip, of several members too. Zeros behind the last are padding. */
export const gunzip: Decompress = (input, output) =>
  throughZlib('gzip', createGunzip({ chunkSize: CHUNK_BYTES }), input, output);

/** Decompresses brotli. */
export const unbrotli: Decompress = (input, output) =>
  throughZlib('brotli', createBrotliDecompress({ chunkSize: CHUNK_BYTES }), input, output);

async function throughZlib(
  format: string,
  zlib: Gunzip | BrotliDecompress,
  input: CompressedInput,
  output: Output,
): Promise<void> {
  zlib.on('data', output);
  let hasEnded = false;
  const ended = new Promise<void>((resolve, reject) => {
    zlib.on('error', reject);
    zlib.on('end', () => {
      hasEnded = true;
      resolve();
    });
  });
  ended.catch(() => undefined);
  try {
    while (!hasEnded) {
      const bytes = input.next(bytesAtOnce(input));
      if (bytes === undefined) break;
      // A chunk at a time: an error would take what the chunks before it gave with it. Where zlib takes no more, as
      // behind the end of a brotli stream, it calls nobody back.
      await Promise.race([written(zlib, bytes), ended]);
    }
    if (hasEnded) return checkPadding(format, input);
    zlib.end();
    await ended;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !/^(?:Z_|ERR__?ERROR_|ERR_BROTLI|ERR_PADDING)/.test(code)) throw error;
    throw code === 'Z_BUF_ERROR' ? cutOff(format, input.bytesTaken) : damaged(format, input.bytesTaken);
  } finally {
    zlib.destroy();
  }
}

function written(zlib: Gunzip | BrotliDecompress, bytes: Uint8Array): Promise<void> {
  // A copy: the bytes change when the next are asked for, which zlib does not wait for when it fails.
  return new Promise((resolve, reject) => {
    zlib.write(bytes.slice(), (error) => (error ? reject(error) : resolve()));
  });
}

/** Throws if anything but zeros follows. */
function checkPadding(format: string, input: CompressedInput): void {
  for (;;) {
    const at = input.bytesTaken;
    const bytes = input.next(CHUNK_BYTES);
    if (bytes === undefined) return;
    if (bytes.some((byte) => byte !== 0)) throw damaged(format, at);
  }
}
