import type { Compression, Signature, Unreadable } from './kinds.ts';
import { DOCUMENT_SIGNATURES } from './zip-documents.ts';

/** How compressed inputs begin. */
export const COMPRESSION_SIGNATURES: readonly {
  readonly signature: Signature;
  readonly compression: Compression;
}[] = [
  // 8: deflate, the only method there is.
  { signature: { bytes: '\x1f\x8b\x08' }, compression: 'gzip' },
  { signature: { bytes: '\x28\xb5\x2f\xfd' }, compression: 'zstd' },
  // Frames to be skipped, which some tools write first; \x50 to \x5f.
  ...Array.from({ length: 16 }, (_, low) => ({
    signature: { bytes: `${String.fromCharCode(0x50 + low)}\x2a\x4d\x18` },
    compression: 'zstd' as const,
  })),
  // The level, then the beginning of a block or of the end.
  ...Array.from({ length: 9 }, (_, level) => [
    { signature: { bytes: `BZh${level + 1}1AY&SY` }, compression: 'bzip2' as const },
    { signature: { bytes: `BZh${level + 1}\x17\x72\x45\x38\x50\x90` }, compression: 'bzip2' as const },
  ]).flat(),
  { signature: { bytes: '\xfd7zXZ\x00' }, compression: 'xz' },
];

const HERE = '| event-sessions-tui';

/** How inputs begin that cannot be read, and what to do about them. The first that fits counts. */
export const UNREADABLE_SIGNATURES: readonly (Unreadable & {
  /** All of them are there. */
  readonly signatures: readonly Signature[];
})[] = [
  ...DOCUMENT_SIGNATURES,
  { what: 'an empty zip archive', help: 'pack it again', signatures: [{ bytes: 'PK\x05\x06' }] },
  {
    what: 'a part of a zip archive in several files',
    help: 'join them first: zip -s 0 {} --out whole.zip',
    signatures: [{ bytes: 'PK\x07\x08' }],
  },
  {
    what: 'a 7-Zip archive',
    help: `read what is in it: 7z x -so {} ${HERE}`,
    signatures: [{ bytes: "7z\xbc\xaf'\x1c" }],
  },
  {
    what: 'a RAR archive',
    help: `read what is in it: unrar p -inul {} ${HERE}`,
    signatures: [{ bytes: 'Rar!\x1a\x07' }],
  },
  {
    what: 'compressed with lz4',
    help: `decompress it: lz4 -dc {} ${HERE}`,
    signatures: [{ bytes: '\x04\x22\x4d\x18' }],
  },
  {
    what: 'compressed with compress',
    help: `decompress it: zcat {} ${HERE}`,
    signatures: [{ bytes: '\x1f\x9d' }],
  },
  {
    what: 'compressed with lzip',
    help: `decompress it: lzip -dc {} ${HERE}`,
    signatures: [{ bytes: 'LZIP' }],
  },
  {
    what: 'compressed with lzop',
    help: `decompress it: lzop -dc {} ${HERE}`,
    signatures: [{ bytes: '\x89LZO\x00' }],
  },
  {
    what: 'compressed with LZMA',
    help: `decompress it: xz -dc --format=lzma {} ${HERE}`,
    signatures: [{ bytes: '\x5d\x00\x00' }],
  },
  {
    what: 'compressed with Snappy',
    help: `decompress it: snzip -dc {} ${HERE}`,
    signatures: [{ bytes: '\xff\x06\x00\x00sNaPpY' }],
  },
  {
    what: 'an encrypted Parquet file',
    help: 'decrypt it with the program that wrote it',
    signatures: [{ bytes: 'PARE' }],
  },
  {
    what: 'an Arrow or Feather file',
    help: `convert it: python3 -c "import sys, pyarrow.feather as f; f.read_feather(sys.argv[1]).to_json(sys.stdout, orient='records', lines=True, date_format='iso')" {} ${HERE}`,
    signatures: [{ bytes: 'ARROW1\x00\x00' }],
  },
  {
    what: 'an old Feather file',
    help: `convert it: python3 -c "import sys, pyarrow.feather as f; f.read_feather(sys.argv[1]).to_json(sys.stdout, orient='records', lines=True, date_format='iso')" {} ${HERE}`,
    signatures: [{ bytes: 'FEA1' }],
  },
  {
    what: 'an Arrow stream',
    help: `convert it: python3 -c "import sys, pyarrow as a; a.ipc.open_stream(sys.argv[1]).read_pandas().to_json(sys.stdout, orient='records', lines=True, date_format='iso')" {} ${HERE}`,
    signatures: [{ bytes: '\xff\xff\xff\xff' }, { bytes: '\x00\x00', at: 6 }],
  },
  {
    what: 'an Avro file',
    help: `convert it: avro-tools tojson {} ${HERE}`,
    signatures: [{ bytes: 'Obj\x01' }],
  },
  {
    what: 'an ORC file',
    help: `convert it: orc-contents {} ${HERE}`,
    signatures: [{ bytes: 'ORC' }, { bytes: '\x00', within: 512 }],
  },
  {
    what: 'an SQLite database',
    help: `write its table as JSON: sqlite3 -json {} 'SELECT * FROM events' ${HERE}`,
    signatures: [{ bytes: 'SQLite format 3\x00' }],
  },
  {
    what: 'a DuckDB database',
    help: `write its table as JSON: duckdb -json {} 'FROM events' ${HERE}`,
    // What follows is a version in eight bytes: text may have these four letters here.
    signatures: [
      { bytes: 'DUCK', at: 8 },
      { bytes: '\x00\x00\x00\x00\x00\x00', at: 14 },
    ],
  },
  {
    what: 'a PostgreSQL dump',
    help: 'restore it and write its table as JSON: psql -c "COPY (SELECT to_json(e) FROM events e) TO STDOUT"',
    signatures: [{ bytes: 'PGDMP' }],
  },
  {
    what: 'an old Office document (xls, doc)',
    help: 'save its table as CSV',
    signatures: [{ bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' }],
  },
  {
    what: 'a PDF document',
    help: 'name the file of the events themselves',
    signatures: [{ bytes: '%PDF-' }],
  },
  ...[
    [{ bytes: '\x89PNG\r\n\x1a\n' }],
    [{ bytes: '\xff\xd8\xff' }],
    [{ bytes: 'GIF87a' }],
    [{ bytes: 'GIF89a' }],
    [{ bytes: 'RIFF' }, { bytes: 'WEBP', at: 8 }],
    [{ bytes: 'II*\x00' }],
    [{ bytes: 'MM\x00*' }],
    [{ bytes: 'ftypheic', at: 4 }],
    [{ bytes: 'ftypavif', at: 4 }],
  ].map((signatures) => ({ what: 'an image', help: 'name the file of the events themselves', signatures })),
  ...[
    // OpenPGP: a session key for a password, or for a key of 2048 or 4096 bits, or of an elliptic curve.
    '\x8c\x0d\x04',
    '\x85\x01\x0c\x03',
    '\x85\x02\x0c\x03',
    '\x84\x5e\x03',
    '-----BEGIN PGP MESSAGE-----',
    'age-encryption.org/v1',
    '-----BEGIN AGE ENCRYPTED FILE-----',
    'Salted__',
    '$ANSIBLE_VAULT;',
  ].map((bytes) => ({
    what: 'encrypted',
    help: 'decrypt it with the program that encrypted it, and pipe the result in',
    signatures: [{ bytes }],
  })),
  {
    what: 'a Git LFS pointer, not the file itself',
    help: 'fetch the file: git lfs pull --include {}',
    signatures: [{ bytes: 'version https://git-lfs.github.com/spec/' }],
  },
  {
    what: 'a program',
    help: 'name the file of the events themselves',
    signatures: [{ bytes: '\x7fELF' }],
  },
  {
    what: 'a Python pickle',
    help: 'load it in Python and write it with json.dump(events, file, default=str)',
    signatures: [{ bytes: '\x80' }, { bytes: '\x95', at: 2 }],
  },
];

/** Whether the signature is there. */
export function matchesAt(head: Uint8Array, { bytes, at = 0, within = 1 }: Signature): boolean {
  const last = Math.min(at + within, head.length - bytes.length + 1);
  for (let from = at; from < last; from++) {
    let same = 0;
    while (same < bytes.length && head[from + same] === bytes.charCodeAt(same)) same++;
    if (same === bytes.length) return true;
  }
  return false;
}
