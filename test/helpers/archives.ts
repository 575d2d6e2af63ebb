import { execFileSync } from 'node:child_process';
import { brotliCompressSync } from 'node:zlib';
import { COMPRESSIONS, type Compression } from '../../source/input/look/kinds.ts';

/** The tools that make the archives of the tests; brotli is made by Node. */
const TOOLS: Readonly<Record<Exclude<Compression, 'brotli'>, readonly string[]>> = {
  gzip: ['gzip', '-c'],
  zstd: ['zstd', '-q', '-c'],
  bzip2: ['bzip2', '-c'],
  xz: ['xz', '-c', '-T1'],
};

/** The compressions that archives can be made of here: those whose tool is installed. */
export const AVAILABLE: readonly Compression[] = COMPRESSIONS.filter((compression) => {
  try {
    compressed(new Uint8Array(0), compression);
    return true;
  } catch {
    return false;
  }
});

/** Those of them whose content shows what they are, and whether they are damaged. */
export const WITH_CHECKSUM = AVAILABLE.filter((compression) => compression !== 'brotli');

/** Compresses with the real tool. */
export function compressed(bytes: Uint8Array, compression: Compression): Uint8Array {
  if (compression === 'brotli') return brotliCompressSync(bytes);
  const [tool, ...args] = TOOLS[compression];
  return execFileSync(tool, args, { input: bytes, maxBuffer: 1024 ** 3, stdio: ['pipe', 'pipe', 'ignore'] });
}

/** Arrays of bytes one after the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
