import { type BrotliDecompress, createBrotliDecompress, createGunzip, type Gunzip } from 'node:zlib';
import { type ArchiveError, cutOff, damaged, somethingBehind, wrongChecksum } from '../archive-error.ts';
import { bytesAtOnce, type CompressedInput, type Decompress, type Output } from './codec.ts';

/** Three times as fast as with the default of 16 KiB. */
const CHUNK_BYTES = 256 * 1024;

/**
 * How much of a file is decompressed at once: each time two threads wait for each other, which takes long on a busy machine.
 */
const FILE_BYTES = 64 * 1024;
/** Where a part of a file is damaged, it is read again up to that part and then in parts of so many bytes, one by one. */
const STEPS = [1024, 1];

/** Decompresses gzip, of several members too. Zeros behind the last are padding. */
export const gunzip: Decompress = (input, output) =>
  throughZlib('gzip', () => createGunzip({ chunkSize: CHUNK_BYTES }), input, output);

/** Decompresses brotli. */
export const unbrotli: Decompress = (input, output) =>
  throughZlib('brotli', () => createBrotliDecompress({ chunkSize: CHUNK_BYTES }), input, output);

/**
 * What zlib makes of a part that turns out to be damaged is lost, up to CHUNK_BYTES. So where the input can be read twice,
 * it is, up to that part, which then comes in smaller ones, at last byte by byte.
 */
async function throughZlib(
  format: string,
  create: () => Gunzip | BrotliDecompress,
  input: CompressedInput,
  output: Output,
): Promise<void> {
  let madeBytes = 0;
  /** Passes on what was not passed on before. */
  const unseen = (): Output => {
    let skippedBytes = madeBytes;
    return (bytes) => {
      const skipped = Math.min(bytes.length, skippedBytes);
      skippedBytes -= skipped;
      madeBytes += bytes.length - skipped;
      output(bytes.subarray(skipped));
    };
  };
  const first = input.again === undefined ? bytesAtOnce : () => FILE_BYTES;
  let failure = await decompress(create(), input, first, unseen());
  for (const step of STEPS) {
    const again = failure !== undefined && failure.why !== 'cut' ? input.again?.() : undefined;
    if (!failure || !again) break;
    const { fromByte } = failure;
    const atOnce = ({ bytesTaken }: CompressedInput): number =>
      bytesTaken < fromByte ? Math.min(FILE_BYTES, fromByte - bytesTaken) : step;
    failure = (await decompress(create(), again, atOnce, unseen())) ?? failure;
  }
  if (failure)
    throw ERRORS[failure.why === 'behind' && madeBytes === 0 ? 'damage' : failure.why](
      format,
      failure.fromByte,
    );
}

const ERRORS: Readonly<Record<ZlibFailure['why'], (format: string, at: number) => ArchiveError>> = {
  cut: cutOff,
  damage: damaged,
  checksum: wrongChecksum,
  behind: somethingBehind,
};

/** Why and in which part of the input zlib failed. */
interface ZlibFailure {
  readonly fromByte: number;
  readonly why: 'cut' | 'damage' | 'checksum' | 'behind';
}

/** The messages of zlib that say more than that something is damaged. */
const WHYS: Readonly<Record<string, ZlibFailure['why']>> = {
  'incorrect data check': 'checksum',
  'incorrect length check': 'checksum',
  // Of what follows the first member.
  'incorrect header check': 'behind',
  'unknown compression method': 'behind',
};

/** Decompresses to the end, or to a failure. Throws errors that are not the input's. */
async function decompress(
  zlib: Gunzip | BrotliDecompress,
  input: CompressedInput,
  atOnce: (input: CompressedInput) => number,
  output: Output,
): Promise<ZlibFailure | undefined> {
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
  let fromByte = 0;
  try {
    while (!hasEnded) {
      fromByte = input.bytesTaken;
      const bytes = input.next(atOnce(input));
      if (bytes === undefined) break;
      // One part at a time, because an error discards the output of all parts that are queued. After the end of a brotli
      // stream zlib never calls back, so the end of the stream is awaited as well.
      await Promise.race([written(zlib, bytes), ended]);
    }
    if (hasEnded) return restOf(input);
    zlib.end();
    await ended;
    return undefined;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!/^(?:Z_|ERR__?ERROR_|ERR_BROTLI|ERR_PADDING)/.test(code)) throw error;
    return { fromByte, why: code === 'Z_BUF_ERROR' ? 'cut' : (WHYS[message] ?? 'damage') };
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

/** Returns a failure if anything but zeros follows the end. */
function restOf(input: CompressedInput): ZlibFailure | undefined {
  for (;;) {
    const fromByte = input.bytesTaken;
    const bytes = input.next(CHUNK_BYTES);
    if (bytes === undefined) return undefined;
    if (bytes.some((byte) => byte !== 0)) return { fromByte, why: 'behind' };
  }
}
