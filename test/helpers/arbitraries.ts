import * as fc from 'fast-check';
import { eventTime, eventTree, eventType, returningEvent, user } from './event-arbitraries.ts';
import type { Tree } from './json-arbitraries.ts';
import { timeFormat, timeInSomeFormat } from './time-arbitraries.ts';

/** Input for the pipeline, shown as text where a property fails. */
export class Input {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  [fc.toStringMethod](): string {
    return `Buffer.from(${JSON.stringify(Buffer.from(this.bytes).toString('latin1'))}, 'latin1')`;
  }
}

/** The settings that matter to extraction and sessions, small enough to matter to small inputs. */
export const settings = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ gapSeconds: fc.constantFrom(1, 60, 1799, 1800, 86_400, 31_536_000) }) },
  { weight: 2, arbitrary: fc.record({ maxRecordBytes: fc.integer({ min: 60, max: 400 }) }) },
  { weight: 1, arbitrary: fc.record({ maxRecordBytes: fc.integer({ min: 1, max: 60 }) }) },
);

/** Sorted places in an input, as shares of its length. */
export const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

export function cutsAt(shares: readonly number[], length: number): number[] {
  return shares.map((share) => Math.floor(share * length)).sort((a, b) => a - b);
}

/** How the text of an event is laid out. */
interface Layout {
  /** Spaces per level; undefined: the whole event on one line. */
  readonly indent: number | undefined;
  readonly lineEnd: string;
  readonly afterColon: string;
  readonly afterComma: string;
}

const layout: fc.Arbitrary<Layout> = fc.record({
  indent: fc.constantFrom(undefined, undefined, 0, 1, 2, 4),
  lineEnd: fc.constantFrom('\n', '\n', '\r\n'),
  afterColon: fc.constantFrom(' ', ' ', ' ', '', '\t', '  '),
  afterComma: fc.constantFrom(' ', ' ', ''),
});

function write(tree: Tree, style: Layout, level: number): string {
  if (typeof tree === 'string') return tree;
  const { indent, lineEnd, afterColon, afterComma } = style;
  const lineAt = (depth: number) =>
    indent === undefined ? '' : lineEnd + ' '.repeat((level + depth) * indent);
  const separator = `,${indent === undefined ? afterComma : lineAt(1)}`;
  const parts =
    'elements' in tree
      ? tree.elements.map((element) => write(element, style, level + 1))
      : tree.members.map(([key, value]) => `${key}:${afterColon}${write(value, style, level + 1)}`);
  const [open, close] = 'elements' in tree ? '[]' : '{}';
  return parts.length === 0 ? open + close : open + lineAt(1) + parts.join(separator) + lineAt(0) + close;
}

/** The text around and between the events of a file. */
interface Frame {
  readonly before: string;
  readonly between: string;
  readonly after: string;
  readonly level: number;
}

const frames: readonly Frame[] = [
  { before: '', between: '\n', after: '\n', level: 0 },
  { before: '', between: '\n', after: '', level: 0 },
  { before: '', between: '\r\n', after: '\r\n', level: 0 },
  { before: '', between: '', after: '', level: 0 },
  { before: '[', between: ',', after: ']', level: 0 },
  { before: '[', between: ', ', after: ']\n', level: 0 },
  { before: '[', between: ',\n ', after: ']\n', level: 0 },
  { before: '[\n', between: ',\n', after: '\n]\n', level: 0 },
  { before: '[\n  ', between: ',\n  ', after: '\n]\n', level: 1 },
  { before: '[\r\n    ', between: ',\r\n    ', after: '\r\n]\r\n', level: 1 },
  { before: '# events\n', between: '\n-- 8< --\n', after: '\nEOF', level: 0 },
  { before: 'data: "', between: '"\ndata: "', after: '"', level: 0 },
  { before: 'INFO {a=1} ', between: ' {}\nINFO {b} x={ "', after: ' {\n', level: 0 },
  { before: '// { "note"\n', between: ' } {  \n  "', after: ' // {}', level: 1 },
  { before: '{"data": [', between: ',\n', after: ']}\n', level: 1 },
];

/** A file of events in one of the shapes people have them in, none of it damaged. */
export const tidyInput: fc.Arbitrary<Input> = fc
  .record({
    events: fc.array(eventTree, { maxLength: 10, size: 'max' }),
    style: layout,
    frame: fc.constantFrom(...frames),
    byteOrderMark: fc.constantFrom('', '', '', '\ufeff'),
  })
  .map(({ events, style, frame, byteOrderMark }) => {
    const texts = events.map((event) => write(event, style, frame.level));
    return new Input(bytesOf(byteOrderMark + frame.before + texts.join(frame.between) + frame.after));
  });

const asLines: Layout = { indent: undefined, lineEnd: '\n', afterColon: ' ', afterComma: ' ' };

function inLines(events: readonly Tree[]): Input {
  return new Input(bytesOf(events.map((event) => `${write(event, asLines, 0)}\n`).join('')));
}

function eventOf(userId: Tree, time: Tree, type: Tree): Tree {
  return {
    members: [
      ['"user_id"', userId],
      ['"event_time"', time],
      ['"event_type"', type],
    ],
  };
}

/** Files in which one of the three values takes every form, and the others do not. */
export const manyUsers = fc
  .array(user, { maxLength: 25, size: 'max' })
  .map((users) => inLines(users.map((userId) => eventOf(userId, '"2024-07-10T10:00:00Z"', '"view"'))));
export const manyTimes = fc
  .array(eventTime, { maxLength: 25, size: 'max' })
  .map((times) => inLines(times.map((time) => eventOf('1', time, '"view"'))));
/** Files of times in many formats, with settings of how to read them. */
export const manyFormats = fc.record({
  input: fc
    .array(timeInSomeFormat, { maxLength: 25, size: 'max' })
    .map((times) => inLines(times.map((time) => eventOf('1', time, '"view"')))),
  settings: fc.record({
    timeFormat,
    assumeTz: fc.constantFrom('UTC', 'UTC', 'Europe/Berlin', 'America/New_York'),
    year: fc.constantFrom(undefined, 2023, 2024),
    yearEndsAtMonth: fc.constantFrom(undefined, 2, 11),
  }),
});
export const manyTypes = fc
  .array(eventType, { maxLength: 25, size: 'max' })
  .map((types) => inLines(types.map((type) => eventOf('1', '"2024-07-10T10:00:00Z"', type))));

/** Files of some length, to fill tables and to sort. */
export const longInput: fc.Arbitrary<Input> = fc
  .array(returningEvent, { maxLength: 1000, size: 'max' })
  .map(inLines);

/** Events with ids of their own, which are those of other users too: of some users no event is kept. */
export const inputWithIds: fc.Arbitrary<Input> = fc
  .array(fc.tuple(fc.nat(9), fc.nat(50), fc.constantFrom('view', 'click'), fc.nat(30)), {
    maxLength: 80,
    size: 'max',
  })
  .map((events) =>
    events.map(([user, minute, type, id]) => {
      const time = new Date(Date.UTC(2024, 6, 10, 22, minute)).toISOString();
      return `{"user_id": "u${user}", "event_time": "${time}", "event_type": "${type}", "id": ${id}}`;
    }),
  )
  .map((lines) => new Input(bytesOf(lines.join('\n'))));

/** The text of one event, on one line. */
export const eventOnOneLine: fc.Arbitrary<string> = fc
  .record({ event: eventTree, style: layout })
  .map(({ event, style }) => write(event, { ...style, indent: undefined }, 0));

/** One thing that can go wrong with the bytes of a file. */
interface Damage {
  readonly kind: 'delete' | 'insert' | 'replace' | 'duplicate' | 'transpose' | 'cut';
  /** Where, as a share of the bytes it can happen to. */
  readonly place: number;
  /** Whether it happens to a byte that JSON gives a meaning. */
  readonly structural: boolean;
  readonly length: number;
  readonly bytes: Uint8Array;
}

const STRUCTURAL_BYTES = bytesOf('{}[]":,\\\n');

const badBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'{}[]":,\\\n').map(bytesOf) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('\0', '\r\n', ' ', '\n{', '":', '{"', '\ufeff', '\v', 'NaN', '\\u', '00')
      .map(bytesOf),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom([0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf0, 0x9f])
      .map((b) => Uint8Array.from(b)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 3 }) },
);

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('delete', 'delete', 'insert', 'insert', 'replace', 'duplicate', 'transpose', 'cut'),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  structural: fc.boolean(),
  length: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.nat({ max: 40 }) }),
  bytes: badBytes,
});

function damaged(bytes: Uint8Array, { kind, place, structural, length, bytes: bad }: Damage): Uint8Array {
  const candidates = [...bytes.keys()].filter((at) => !structural || STRUCTURAL_BYTES.includes(bytes[at]));
  const at = candidates[Math.floor(place * (candidates.length - 1))] ?? 0;
  const [before, here, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  switch (kind) {
    case 'delete':
      return joined(before, after);
    case 'insert':
      return joined(before, bad, here, after);
    case 'replace':
      return joined(before, bad, after);
    case 'duplicate':
      return joined(before, here, here, after);
    case 'transpose':
      return joined(before, after.subarray(0, length), here, after.subarray(length));
    case 'cut':
      return before;
  }
}

/** A file of events, with some damage or none. */
export const messyInput: fc.Arbitrary<Input> = fc
  .record({ input: tidyInput, damages: fc.array(damage, { maxLength: 5, size: 'max' }) })
  .map(({ input, damages }) => new Input(damages.reduce(damaged, input.bytes)));

/** The bytes of a line with some damage, and nothing added or lost after its line feed. */
export function damagedLine(line: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  return fc
    .record({ line, damages: fc.array(damage, { minLength: 1, maxLength: 4, size: 'max' }) })
    .map(({ line, damages }) => damages.reduce(damaged, bytesOf(line)));
}

const FRAGMENTS = [
  ...['{"a":', '"a"', '\n{', '\n {', '{}', '[{', '},{', '1}', '":"', '\ufeff', 'x{', 'x {"', '{ \n "'],
];

/** Strings of the few bytes that extraction looks at. */
export const structuralInput: fc.Arbitrary<Input> = fc
  .array(
    fc.oneof(
      { weight: 10, arbitrary: fc.constantFrom(...'{}[]":,\\ \na1') },
      {
        weight: 3,
        arbitrary: fc.constantFrom(...FRAGMENTS),
      },
      { weight: 1, arbitrary: fc.constantFrom('\r', '\t', '\v', '\0', '\\"', '\\\n', '{"a":1}') },
    ),
    { maxLength: 60, size: 'max' },
  )
  .map((parts) => new Input(bytesOf(parts.join(''))));

/** Anything that may replace a line of a file. */
export const badLine: fc.Arbitrary<Uint8Array> = fc.oneof(
  structuralInput.map(({ bytes }) => bytes),
  messyInput.map(({ bytes }) => bytes),
  fc.uint8Array({ maxLength: 40 }),
);

/**
 * Returns the UTF-8 of a text in which U+DC80 to U+DCFF represent the bytes 0x80 to 0xFF themselves (as in PEP 383), so
 * that a text can express what is not UTF-8.
 */
export function bytesOf(text: string): Uint8Array {
  const parts = text.split(/([\udc80-\udcff]+)/u);
  return joined(
    ...parts.map((part, i) =>
      i % 2 === 0
        ? new TextEncoder().encode(part)
        : Uint8Array.from(part, (unit) => unit.charCodeAt(0) & 0xff),
    ),
  );
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
