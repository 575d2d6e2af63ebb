import { describe, expect, it } from 'vitest';
import { notesBeside } from '../../../source/explorer/file-view/notes.ts';
import { rowsFrom } from '../../../source/explorer/file-view/screen-rows.ts';
import { fileOf, rowSource } from '../../helpers/original-files.ts';

const DETAIL = "'bad_ts' is no date";

function notes(content: string, width: number, detail: string | undefined = DETAIL): (string | undefined)[] {
  const file = fileOf(content);
  const { rows } = rowsFrom(rowSource(file, width), 0, 50);
  return [...notesBeside(rows, width, () => detail)];
}

const pretty = '{\n "user_id": 10,\n "event_time": "bad_ts",\n "event_type": "view"\n}\n';
const oneLine = '{"user_id": 10, "event_time": "bad_ts", "event_type": "view"}\n';

describe('the note of a rejected record', () => {
  it('is beside its first row, with the detail once that is known', () => {
    const note = "← event 1: invalid ISO-8601: 'bad_ts' is no date";
    expect(notes(pretty, 100)).toEqual([note, undefined, undefined, undefined, undefined]);
    expect(notes(oneLine, 120)).toEqual([note]);
    expect(notes(pretty, 100, '')[0]).toBe('← event 1: invalid ISO-8601: ');
  });

  it('is shorter where there is less room', () => {
    expect(notes(pretty, 40)[0]).toBe('← event 1: invalid ISO-8601');
    expect(notes(pretty, 24)[0]).toBe('← invalid ISO-8601');
  });

  it('is beside a later row where the first is full', () => {
    expect(notes(oneLine, 45)).toEqual([undefined, '← event 1: invalid ISO-8601']);
  });

  it('never hides text of the file where there is no room', () => {
    expect(notes(oneLine, 62)).toEqual([undefined]);
  });

  it('appears once for each record, beside no other', () => {
    const valid = '{"user_id": 1, "event_time": "2024-07-10", "event_type": "view"}\n';
    expect(notes(oneLine + valid + oneLine, 120).map((note) => note?.slice(0, 9))).toEqual([
      '← event 1',
      undefined,
      '← event 3',
    ]);
  });
});
