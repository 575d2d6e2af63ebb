/**
 * Seeded files of events for the benchmark: the same arguments give the same bytes on any machine.
 *
 *     node --import tsx benchmark/generate.ts narrow 10000000 PATH
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isMain } from './measure.ts';

/** `named`: narrow, but users are known by a text of 36 characters, as a UUID is. `table`: rows of five cells, as CSV. */
export const SHAPES = ['narrow', 'named', 'wide', 'table'] as const;
export type Shape = (typeof SHAPES)[number];

export interface GeneratedFile {
  readonly shape: Shape;
  readonly events: number;
  /** How many different users the events are of. */
  readonly users: number;
  /** The length of one more key that each record has, in front of the time; none if undefined. */
  readonly extraKeyBytes?: number;
}

/** The lengths of that key which the benchmark compares. */
export const KEY_BYTES = [10, 40, 120] as const;
const KEY_TEXT = 'key_of_an_event_that_a_program_wrote_'.repeat(4);

const SEED = 20_240_710;
const DUPLICATES = 0.05;
const DAMAGED = 0.01;
const FIRST_SECOND = Date.UTC(2024, 5, 1) / 1000;
const DAYS = 30;
const TYPES = ['view', 'click', 'search', 'login', 'logout', 'purchase', 'add_to_cart'];
const PAGES = ['/', '/search', '/cart', '/checkout', '/account', '/product/4711', '/product/4712/reviews'];

/** Uniform numbers from 0 to 1: mulberry32 (Tommy Ettinger, public domain). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Writes the file, a record a line: roughly in the order of time, 5 % duplicates, 1 % damaged in eight ways. */
export function generate({ shape, events, users, extraKeyBytes }: GeneratedFile, path: string): void {
  const random = seededRandom(SEED);
  const file = openSync(path, 'w');
  const recent: string[] = [];
  const extra = extraKeyBytes === undefined ? '' : ` "${KEY_TEXT.slice(0, extraKeyBytes)}": 0,`;
  let made = 0;
  let lines: string[] = shape === 'table' ? ['user_id,event_time,event_type,page,score'] : [];
  for (let event = 0; event < events; event++) {
    let line: string;
    if (recent.length > 0 && random() < DUPLICATES) {
      line = recent[Math.floor(random() * recent.length)];
    } else {
      line = record(shape, event / events, users, random).replace(', "event_time"', `,${extra} "event_time"`);
      recent[made++ % 512] = line;
    }
    const damaged = shape === 'table' ? damageRow : damage;
    lines.push(random() < DAMAGED ? damaged(line, random) : line);
    if (lines.length >= 10_000) {
      writeSync(file, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
}

function record(shape: Shape, progress: number, users: number, random: () => number): string {
  const user = 1 + Math.floor(random() * users);
  const jitter = Math.floor(random() * 600);
  const seconds = FIRST_SECOND + Math.floor(progress * DAYS * 86_400) + jitter;
  const time = new Date(seconds * 1000).toISOString().slice(0, 19);
  const type = TYPES[Math.floor(random() ** 2 * TYPES.length)];
  if (shape === 'table') {
    const page = PAGES[Math.floor(random() * PAGES.length)];
    return `${user},${time}Z,${type},${page},${random().toFixed(3)}`;
  }
  const three = `"user_id": ${shape === 'named' ? nameOf(user) : user}, "event_time": "${time}Z", "event_type": "${type}"`;
  if (shape !== 'wide') return `{${three}}`;
  const page = PAGES[Math.floor(random() * PAGES.length)];
  const id = Math.floor(random() * 0xffffffff)
    .toString(16)
    .padStart(8, '0');
  return (
    `{"id": "${id}-4f2a-4c1b-9d3e-${id}beef", ${three}, "page": "${page}", "referrer": "https://example.com${page}?q=\\u00e9", ` +
    `"duration_ms": ${Math.floor(random() * 9000)}, "mobile": ${random() < 0.5}, "props": {"tags": ["a", "b"], "score": ${random().toFixed(3)}}}`
  );
}

/** Numbers next to each other have names far from each other. */
function nameOf(user: number): string {
  const digits = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f]
    .map((factor) => (Math.imul(user, factor) >>> 0).toString(16).padStart(8, '0'))
    .join('');
  return `"${digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}"`;
}

function damage(line: string, random: () => number): string {
  const ways = [
    () => line.slice(0, line.indexOf('"2024') + 9),
    () => line.slice(0, -1),
    () => line.replace('Z"', 'Z'),
    () => line.replace('"user_id"', '"userid"'),
    () => line.replace(/"event_type": "[a-z_]+"/, '"event_type": null'),
    () => line.replace(/"2024[^"]*"/, '"invalid-timestamp"'),
    () => line.replace(/"2024[^"]*"/, '1720611900'),
    () => line.replace(/"2024[^"]*"/, '"2024-02-30T10:00:00Z"'),
  ];
  return ways[Math.floor(random() * ways.length)]();
}

/** Not with a quote that is never closed: DuckDB then drops other rows too. */
function damageRow(line: string, random: () => number): string {
  const ways = [
    () => line.slice(0, line.lastIndexOf(',')),
    () => `${line},1`,
    () => line.replace(/^\d+/, ''),
    () => line.replace(/,2024[^,]*/, ',invalid-timestamp'),
    () => line.replace(/,2024[^,]*/, ',1720611900'),
    () => line.replace(/,2024[^,]*/, ',2024-02-30T10:00:00Z'),
  ];
  return ways[Math.floor(random() * ways.length)]();
}

if (isMain(import.meta.url)) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { users: { type: 'string' } },
  });
  const [shape, events, path] = positionals;
  const known = SHAPES.find((name) => name === shape);
  if (known === undefined || !(Number(events) > 0) || path === undefined) {
    console.error(`usage: generate.ts ${SHAPES.join('|')} EVENTS PATH [--users N]`);
    process.exitCode = 2;
  } else {
    generate({ shape: known, events: Number(events), users: Number(values.users ?? 500_000) }, path);
  }
}
