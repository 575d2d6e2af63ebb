import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSeparators } from '../../../source/pipeline/scan/separators.ts';
import { SlowPath } from '../../../source/pipeline/scan/slow-path.ts';
import { NEEDS_MORE, ROWS_FULL, TOO_LONG, UNKNOWN_COLUMN } from '../../../source/pipeline/scan/stop.ts';
import type { Window } from '../../../source/pipeline/scan/window-buffer.ts';
import { DEFAULT_SETTINGS, type RunSettings } from '../../../source/pipeline/settings.ts';
import { EventBatch } from '../../../source/pipeline/store/event-batch.ts';
import { EventStore } from '../../../source/pipeline/store/event-store.ts';
import { RejectionBatch } from '../../../source/pipeline/store/rejection-batch.ts';
import { ScanCounters } from '../../../source/pipeline/store/scan-counters.ts';
import { StrayBatch } from '../../../source/pipeline/store/stray-batch.ts';
import { encodeUtf8, indexOfByte, OPEN_BRACE } from '../../../source/pipeline/text/bytes.ts';
import { compileFields } from '../../../source/pipeline/validate/fields.ts';
import { messyInput, settings, structuralInput } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';

const EVENT = '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "view"}';

interface Options {
  readonly settings?: Partial<RunSettings>;
  readonly lineStartOffset?: number;
  readonly rows?: number;
  readonly withSpill?: boolean;
  readonly final?: boolean;
  /** Where the window begins in the file. */
  readonly base?: number;
}

/** A slow path over a whole window, and the addresses of its rows and rejections. */
function laneOver(bytes: Uint8Array, options: Options = {}) {
  const { lineStartOffset = 0, rows: capacity = 4096, withSpill = false, final = true, base = 0 } = options;
  const window: Window = { bytes, to: bytes.length, base, final };
  const counters = Object.assign(new ScanCounters(), { lineStartOffset });
  const rows = new EventBatch(capacity);
  const rejected = new RejectionBatch();
  const strays = new StrayBatch(counters);
  rows.begin(base, 1);
  const found: { events: number[][]; rejections: number[][] } = { events: [], rejections: [] };
  const empty = (): void => {
    for (let row = 0; row < rows.count; row++) {
      found.events.push([rows.secondsLow[row], rows.offset[row], rows.line[row]]);
    }
    for (let row = 0; row < rejected.count; row++) {
      const { reason, byteOffset, byteLength, recordNumber, line } = rejected;
      found.rejections.push([reason[row], byteOffset[row], byteLength[row], recordNumber[row], line[row]]);
    }
    rows.begin(base, 1);
    rejected.clear();
  };
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const lane = new SlowPath(
    { settings, dictionaries: EventStore.empty(0), rows, rejected, strays, counters },
    compileFields(settings),
  );
  if (withSpill) lane.flush = empty;
  return { lane, window, counters, rows, rejected, strays, found, empty };
}

/** The first brace at or after `share` of the bytes, or -1. */
function braceAt(bytes: Uint8Array, share: number): number {
  return indexOfByte(bytes, OPEN_BRACE, Math.floor(share * bytes.length), bytes.length);
}

describe('a record on a line whose beginning is not known', () => {
  it('is read as it would be with any beginning, or refused without a trace', () => {
    let known = 0;
    let unknown = 0;
    const input = fc.oneof(structuralInput, messyInput);
    const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    check(
      fc.property(
        input,
        settings,
        share,
        fc.nat(120),
        fc.boolean(),
        ({ bytes }, settings, share, column, final) => {
          const from = braceAt(bytes, share);
          if (from < 0) return;
          const base = 1000;
          const lineStartOffset = base + from - column;
          const placed = laneOver(bytes, { settings, final, base, lineStartOffset });
          const answer = placed.lane.record(placed.window, from);
          const unplaced = laneOver(bytes, { settings, final, base, lineStartOffset: Number.NaN });
          let at = unplaced.lane.record(unplaced.window, from);
          if (at === UNKNOWN_COLUMN) {
            unknown++;
            expect([unplaced.rows.count, unplaced.rejected.count, unplaced.counters.records]).toEqual([
              0, 0, 0,
            ]);
            return;
          }
          known++;
          const { counters } = unplaced;
          if (Number.isNaN(counters.lineStartOffset)) counters.lineStartOffset = lineStartOffset;
          // Of a heap of fragments it may have taken the first alone.
          while (at >= 0 && at < answer) {
            const brace = indexOfByte(bytes, OPEN_BRACE, at, bytes.length);
            countSeparators(counters, unplaced.strays, bytes, at, brace, base);
            at = unplaced.lane.record(unplaced.window, brace);
          }
          expect(at).toBe(answer);
          placed.empty();
          unplaced.empty();
          expect(unplaced.found).toEqual(placed.found);
          expect(counters).toEqual(placed.counters);
        },
      ),
      3000,
    );
    expect(known).toBeGreaterThan(unknown);
    // Both kinds of lines were among them.
    expect(unknown).toBeGreaterThan(known / 10);
  });

  it('is read if it has no line feed', () => {
    const { lane, window } = laneOver(encodeUtf8(`{"a": "${EVENT}`), { lineStartOffset: Number.NaN });
    expect(lane.record(window, 0)).toBeGreaterThan(0);
  });

  it('is not called too long: its end would depend on its column', () => {
    const bytes = encodeUtf8(`{"a": [${'1,'.repeat(100)}`);
    const settings = { maxRecordBytes: 50 };
    const placed = laneOver(bytes, { settings });
    expect(placed.lane.record(placed.window, 0)).toBe(TOO_LONG);
    const unplaced = laneOver(bytes, { settings, lineStartOffset: Number.NaN });
    expect(unplaced.lane.record(unplaced.window, 0)).toBe(UNKNOWN_COLUMN);
  });
});

describe('a record cut off by the window', () => {
  it('is requested again, with nothing taken', () => {
    const { lane, window, counters } = laneOver(encodeUtf8(EVENT.slice(0, -1)), { final: false });
    expect(lane.record(window, 0)).toBe(NEEDS_MORE);
    expect(counters).toEqual(new ScanCounters());
  });
});

describe('rows without enough room', () => {
  // An array that is never closed, by lines: one record to the first reading, all these to the second.
  const many = encodeUtf8(`{"a": [\n${`${EVENT},\n`.repeat(9)}`);

  it('must be emptied when they are full', () => {
    const { lane, window, rows, empty, found } = laneOver(encodeUtf8(EVENT.repeat(2)), { rows: 1 });
    const second = lane.record(window, 0);
    expect(second).toBe(EVENT.length);
    expect(lane.record(window, second)).toBe(ROWS_FULL);
    expect(rows.count).toBe(1);
    empty();
    expect(lane.record(window, second)).toBe(window.to);
    empty();
    expect(found.events).toHaveLength(2);
  });

  it('refuse a record that may be more events than there is room for', () => {
    const { lane, window, counters, rows, rejected } = laneOver(many, { rows: 4 });
    expect(lane.record(window, 0)).toBe(ROWS_FULL);
    expect([rows.count, rejected.count, counters]).toEqual([0, 0, new ScanCounters()]);
  });

  it('are emptied within such a record if the caller can', () => {
    const few = laneOver(many, { rows: 4, withSpill: true });
    const enough = laneOver(many);
    expect(few.lane.record(few.window, 0)).toBe(enough.lane.record(enough.window, 0));
    few.empty();
    enough.empty();
    expect(few.found).toEqual(enough.found);
    expect(few.found.events).toHaveLength(9);
    expect(few.counters).toEqual(enough.counters);
  });
});

describe('rejections before they are stored', () => {
  it('are listed until they are taken, and not again', () => {
    const rejected = new RejectionBatch();
    for (let i = 0; i < 10_000; i++) rejected.append(i % 5, 2 ** 40 + i, i, i + 1, 3 * i, 2 ** 40);
    expect(rejected.areMany).toBe(true);
    expect(rejected.count).toBe(10_000);
    const { reason, byteOffset, byteLength, recordNumber, line, lineStartOffset } = rejected;
    const columns = [reason, byteOffset, byteLength, recordNumber, line, lineStartOffset];
    expect(columns.map((column) => column[9_999])).toEqual([
      4,
      2 ** 40 + 9_999,
      9_999,
      10_000,
      29_997,
      2 ** 40,
    ]);
    rejected.clear();
    expect(rejected.count).toBe(0);
  });
});
