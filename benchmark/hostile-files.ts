import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dataFile, fingerprint, madeFile, USERS } from './data-files.ts';

/** One file that is made to be slow to read. */
export interface HostileFile {
  readonly name: string;
  readonly bytes: number;
  /** Writes about so many bytes. */
  readonly write: (write: (text: string) => void, bytes: number) => void;
}

const BLOCK_CHARACTERS = 1 << 20;
const EVENT = '"user_id": 7, "event_time": "2024-06-01T00:00:00Z", "event_type": "view"';
const DEEP = 1_000_000;

/** Ordinary events in unusual forms first, then what no one writes but to do harm. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  {
    name: 'one-line array',
    bytes: 82e6,
    write: (write) => writeJoined(write, ordinaryLines(), ['[', ', ', ']']),
  },
  {
    name: 'one-line array, 1 % of it damaged',
    bytes: 82e6,
    write: (write) => writeJoined(write, allLines(), ['[', ', ', ']']),
  },
  {
    name: 'pretty-printed array',
    bytes: 115e6,
    write: (write) => {
      const printed = ordinaryLines().map((line) => JSON.stringify(JSON.parse(line), undefined, 4));
      writeJoined(write, printed, ['[\n', ',\n', '\n]\n']);
    },
  },
  { name: '`{"` again and again', bytes: 100e6, write: (write, bytes) => repeat(write, '{"', bytes / 2) },
  { name: '`{` again and again', bytes: 30e6, write: (write, bytes) => repeat(write, '{', bytes) },
  {
    name: 'a quote never closed, no line feeds',
    bytes: 100e6,
    write: (write, bytes) => {
      write('{"user_id": "');
      repeat(write, 'x', bytes);
    },
  },
  {
    name: 'a quote never closed, 80 bytes a line',
    bytes: 100e6,
    write: (write, bytes) => {
      write('{"user_id": "');
      repeat(write, `${'x'.repeat(79)}\n`, bytes / 80);
    },
  },
  {
    name: 'a quote never closed in each line',
    bytes: 100e6,
    write: (write, bytes) => repeat(write, '{"user_id": "7, "event_time": "2024\n', bytes / 37),
  },
  {
    name: 'nesting, 1M deep',
    bytes: 100e6,
    write: (write, bytes) => {
      const depth = Math.min(DEEP, bytes / 8);
      for (let record = 0; record < Math.max(1, bytes / (6 * depth)); record++) {
        repeat(write, '{"a":', depth);
        write('1');
        repeat(write, '}', depth);
        write('\n');
      }
    },
  },
  {
    name: 'one record, valid, a long string in it',
    bytes: 1e9,
    write: (write, bytes) => {
      write(`{${EVENT}, "pad": "`);
      repeat(write, 'x', bytes);
      write('"}\n');
    },
  },
  {
    name: 'one record, invalid, braces in it',
    bytes: 1e9,
    write: (write, bytes) => {
      write(`{${EVENT}, "pad": [`);
      repeat(write, '{}:', bytes / 3);
      write(']}\n');
    },
  },
];

/** The path of the file, made now if it is not there; `scale` of 1 is its full size. */
export function hostileFile(file: HostileFile, scale: number): string {
  const bytes = file.bytes * scale;
  const name = file.name.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  const place = HOSTILE_FILES.indexOf(file);
  return madeFile(
    `hostile-${place}-${name}-${bytes}-${fingerprint('hostile-files.ts')}.json`,
    bytes,
    (path) => {
      const descriptor = openSync(path, 'w');
      file.write((text) => writeSync(descriptor, text), bytes);
      closeSync(descriptor);
    },
  );
}

/** Text repeated, whole blocks at a time: a file of one character would else be a write a byte. */
function repeat(write: (text: string) => void, text: string, count: number): void {
  const perBlock = Math.max(1, Math.floor(BLOCK_CHARACTERS / text.length));
  const block = text.repeat(perBlock);
  let left = Math.floor(count);
  for (; left >= perBlock; left -= perBlock) write(block);
  write(text.repeat(left));
}

function writeJoined(
  write: (text: string) => void,
  lines: readonly string[],
  [open, between, close]: readonly [string, string, string],
): void {
  write(open);
  for (let from = 0; from < lines.length; from += 10_000) {
    write(`${from === 0 ? '' : between}${lines.slice(from, from + 10_000).join(between)}`);
  }
  write(close);
}

function allLines(): string[] {
  const path = dataFile({ shape: 'narrow', events: 1_000_000, users: USERS });
  return readFileSync(path, 'utf8').trimEnd().split('\n');
}

/** Those that are JSON, as damage to one changes what the next ones are in an array. */
function ordinaryLines(): string[] {
  return allLines().filter((line) => {
    try {
      JSON.parse(line);
      return true;
    } catch {
      return false;
    }
  });
}
