/** What input looks like that holds no JSON object, and what to do about it. */
export interface Likeness {
  readonly like: string;
  readonly advice: string;
}

const DECOMPRESS = 'decompress it and pipe it in, as with zcat FILE |';

const MAGIC: readonly { readonly bytes: readonly number[]; readonly likeness: Likeness }[] = [
  { bytes: [0x1f, 0x8b], likeness: { like: 'it looks like gzip', advice: DECOMPRESS } },
  {
    bytes: [0x28, 0xb5, 0x2f, 0xfd],
    likeness: { like: 'it looks like zstd', advice: 'decompress it and pipe it in, as with zstdcat FILE |' },
  },
  {
    bytes: [0x42, 0x5a, 0x68],
    likeness: { like: 'it looks like bzip2', advice: 'decompress it and pipe it in, as with bzcat FILE |' },
  },
  {
    bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
    likeness: { like: 'it looks like xz', advice: 'decompress it and pipe it in, as with xzcat FILE |' },
  },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    likeness: { like: 'it looks like zip', advice: 'unpack it, and read a file in it' },
  },
  {
    bytes: [0x50, 0x41, 0x52, 0x31],
    likeness: { like: 'it looks like Parquet', advice: 'convert it to JSON Lines first' },
  },
  {
    bytes: [0xff, 0xfe],
    likeness: {
      like: 'it looks like UTF-16',
      advice: 'convert it to UTF-8, as with iconv -f UTF-16 -t UTF-8',
    },
  },
  {
    bytes: [0xfe, 0xff],
    likeness: {
      like: 'it looks like UTF-16',
      advice: 'convert it to UTF-8, as with iconv -f UTF-16 -t UTF-8',
    },
  },
];

/** Says what the head of an input that holds no JSON object looks like. */
export function looksLike(head: Uint8Array): Likeness {
  for (const { bytes, likeness } of MAGIC) if (bytes.every((byte, i) => head[i] === byte)) return likeness;
  if (head.subarray(0, 4096).includes(0)) {
    return { like: 'it looks like binary data', advice: 'read a file of JSON objects' };
  }
  const text = new TextDecoder().decode(head.subarray(0, 4096)).trimStart();
  const [line = ''] = text.split('\n');
  if (text.startsWith('<'))
    return { like: 'it looks like HTML or XML', advice: 'fetch the file itself, not a page about it' };
  if (/^"(?:[^"\\]|\\.)*\{/.test(line))
    return {
      like: 'it looks like JSON in strings',
      advice: 'unpack the strings first, as with jq -c fromjson',
    };
  const separator = [',', ';', '\t', '|'].find((character) => line.split(character).length > 2);
  if (separator !== undefined)
    return { like: 'it looks like a table', advice: 'convert it to JSON Lines first' };
  return { like: 'it looks like text', advice: 'read a file of JSON objects, {"user_id": …} each' };
}
