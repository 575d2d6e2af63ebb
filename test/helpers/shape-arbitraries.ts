import * as fc from 'fast-check';
import { Input } from './arbitraries.ts';

/** A way to put the texts of records into a container, and the path at which they are then. */
export interface ShapeKind {
  readonly name: string;
  readonly records: string;
  /** Whether a line feed between tokens may be put into records. */
  readonly isText?: boolean;
  write(texts: readonly string[]): string;
}

const asString = (text: string): string => JSON.stringify(text);

/** Containers of the kinds of spec section 14, each as some writer has it. */
export const SHAPE_KINDS: readonly ShapeKind[] = [
  { name: 'one line', records: 'Records', write: (texts) => `{"Records": [${texts.join(', ')}]}` },
  {
    name: 'a page of an API',
    records: 'data',
    write: (texts) =>
      `{\n  "status": "ok",\n  "links": [{"rel": "x"}],\n  "data": [\n    ${texts.join(',\n    ')}\n  ],\n  "next": {"a": [1, "]}"]}\n}\n`,
  },
  {
    name: 'deep, with keys on both sides',
    records: 'hits.hits',
    write: (texts) =>
      `{"took":1,"hits":{"total":{"value":2},"hits":[${texts.join(',')}],"max":1.5},"x":null}`,
  },
  {
    name: 'several arrays on the way',
    records: 'a[].b[].c[]',
    write: (texts) =>
      `{"a":[{"r":{"k":1},"b":[{"c":[${texts.slice(0, 2).join(',')}]},{"c":[]}]},\n{"b":[{"s":"}","c":[${texts.slice(2).join(',\n')}]}]}]}`,
  },
  {
    name: 'an envelope a line',
    records: 'batch',
    write: (texts) => texts.map((text) => `{"batch": [${text}], "sent": "x"}\n`).join(''),
  },
  {
    name: 'keyed, in lines',
    records: 'events.*',
    write: (texts) =>
      `{\n "v": 1,\n "events": {\n${texts.map((text, i) => `  "-k${i}": ${text.replaceAll('\n', '\n    ')}`).join(',\n')}\n },\n "users": {"a": {"name": "b"}}\n}\n`,
  },
  {
    name: 'keyed, on one line',
    records: '*',
    write: (texts) => `{${texts.map((text, i) => `"k${i}":${text}`).join(',')}}`,
  },
  {
    name: 'a key of a line',
    records: 'log!',
    isText: true,
    write: (texts) => texts.map((text) => `{"log": ${asString(`${text}\n`)}, "stream": "stdout"}\n`).join(''),
  },
  { name: 'strings in lines', records: '!', isText: true, write: (texts) => texts.map(asString).join('\n') },
];

const EVENT_TEXTS = [
  (i: number) => `{"user_id": ${i % 3}, "event_time": "2024-05-03T09:0${i % 10}:00Z", "event_type": "open"}`,
  (i: number) =>
    `{"user_id": "u${i % 4}", "tags": ["]", {"a": "}"}], "event_time": "2024-05-03T1${i % 10}:00:00+02:00", "event_type": "x\\"y"}`,
  (i: number) =>
    `{\n      "user_id": "ana",\n      "event_time": "2024-05-0${1 + (i % 9)}T09:00:00Z",\n      "event_type": "buy"\n    }`,
  () => '{"user_id": null, "event_time": "yesterday", "event_type": 5}',
  () => '{"event_time": "2024-05-03", "batch": [{"sku": 1}], "data": []}',
];

/** Texts of records, of which most are events. */
export const recordTexts: fc.Arbitrary<readonly string[]> = fc.array(
  fc
    .integer({ min: 0, max: 99 })
    .map((i) => EVENT_TEXTS[i % 10 < 4 ? 0 : i % 10 < 6 ? 1 : i % 10 < 8 ? 2 : i % 2 ? 3 : 4](i)),
  { minLength: 1, maxLength: 9 },
);

const DAMAGE = [
  '',
  '',
  '{',
  '}',
  '[',
  ']',
  '"',
  '\n',
  ',',
  ':',
  '\\',
  '}}',
  ']}',
  '{"',
  '\n{',
  ' x ',
  '"k":',
  '\0',
];

interface Damage {
  readonly place: number;
  readonly removed: number;
  readonly put: string;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.constantFrom(0, 0, 1, 1, 2, 7, 40),
  put: fc.constantFrom(...DAMAGE),
});

/** A container of some kind, and the path of its records. */
export interface ShapedInput {
  readonly input: Input;
  readonly records: string;
}

/** Containers that something happened to, at up to `most` places. */
export function shapedInput(most: number): fc.Arbitrary<ShapedInput> {
  return fc
    .record({
      kind: fc.constantFrom(...SHAPE_KINDS),
      texts: recordTexts,
      second: fc.boolean(),
      damages: fc.array(damage, { maxLength: most }),
    })
    .map(({ kind, texts, second, damages }) => {
      let text = kind.write(texts) + (second ? `\n${kind.write(texts.slice(1))}` : '');
      for (const { place, removed, put } of damages) {
        const at = Math.floor(place * text.length);
        text = text.slice(0, at) + put + text.slice(at + removed);
      }
      return { input: new Input(new TextEncoder().encode(text)), records: kind.records };
    });
}

/** What containers, records and damage are made of, each mostly at the beginning of a line. */
const PARTS = [
  ...[
    '\n',
    '\n',
    '{"data": [',
    '{"data": [\n',
    '{"data": []}',
    '{"data":\n',
    '{"data": {"k":\n',
    '{"data": {"k": ',
  ],
  ...['{"a" 5 "x": [', '{"a": 1, "x": [', '{"a": 1, "x": {"y":', '{"user_id": "e", 5 "t": [1,'],
  ...['"z', ']', '}', ']}', '}}', ',', '"q": 1', '  ', `{"data": ${asString(EVENT_TEXTS[0](1))}}`],
  ...[EVENT_TEXTS[0](0), EVENT_TEXTS[0](2), `,${EVENT_TEXTS[1](1)}`],
];

/** Parts of containers in any order: envelopes that damaged records have taken with them are among them. */
export const heapedShape: fc.Arbitrary<ShapedInput> = fc
  .record({
    parts: fc.array(fc.constantFrom(...PARTS), { maxLength: 24 }),
    records: fc.constantFrom('data', 'data.*', 'data!', '*', '!', 'data[].x'),
  })
  .map(({ parts, records }) => ({ input: new Input(new TextEncoder().encode(parts.join(''))), records }));
