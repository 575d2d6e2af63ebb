import { describe, expect, it } from 'vitest';
import { RecordMarks, recordNumbered } from '../../../source/explorer/file-view/record-marks.ts';
import { recordsAt } from '../../helpers/original-files.ts';

// Events 1, 2, 4 and 5 are valid; 3 and 6 are rejected and five bytes long.
const records = recordsAt([10, 20, 30, 40, 50, 60]);
const marks = new RecordMarks(records);

describe('records by place', () => {
  it.each([
    [0, 10, undefined],
    [10, 10, 10],
    [11, 20, 10],
    [30, 30, 30],
    [31, 40, 30],
    [60, 60, 60],
    [61, undefined, 60],
  ])('from byte %i on the first begins at %s, and the last up to it at %s', (byteOffset, first, last) => {
    expect(marks.firstStart(byteOffset)).toBe(first);
    expect(marks.lastStart(byteOffset)).toBe(last);
  });

  it('find the record that a byte lies in, valid or rejected', () => {
    expect(marks.recordAt(9)).toBeUndefined();
    expect(marks.recordAt(29)).toEqual({ kind: 'event', index: 1, recordNumber: 2, byteOffset: 20, line: 1 });
    expect(marks.recordAt(32)).toEqual({
      kind: 'rejection',
      index: 0,
      recordNumber: 3,
      byteOffset: 30,
      byteLength: 5,
      line: 1,
      reason: 1,
    });
  });

  it('know where a rejected record ends', () => {
    expect([29, 30, 34, 35].map((at) => marks.rejectionAround(at)?.recordNumber)).toEqual([
      undefined,
      3,
      3,
      undefined,
    ]);
  });

  it('find the next and the previous rejected record', () => {
    expect([0, 30, 31, 61].map((at) => marks.nextFault(at)?.byteOffset)).toEqual([30, 30, 60, undefined]);
    expect([30, 31, 60, 99].map((at) => marks.previousFault(at)?.byteOffset)).toEqual([
      undefined,
      30,
      30,
      60,
    ]);
  });

  it('find a record by its number', () => {
    expect(
      [0, 1, 2, 3, 4, 5, 6, 7].map((recordNumber) => recordNumbered(records, recordNumber)?.byteOffset),
    ).toEqual([undefined, 10, 20, 30, 40, 50, 60, undefined]);
  });

  it('are empty before any record is known', () => {
    const none = new RecordMarks(undefined);
    expect([none.firstStart(0), none.recordAt(5), none.nextFault(0), none.rejectionAround(0)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
