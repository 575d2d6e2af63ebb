import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvRows } from '../../../source/output/formats/csv-rows.ts';
import { rejectionRow } from '../../../source/output/tables/rejections-table.ts';
import type { RunSettings } from '../../../source/pipeline/index.ts';
import { RejectionReporter } from '../../../source/pipeline/reject/rejection-reporter.ts';
import { WindowScan } from '../../../source/pipeline/scan/window-scan.ts';
import { completeSettings } from '../../../source/pipeline/settings.ts';
import { EventStore } from '../../../source/pipeline/store/event-store.ts';
import { decodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import {
  bytesOf,
  damagedLine,
  eventOnOneLine,
  joined,
  manyTimes,
  manyTypes,
  manyUsers,
  messyInput,
  settings,
  structuralInput,
} from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';

/** Returns the rows of all rejections of a file, and how many rows the kernel made: none unless `byKernel`. */
function rowsOf(
  bytes: Uint8Array,
  partial: Partial<RunSettings>,
  byKernel: boolean,
): { rows: string; taken: number } {
  const settings = completeSettings(partial);
  const csv = new CsvRows();
  let taken = 0;
  const scan: WindowScan = new WindowScan(settings, EventStore.empty(0), 64, 'both', {
    take: ({ rejected }, window) => reporter.report(rejected, window),
    onTooLongRecord: (beginning, window, from) => reporter.onTooLongRecord(beginning, window, from),
  });
  const reporter = new RejectionReporter(
    settings,
    {
      onRejection: (rejection) => rejectionRow(csv, rejection),
      onKernelRow: (row) => {
        taken++;
        csv.append(row, 0, row.length);
      },
    },
    byKernel ? scan.scanner.fastPath : undefined,
  );
  scan.buffer.append(bytes);
  scan.advance(Number.POSITIVE_INFINITY, true);
  scan.take(scan.buffer.window(true));
  return { rows: decodeUtf8(csv.rows), taken };
}

/** A line as most files have it: only lines like these are classified by the kernel when they break. */
const plainLine = fc
  .record({
    user: fc.constantFrom('12', '"u-7"', '-3', '1.5', 'true', '" "', '"é"', '"a\\"b"', '[1]'),
    time: fc.constantFrom(
      '"2024-07-10T10:00:00Z"',
      '"no"',
      '"2024-02-30"',
      '" "',
      '5',
      'null',
      '{"a": 1}',
      '"é"',
      '"2024-07-10T10:00:00 PM"',
      '"2024-07-10\u007f"',
      '"20\u00a024"',
    ),
    type: fc.constantFrom('"view"', '"a,b"', '3', 'false', 'null', '[]', '"x}y"'),
    comma: fc.constantFrom(', ', ',', ' , '),
  })
  .map(
    ({ user, time, type, comma }) =>
      `{"user_id": ${user}${comma}"event_time": ${time}${comma}"event_type": ${type}}`,
  );

const lines = (line: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc
    .array(line, { maxLength: 6, size: 'max' })
    .map((all) => joined(...all.flatMap((bytes) => [bytes, bytesOf('\n')])));

describe('rows of rejections made by the kernel equal those made of texts', () => {
  it.each([
    { of: 'lines with every kind of value', files: lines(plainLine.map(bytesOf)), runs: 500 },
    { of: 'such lines, damaged', files: lines(damagedLine(plainLine)), runs: 1500 },
    { of: 'events of all kinds, damaged', files: lines(damagedLine(eventOnOneLine)), runs: 300 },
    { of: 'files that something happened to', files: messyInput.map(({ bytes }) => bytes), runs: 150 },
    { of: 'heaps of brackets and quotes', files: structuralInput.map(({ bytes }) => bytes), runs: 300 },
    {
      of: 'values of every form',
      files: fc.oneof(manyUsers, manyTimes, manyTypes).map(({ bytes }) => bytes),
      runs: 200,
    },
  ])('for rejections of $of', ({ files, runs }) => {
    let taken = 0;
    check(
      fc.property(files, settings, (bytes, settings) => {
        const fast = rowsOf(bytes, settings, true);
        taken += fast.taken;
        expect(fast.rows).toBe(rowsOf(bytes, settings, false).rows);
      }),
      runs,
    );
    // The kernel has something to do with it.
    expect(taken).toBeGreaterThan(0);
  });

  it('accepts the most common kinds of damage', () => {
    const damaged = [
      '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "vi',
      '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "view"',
      '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z, "event_type": "view"}',
      '{"user_id": 1, "event_time": "soon", "event_type": "view"}',
      '{"user_id": 1, "event_time": 5, "event_type": "view"}',
      '{"user_id": 1, "event_type": "view"}',
      '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": null}',
    ];
    const { rows, taken } = rowsOf(bytesOf(damaged.map((line) => `${line}\n`).join('')), {}, true);
    expect(taken).toBe(damaged.length);
    expect(rows.trimEnd().split('\n')).toHaveLength(damaged.length);
  });
});
