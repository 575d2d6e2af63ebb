import { type BrotliDecompress, createBrotliDecompress, createGunzip, type Gunzip } from 'node:zlib';
import { type ArchiveError, cutOff, damaged, somethingBehind, wrongChecksum } from '../archive-error.ts';
import type { CompressedInput, Decompress, Output } from './codec.ts';

/** Three times as fast as with the default of 16 KiB. */
const CHUNK_BYTES = 256 * 1024;

/**
 * How much of a file is decompressed at once: each time two threads wait for each other, which takes long on a busy machine.
 */
const FILE_BYTES = 64 * 1024;
/** The same of a pipe. A damaged part of it is decompressed byte by byte, at some 20 us each. */
const PIPE_BYTES = 16 * 1024;
/** Where a part of a file is damaged, it is read again up to that part and then in parts of this many bytes, one by one. */
const STEPS = [1024, 1];

/** Decompresses gzip, of several members too. Zeros after the last are padding. */
export const gunzip: Decompress = (input, output) =>
  throughZlib('gzip', () => createGunzip({ chunkSize: CHUNK_BYTES }), input, output);

/** Decompresses brotli. */
export const unbrotli: Decompress = (input, output) =>
  throughZlib('brotli', () => createBrotliDecompress({ chunkSize: CHUNK_BYTES }), input, output);

type Zlib = Gunzip | BrotliDecompress;

/** zlib discards what it makes of a damaged part, so such a part is decompressed again, in smaller ones. */
async function throughZlib(
  format: string,
  create: () => Zlib,
  input: CompressedInput,
  output: Output,
): Promise<void> {
  let madeBytes = 0;
  const counted: Output = (bytes) => {
    madeBytes += bytes.length;
    output(bytes);
  };
  const { again } = input;
  const failure = await (again === undefined
    ? fromPipe(create, input, counted)
    : fromFile(create, input, again, counted));
  if (failure)
    throw ERRORS[failure.why === 'behind' && madeBytes === 0 ? 'damage' : failure.why](
      format,
      failure.fromByte,
    );
}

/** Reads a file again up to the damaged part, which it then passes on in smaller parts, at last byte by byte. */
async function fromFile(
  create: () => Zlib,
  input: CompressedInput,
  again: () => CompressedInput,
  output: Output,
): Promise<ZlibFailure | undefined> {
  const made = new Unseen(output);
  let failure = await decompress(create(), input, () => FILE_BYTES, made.write);
  for (const step of STEPS) {
    if (!failure || failure.why === 'cut') break;
    const { fromByte } = failure;
    const atOnce = ({ bytesTaken }: CompressedInput): number =>
      bytesTaken < fromByte ? Math.min(FILE_BYTES, fromByte - bytesTaken) : step;
    made.makeAgain();
    failure = (await decompress(create(), again(), atOnce, made.write)) ?? failure;
  }
  return failure;
}

/**
 * A pipe cannot be read again, and the state of zlib cannot be kept. So a second zlib decompresses the same bytes, one part
 * behind, and its output is dropped: if the first fails at a part, the second takes that part byte by byte.
 */
async function fromPipe(
  create: () => Zlib,
  input: CompressedInput,
  output: Output,
): Promise<ZlibFailure | undefined> {
  const made = new Unseen(output);
  const behind = create();
  // A stream pauses while no listener takes its data.
  behind.on('data', nothing).on('error', nothing);
  let following: Promise<void> | undefined;
  let part: Uint8Array | undefined;
  const onPart = async (next: Uint8Array): Promise<void> => {
    await following;
    following = part && written(behind, part);
    // The last write is never awaited, and it rejects when `behind` is destroyed.
    following?.catch(nothing);
    part = next;
    made.forget();
  };
  try {
    const failure = await decompress(create(), input, () => PIPE_BYTES, made.write, onPart);
    if (failure === undefined || failure.why === 'cut' || part === undefined) return failure;
    await following;
    made.makeAgain();
    const exact = await decompress(behind, new Part(part, failure.fromByte), () => 1, made.write);
    return exact === undefined || exact.why === 'cut' ? failure : exact;
  } finally {
    behind.destroy();
  }
}

function nothing(): void {}

/** Passes each decompressed byte on once, however often it is made. */
class Unseen {
  private madeBytes = 0;
  private skippedBytes = 0;

  constructor(private readonly output: Output) {}

  readonly write: Output = (bytes) => {
    const skipped = Math.min(bytes.length, this.skippedBytes);
    this.skippedBytes -= skipped;
    this.madeBytes += bytes.length - skipped;
    this.output(bytes.subarray(skipped));
  };

  /** Call it before what was made so far is made once more. */
  makeAgain(): void {
    this.skippedBytes = this.madeBytes;
  }

  /** Call it when what was made so far will not be made again. */
  forget(): void {
    this.madeBytes = 0;
  }
}

/** A part of an input, as an input. */
class Part implements CompressedInput {
  readonly again = undefined;

  /** `bytesTaken`: how many bytes were before it. */
  constructor(
    private bytes: Uint8Array,
    public bytesTaken: number,
  ) {}

  next(most: number): Uint8Array | undefined {
    const taken = this.bytes.subarray(0, most);
    this.bytes = this.bytes.subarray(taken.length);
    this.bytesTaken += taken.length;
    return taken.length === 0 ? undefined : taken;
  }
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

/**
 * Decompresses to the end, or to a failure. `onPart` is called with each part before it is decompressed. Throws errors that
 * are not the input's.
 */
async function decompress(
  zlib: Zlib,
  input: CompressedInput,
  atOnce: (input: CompressedInput) => number,
  output: Output,
  onPart?: (part: Uint8Array) => Promise<void>,
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
      // A copy: the bytes change when the next are asked for, which zlib does not wait for when it fails.
      const part = input.next(atOnce(input))?.slice();
      if (part === undefined) break;
      await onPart?.(part);
      // One part at a time, because an error discards the output of all parts that are queued. After the end of a brotli
      // stream zlib never calls back, so the end of the stream is awaited as well.
      await Promise.race([written(zlib, part), ended]);
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

function written(zlib: Zlib, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    zlib.write(bytes, (error) => (error ? reject(error) : resolve()));
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
