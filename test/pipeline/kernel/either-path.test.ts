import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { outcomeOf } from '../../helpers/outcome.ts';

/** What a byte may be changed to: all that means something in JSON, and some that does not. */
const MEANINGFUL = [...'{}[]",:\\ 0-9.eZTtu\n\r\t\0é'];

const SHAPES = [
  '{"user_id": 12, "event_time": "2024-07-10T10:00:00Z", "event_type": "view"}',
  '{"user_id":"u-7","event_time":"2024-02-29 23:59:59.123+02:00","event_type":"a_rather_long_event_type"}',
  '{ "a" : {"user_id": {}, "b": [[], {"c": null}, "x\\u00e9\\n"]} , "event_type": "é", "user_id": "0123x", "event_time": "2024-W28-3"}',
  '{"user_id": 1, "event_time": "2024-07-10", "event_type": "view", "\\u0075ser_id": 2, "d": {"\\u0061": 3}}',
  '{"n": [-1.5e+3, 0, true, false], "event_time": "2024-07-10T10:00:00", "user_id": 1234567890, "event_type": "", "user_id": "+12a", "z": {}}',
  '{"user_id": -12, "event_time": "2024-07-10T10:00:00Z", "event_type": -5.0e1, "x": [NaN, -Infinity, Infinity]}',
  '{"user_id": "u\\u00e9\\/7", "event_time": "2024-07-10T10:00:00Z", "event_type": "a\\/\\u0062\\ud800"}',
  '{"user_id": 900719925474099312, "event_type": true, "event_time": "2024-07-10T10:00:00Z", "y": NaN}',
  '{\n  "user_id": 1234567,\n  "event_time": "0001-01-01T00:00:00Z",\n  "event_type": "view",\n  "list": [\n    1,\n    {}\n  ]\n}',
];

describe.each(SHAPES)('what is made of %j by changing one byte', (shape) => {
  /** Every change lies between two whole records: the kernel has cached the shape when it arrives at each. */
  function changed(change: (at: number, byte: string) => string): Uint8Array {
    const texts: string[] = [];
    for (let at = 0; at <= shape.length; at++) {
      for (const byte of MEANINGFUL) texts.push(shape, change(at, byte));
    }
    return encodeUtf8(texts.join('\n'));
  }

  it.each([
    ['put in', (at: number, byte: string) => shape.slice(0, at) + byte + shape.slice(at)],
    [
      'put in place of another',
      (at: number, byte: string) => shape.slice(0, at) + byte + shape.slice(at + 1),
    ],
    ['put in place of two', (at: number, byte: string) => shape.slice(0, at) + byte + shape.slice(at + 2)],
    ['taken out', (at: number) => shape.slice(0, at) + shape.slice(at + 1)],
  ])('has the same result on either path: %s', (_, change) => {
    const bytes = changed(change);
    expect(outcomeOf(bytes)).toEqual(outcomeOf(bytes, { paths: 'slow' }));
  });
});

it.each([[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf0, 0x9f], [0xc0, 0x80]])(
  'bytes that are not UTF-8 have the same result on either path, wherever they are: %s %s %s',
  (...bad) => {
    const texts = SHAPES.flatMap((shape) => {
      const bytes = encodeUtf8(`${shape}\n`);
      return Array.from(bytes, (_, at) => [...bytes.subarray(0, at), ...bad, ...bytes.subarray(at)]);
    });
    const bytes = Uint8Array.from(texts.flat());
    expect(outcomeOf(bytes)).toEqual(outcomeOf(bytes, { paths: 'slow' }));
  },
);

describe('records of the same members in changing order, style and number', () => {
  it('have the same result on either path', () => {
    const members = [
      '"user_id": 5',
      '"event_time": "2024-07-10T10:00:00Z"',
      '"event_type": "view"',
      '"a": {"b": 1, "user_id": "x"}',
      '"c": []',
    ];
    const texts: string[] = [];
    for (let i = 0; i < 5000; i++) {
      const turned = members
        .map((_, place) => members[(place * (1 + (i % 4)) + i) % 5])
        .slice(0, 3 + (i % 3));
      const text = `{${turned.join(['', ' ', '\n  ', '\t'][(i % 7) >> 1].padStart(1, ','))}}`;
      texts.push(i % 11 < 5 ? text : text.replaceAll(': ', ':'));
    }
    const bytes = encodeUtf8(texts.join('\n'));
    const outcome = outcomeOf(bytes);
    expect(outcome).toEqual(outcomeOf(bytes, { paths: 'slow' }));
    expect(outcome.events.length).toBeGreaterThan(500);
  });
});
