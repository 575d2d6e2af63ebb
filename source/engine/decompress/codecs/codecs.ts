import type { Compression } from '../../../input/look/kinds.ts';
import { bunzip2 } from './bzip2.ts';
import type { Decompress } from './codec.ts';
import { unxz } from './xz.ts';
import { gunzip, unbrotli } from './zlib.ts';
import { unzstd } from './zstd.ts';

/** What decompresses each compression. */
export const CODECS: Readonly<Record<Compression, Decompress>> = {
  gzip: gunzip,
  zstd: unzstd,
  bzip2: bunzip2,
  xz: unxz,
  brotli: unbrotli,
};
