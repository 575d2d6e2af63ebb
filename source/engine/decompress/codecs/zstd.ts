import { ZSTDDecoder } from 'zstddec/stream';
import {
  type ArchiveError,
  cutOff,
  damaged,
  somethingBehind,
  unsupported,
  wrongChecksum,
} from '../archive-error.ts';
import type { Decompress } from './codec.ts';

/** What the package compiles of zstd to WebAssembly. */
interface Zstd {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly malloc: (byteLength: number) => number;
  readonly free: (address: number) => void;
  readonly ZSTD_createDCtx: () => number;
  readonly ZSTD_freeDCtx: (context: number) => number;
  readonly ZSTD_DStreamInSize: () => number;
  readonly ZSTD_DStreamOutSize: () => number;
  /** Returns how many bytes it wants next, 0 at the end of a frame, or an error. */
  readonly ZSTD_decompressStream: (context: number, output: number, input: number) => number;
}

/** An error is the code of it below 0, as a number of 32 bits. */
const LOWEST_ERROR = -200;
const WINDOW_TOO_LARGE = -16;
const UNKNOWN_PREFIX = -10;
const WRONG_CHECKSUM = -22;
const WRONG_DICTIONARY = -32;

/**
 * Decompresses zstd, of several frames too. The package's own stream does not look at errors, and would go on for ever at a
 * damaged byte; so its WebAssembly is called here. A block at a time, since those before a damaged one in the same call
 * would be lost.
 */
export const unzstd: Decompress = async (input, output) => {
  const zstd = await load();
  const { memory, malloc } = zstd;
  const context = zstd.ZSTD_createDCtx();
  const mostIn = zstd.ZSTD_DStreamInSize();
  const mostOut = zstd.ZSTD_DStreamOutSize();
  const inAt = malloc(mostIn);
  const outAt = malloc(mostOut);
  // Two structs: an address, a length and a place.
  const inStruct = malloc(12);
  const outStruct = malloc(12);
  const decompress = (length: number): { wanted: number; taken: number; made: number } => {
    let view = new DataView(memory.buffer);
    for (const [at, values] of [
      [inStruct, [inAt, length, 0]],
      [outStruct, [outAt, mostOut, 0]],
    ] as const)
      for (const [index, value] of values.entries()) view.setUint32(at + index * 4, value, true);
    const wanted = zstd.ZSTD_decompressStream(context, outStruct, inStruct) | 0;
    // The memory may have grown.
    view = new DataView(memory.buffer);
    return {
      wanted,
      taken: view.getUint32(inStruct + 8, true),
      made: view.getUint32(outStruct + 8, true),
    };
  };
  try {
    let wanted = 0;
    let hasMade = false;
    for (;;) {
      const at = input.bytesTaken;
      const bytes = input.next(Math.min(mostIn, Math.max(1, wanted)));
      if (bytes === undefined) break;
      new Uint8Array(memory.buffer).set(bytes, inAt);
      for (let left = bytes.length; ; ) {
        const step = decompress(left);
        if (step.wanted < 0 && step.wanted > LOWEST_ERROR) throw errorOf(step.wanted, at, hasMade);
        wanted = step.wanted;
        hasMade ||= step.made > 0;
        output(new Uint8Array(memory.buffer, outAt, step.made));
        left -= step.taken;
        new Uint8Array(memory.buffer).copyWithin(inAt, inAt + step.taken, inAt + step.taken + left);
        // A full buffer may leave some of a block inside; at the end of a frame, another call would begin the next.
        if (left === 0 && (step.made < mostOut || wanted === 0)) break;
      }
    }
    if (wanted !== 0) throw cutOff('zstd', input.bytesTaken);
  } finally {
    zstd.ZSTD_freeDCtx(context);
    for (const address of [inAt, outAt, inStruct, outStruct]) zstd.free(address);
  }
};

function errorOf(code: number, at: number, hasMade: boolean): ArchiveError {
  if (code === UNKNOWN_PREFIX && hasMade) return somethingBehind('zstd', at);
  if (code === WRONG_CHECKSUM) return wrongChecksum('zstd', at);
  if (code === WINDOW_TOO_LARGE)
    return unsupported('zstd', 'needs a window of more than 128 MiB', 'zstd -dc --long=31');
  if (code === WRONG_DICTIONARY) return unsupported('zstd', 'needs a dictionary', 'zstd -dc -D DICTIONARY');
  return damaged('zstd', at);
}

/** What the package has loaded, which it does once. */
let loaded: Zstd | undefined;

async function load(): Promise<Zstd> {
  class Decoder extends ZSTDDecoder {
    override _init(result: Parameters<ZSTDDecoder['_init']>[0]): void {
      loaded = result.instance.exports as unknown as Zstd;
      super._init(result);
    }
  }
  await new Decoder().init();
  if (loaded === undefined) throw new Error('zstddec has loaded nothing');
  return loaded;
}
