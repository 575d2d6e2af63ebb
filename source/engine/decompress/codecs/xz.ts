import xzDecompress from 'xz-decompress';
import { cutOff, damaged, somethingBehind, unsupported } from '../archive-error.ts';
import { bytesAtOnce, type Decompress } from './codec.ts';

/** What the package compiles of XZ Embedded to WebAssembly. */
interface Xz {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly create_context: () => number;
  readonly destroy_context: (context: number) => void;
  readonly supply_input: (context: number, byteLength: number) => void;
  readonly get_next_output: (context: number) => number;
}

/** The fields of a context, as numbers of 32 bits. */
const BUFFER_BYTES = 0;
const IN_ADDRESS = 1;
const IN_AT = 2;
const IN_BYTES = 3;
const OUT_ADDRESS = 4;
const OUT_AT = 5;
const FIELDS = 6;

const OK = 0;
const STREAM_END = 1;
/** The dictionary is larger than the memory for it. */
const NO_MEMORY = [3, 4];
/** What follows does not begin as a stream does. */
const NO_XZ = 5;
/** A filter or a check that is not in this build. */
const OTHER_OPTIONS = 6;

/**
 * Decompresses xz, of several streams too. The package's stream forgets what it has decompressed when it comes to a damaged
 * byte; so its WebAssembly is called here.
 */
export const unxz: Decompress = async (input, output) => {
  const xz = await load();
  const { memory } = xz;
  const context = xz.create_context();
  const field = (index: number): number => new Uint32Array(memory.buffer, context, FIELDS)[index];
  const mostBytes = field(BUFFER_BYTES);
  let hasMade = false;
  /** Returns whether the last stream has ended. */
  const decompress = (length: number, at: number): boolean => {
    xz.supply_input(context, length);
    for (;;) {
      const result = xz.get_next_output(context);
      const made = field(OUT_AT);
      hasMade ||= made > 0;
      output(new Uint8Array(memory.buffer, field(OUT_ADDRESS), made));
      new Uint32Array(memory.buffer, context, FIELDS)[OUT_AT] = 0;
      if (result === STREAM_END) return true;
      if (result === NO_XZ && hasMade) throw somethingBehind('xz', at);
      if (NO_MEMORY.includes(result))
        throw unsupported('xz', 'needs a dictionary of more than 64 MiB', 'xz -dc');
      if (result === OTHER_OPTIONS)
        throw unsupported('xz', 'has a filter or a check that is not known here', 'xz -dc');
      if (result !== OK && length > 0) throw damaged('xz', at);
      if (field(IN_AT) === field(IN_BYTES) && made < mostBytes) return false;
    }
  };
  try {
    for (;;) {
      const at = input.bytesTaken;
      const bytes = input.next(Math.min(mostBytes, bytesAtOnce(input)));
      if (bytes === undefined) {
        // Another stream could have followed: only without more bytes is this the end.
        if (decompress(0, at)) return;
        throw cutOff('xz', at);
      }
      new Uint8Array(memory.buffer).set(bytes, field(IN_ADDRESS));
      decompress(bytes.length, at);
    }
  } finally {
    xz.destroy_context(context);
  }
};

async function load(): Promise<Xz> {
  // Parts of the package that its types leave out.
  const loader = xzDecompress.XzReadableStream as unknown as {
    _getModuleInstance(): Promise<void>;
    _moduleInstance: { readonly exports: Xz };
  };
  await loader._getModuleInstance();
  return loader._moduleInstance.exports;
}
