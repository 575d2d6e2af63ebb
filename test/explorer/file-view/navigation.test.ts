import { describe, expect, it } from 'vitest';
import {
  fileGrew,
  goToEnd,
  goToLine,
  goToReject,
  goToStart,
  lineFound,
  moveBy,
  openAt,
  originalResized,
  page,
  rowsSeen,
  windowRead,
} from '../../../source/explorer/file-view/navigation.ts';
import {
  type FileKnown,
  type FileTransition,
  newOriginal,
} from '../../../source/explorer/file-view/original-state.ts';
import { RecordMarks } from '../../../source/explorer/file-view/record-marks.ts';
import { LineIndex } from '../../../source/pipeline/store/line-index.ts';
import { fileOf, wholeWindow, windowOf } from '../../helpers/original-files.ts';
import { OriginalReader } from '../../helpers/original-reader.ts';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');
const event = (user: number, time = '2024-07-10') =>
  `{"user_id": ${user}, "event_time": "${time}", "event_type": "view"}`;

const start = (reader: OriginalReader): OriginalReader => reader.do(goToStart);

const twenty = (height: number) => start(new OriginalReader(fileOf(lines(20)), 40, height));

describe('the cursor', () => {
  it('scrolls the screen when it leaves it, and no sooner', () => {
    const reader = twenty(3);
    expect(reader.do((s, f) => moveBy(s, 2, f)).screen).toEqual(['  line 1', '  line 2', '> line 3']);
    expect(reader.do((s, f) => moveBy(s, 1, f)).screen).toEqual(['  line 2', '  line 3', '> line 4']);
    expect(reader.do((s, f) => moveBy(s, -2, f)).screen).toEqual(['> line 2', '  line 3', '  line 4']);
    expect(reader.do((s, f) => moveBy(s, -9, f)).screen).toEqual(['> line 1', '  line 2', '  line 3']);
  });

  it('keeps its row of the screen when paging, and moves on alone at the ends', () => {
    const reader = twenty(6).do((s, f) => moveBy(s, 1, f));
    expect(reader.do((s, f) => page(s, 1, f)).screen.slice(0, 2)).toEqual(['  line 7', '> line 8']);
    expect(reader.do((s, f) => page(s, 0.5, f)).screen.slice(0, 2)).toEqual(['  line 10', '> line 11']);
    expect(reader.do((s, f) => page(s, 1, f)).screen).toEqual([
      '  line 15',
      '  line 16',
      '> line 17',
      '  line 18',
      '  line 19',
      '  line 20',
    ]);
    expect(reader.do((s, f) => page(s, 1, f)).screen.at(-1)).toBe('> line 20');
    expect(reader.do((s, f) => page(s, -4, f)).screen[0]).toBe('> line 1');
  });

  it('lands a third of the way down after a far jump, and does not scroll for a near one', () => {
    const reader = twenty(6);
    expect(reader.do((s, f) => openAt(s, fileOf(lines(11)).bytes.length + 2, f)).screen.slice(0, 3)).toEqual([
      '  line 10',
      '  line 11',
      '> line 12',
    ]);
    expect(reader.do((s, f) => openAt(s, s.topByteOffset, f)).screen[0]).toBe('> line 10');
  });

  it('goes to the start and to the end, where the screen stays full', () => {
    const reader = twenty(3).do(goToEnd);
    expect(reader.screen).toEqual(['  line 18', '  line 19', '> line 20']);
    expect(reader.do(goToStart).screen).toEqual(['> line 1', '  line 2', '  line 3']);
  });

  it('works on a screen of one row and in an empty file', () => {
    expect(twenty(1).do((s, f) => moveBy(s, 5, f)).screen).toEqual(['> line 6']);
    const empty = start(new OriginalReader(fileOf(''), 40, 5));
    expect(empty.do((s, f) => page(s, 1, f)).do(goToEnd).screen).toEqual([]);
  });
});

describe('while bytes are waited for', () => {
  const file = fileOf(lines(300_000));
  const known: FileKnown = {
    sizeBytes: file.bytes.length,
    indexedBytes: file.bytes.length,
    marks: file.marks,
  };

  it('moves add up and are made when the bytes come', () => {
    const [opened, need] = openAt(newOriginal(40, 5), 1_000_000, known);
    const [moved, none] = moveBy(opened, 30, known);
    const [back] = moveBy(moved, -10, known);
    expect(none).toBeUndefined();
    if (need?.kind !== 'readWindow') throw new Error('nothing is read');
    const [late] = windowRead(back, windowOf(file, need.fromByteOffset, need.toByteOffset), known);
    const prompt = new OriginalReader(file, 40, 5)
      .do((s, f) => openAt(s, 1_000_000, f))
      .do((s, f) => moveBy(s, 20, f));
    expect(late.cursorByteOffset).toBe(prompt.state.cursorByteOffset);
  });

  it('bytes for a place that was left again are dropped', () => {
    const [opened, first] = openAt(newOriginal(40, 5), 2_000_000, known);
    const [left, second] = openAt(opened, 10, known);
    if (first?.kind !== 'readWindow' || second?.kind !== 'readWindow') throw new Error('nothing is read');
    const late = windowOf(file, first.fromByteOffset, first.toByteOffset);
    expect(windowRead(left, late, known)).toEqual([left, undefined]);
    const [there] = windowRead(left, windowOf(file, second.fromByteOffset, second.toByteOffset), known);
    expect(there.cursorByteOffset).toBe(10);
  });
});

describe('the place', () => {
  it('survives a resize: the cursor stays on its byte, in its row where there is one', () => {
    const content = Array.from({ length: 50 }, (_, index) => `${index} ${'x'.repeat(100)}\n`).join('');
    const reader = new OriginalReader(fileOf(content), 40, 12).do((s, f) => openAt(s, 2000, f));
    for (const [width, height] of [
      [7, 3],
      [200, 40],
      [1, 1],
      [40, 12],
    ]) {
      reader.do((s, f) => originalResized(s, width, height, f));
      expect(reader.state.cursorByteOffset).toBe(2000);
      expect(reader.screen.filter((row) => row.startsWith('> '))).toHaveLength(1);
    }
  });

  it('survives records that are found above and in it, and the cursor stays on the screen', () => {
    const file = fileOf(`[${Array.from({ length: 50 }, (_, user) => event(user)).join(',')}]`);
    const window = wholeWindow(file);
    const size = { sizeBytes: file.bytes.length, indexedBytes: 0 };
    const unknown: FileKnown = { ...size, marks: new RecordMarks(undefined) };
    const [waiting] = openAt(newOriginal(100, 6), 1000, unknown);
    const [moved] = moveBy(windowRead(waiting, window, unknown)[0], 9, unknown);
    const [state] = fileGrew(moved, { ...size, marks: file.marks });
    expect(state.topByteOffset).toBe(moved.topByteOffset);
    const rows = rowsSeen(state, { ...size, marks: file.marks });
    expect(rows).toHaveLength(6);
    expect(state.cursorByteOffset).toBe(rows[5].byteOffset);
  });

  it('at the end of what has come is followed by more bytes when these come', () => {
    const file = fileOf(lines(20));
    const marks = new RecordMarks(undefined);
    const part: FileKnown = { sizeBytes: 14, indexedBytes: 14, marks };
    const all: FileKnown = { sizeBytes: file.bytes.length, indexedBytes: file.bytes.length, marks };
    const [waiting] = openAt(newOriginal(40, 4), 0, part);
    const [state] = windowRead(waiting, windowOf(file, 0, 14), part);
    expect(rowsSeen(state, part)).toHaveLength(2);
    const [more, need] = fileGrew(state, all);
    expect(need).toMatchObject({ kind: 'readWindow', fromByteOffset: 0 });
    const [there] = windowRead(more, wholeWindow(file), all);
    expect(rowsSeen(there, all).map(({ text }) => text)).toEqual(['line 1', 'line 2', 'line 3', 'line 4']);
  });
});

describe('going to', () => {
  it('a line requests its offset, counted from the nearest known line', () => {
    const reader = twenty(5);
    const index = new LineIndex();
    const [state, need] = goToLine(reader.state, 7, index);
    expect(need).toEqual({ kind: 'findLine', line: 7, fromByteOffset: 0, fromLine: 1 });
    reader.do((_, known) => lineFound(state, lines(6).length, known));
    expect(reader.screen[1]).toBe('> line 7');
    reader.do((_, known) => lineFound(goToLine(reader.state, 99, index)[0], undefined, known));
    expect(reader.screen.at(-1)).toBe('> line 20');
    expect(lineFound(reader.state, 0, reader.known)).toEqual([reader.state, undefined]);
  });

  it('the next and the previous rejected record stops at the last', () => {
    const records = [event(1), event(2, 'bad'), event(3), event(4, ''), event(5)];
    const reader = start(new OriginalReader(fileOf(`[\n  ${records.join(',\n  ')}\n]`), 100, 3));
    const step = (direction: 1 | -1): string | undefined =>
      reader
        .do((s, f): FileTransition => goToReject(s, direction, f))
        .screen.find((row) => row.startsWith('> '));
    expect(step(1)).toContain('"user_id": 2');
    expect(step(1)).toContain('"user_id": 4');
    expect(step(1)).toContain('"user_id": 4');
    reader.do((s, f) => moveBy(s, 1, f));
    expect(step(-1)).toContain('"user_id": 4');
    expect(step(-1)).toContain('"user_id": 2');
  });
});
