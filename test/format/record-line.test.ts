import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membersOnLine, recordMembers } from '../../source/format/record-line.ts';
import { check } from '../helpers/check.ts';

function line(text: string, ...leftOut: string[]): string {
  return membersOnLine(recordMembers(text), new Set(leftOut));
}

describe('a record on one line', () => {
  it('has its values after their keys, without those that have a column', () => {
    expect(line('{"user_id":7,"page":"/p/677", "ms" : 4145}', 'user_id')).toBe('page=/p/677 ms=4145');
  });

  it('has numbers and strings as they are written, and says where a string ends', () => {
    expect(
      line('{"id":12345678901234567890,"a":1.0,"b":"two words","c":"","d":"x=y","e":"\\u0041\\n"}'),
    ).toBe('id=12345678901234567890 a=1.0 b="two words" c="" d="x=y" e="\\u0041\\n"');
  });

  it('has objects and lists without the white space between their parts', () => {
    expect(line('{"a": {"b": [1, 2,\n {"c": "d e"}], "f": null}, "g": [ ], "h": true}')).toBe(
      'a={"b":[1,2,{"c":"d e"}],"f":null} g=[] h=true',
    );
  });

  it('has the last value of a key that is there twice, and quotes an odd key', () => {
    expect(line('{"a":1,"b c":2,"a":3}')).toBe('a=3 "b c"=2');
  });

  it('has what there is of a record that is cut off, and nothing of a text that is no record', () => {
    expect(line('{"a":1,"b":"xy')).toBe('a=1 b="xy');
    expect(line('{"a":1,"b":{"c":[1,')).toBe('a=1 b={"c":[1,');
    for (const text of ['', '[1]', '{', '{"a"', '{"a":', '{a:1}', 'null'])
      expect(line(text)).toMatch(/^(a=)?$/);
  });

  it('has a limited length, however long the record', () => {
    expect(line(`{"a":"${'x y'.repeat(100_000)}"}`).length).toBeLessThanOrEqual(2000);
  });

  it('finds the members that JSON.parse finds', () => {
    check(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 1, 3), (record, indent) => {
        const members = recordMembers(JSON.stringify(record, undefined, indent));
        const parsed = JSON.parse(JSON.stringify(record));
        expect(Object.fromEntries(members.map(({ key, value }) => [key, JSON.parse(value)]))).toEqual(parsed);
      }),
      200,
    );
  });
});
