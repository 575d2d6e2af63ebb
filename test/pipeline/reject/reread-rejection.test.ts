import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileReader } from '../../../source/app/explorer/file-reader.ts';
import { rejectionsTable } from '../../../source/output/tables/rejections-table.ts';
import { writeSelection } from '../../../source/output/tables/write-selection.ts';
import type { Rejection } from '../../../source/pipeline/index.ts';
import type { RejectionFault } from '../../../source/pipeline/reject/fault.ts';
import { rejectionRereader, rereadRejection } from '../../../source/pipeline/reject/reread-rejection.ts';
import { FileTable } from '../../../source/pipeline/store/file-table.ts';
import { bytesOf, joined } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';
import { datasetOf, eventLine, readerOf, upTo } from '../../helpers/dataset.ts';
import { sourceOf } from '../../helpers/memory-source.ts';
import { rejectedFiles, reportedRejections } from '../../helpers/rejected-files.ts';

const MIB = 1024 * 1024;

/**
 * Where a record over --max-record ends is not known when it is reported: blanks after it may then be among its first
 * 300 characters. Nothing else differs.
 */
function withoutBlankEnd(rejection: Rejection): Rejection {
  return rejection.code === 'record_too_long' ? { ...rejection, raw: rejection.raw.trimEnd() } : rejection;
}

/** The rejections as CSV, as an export writes them. */
async function exported(rowCount: number, describeRow: (row: number) => Rejection): Promise<string> {
  const parts: Uint8Array[] = [];
  const sink = {
    name: 'memory',
    write: async (bytes: Uint8Array) => void parts.push(bytes.slice()),
    writeNow: (bytes: Uint8Array) => void parts.push(bytes.slice()),
    close: async () => undefined,
    publish: async () => undefined,
    discard: async () => undefined,
  };
  await writeSelection(
    sink,
    rejectionsTable(describeRow, { rows: undefined, rowCount }, new FileTable()),
    () => undefined,
  );
  return new TextDecoder().decode(joined(...parts));
}

/** What batch, screen, queries and export say of the rejections of a file is the same. */
async function expectSameWords(bytes: Uint8Array, maxRecordBytes: number): Promise<void> {
  const dataset = datasetOf(bytes, { maxRecordBytes });
  const rows = upTo(dataset.rejections.count);
  const inBatch = reportedRejections(bytes, { maxRecordBytes }).map(withoutBlankEnd);
  const screen = new FileReader(sourceOf(bytes));
  const onScreen: Rejection[] = [];
  for (const row of rows) {
    const { fault, ...rejection } = await rereadRejection(dataset, screen.readBytes, row);
    onScreen.push(rejection);
    expectPlaceInRecord(fault, rejection);
  }
  expect(onScreen.map(withoutBlankEnd)).toEqual(inBatch);
  const inQueries = rows.map(rejectionRereader(dataset, readerOf(bytes)));
  expect(inQueries.map(withoutBlankEnd)).toEqual(inBatch);
  expect(await exported(rows.length, (row) => withoutBlankEnd(inQueries[row]))).toBe(
    await exported(rows.length, (row) => inBatch[row]),
  );
}

/** The bytes at fault are bytes of the record, or the place after its last one. */
function expectPlaceInRecord(fault: RejectionFault | undefined, { byteLength, detail }: Rejection): void {
  if (fault === undefined) throw new Error(`no fault was given for: ${detail}`);
  expect(fault.from).toBeGreaterThanOrEqual(0);
  expect(fault.to).toBeGreaterThanOrEqual(fault.from);
  expect(fault.to).toBeLessThanOrEqual(byteLength);
}

describe('a rejected record is described in the same words by batch, screen, queries and export', () => {
  it('in random damaged files, with a byte-order mark and over --max-record too', async () => {
    const cases = fc.record({ bytes: rejectedFiles, maxRecordBytes: fc.constantFrom(40, 1000, 2 ** 24) });
    await check(
      fc.asyncProperty(cases, ({ bytes, maxRecordBytes }) => expectSameWords(bytes, maxRecordBytes)),
      150,
    );
  });

  it('when it is longer than 1 MiB, up to --max-record and over it', async () => {
    const member = fc.constantFrom(
      '"user_id": 7',
      '"user_id": 7.5',
      '"event_time": "2024-07-10T10:00:00Z"',
      '"event_time": "bad_ts"',
      '"event_time": 3',
      '"event_type": "view"',
      '"event_type": null',
      `"pad": "${'x'.repeat(MIB)}"`,
      '"broken" 1',
    );
    const cases = fc.record({
      before: fc.constantFrom('', '\ufeff', eventLine('1', '2024-07-10T10:00:00Z', '"view"'), '[\n  '),
      members: fc.array(member, { minLength: 2, maxLength: 6 }),
      behind: fc.constantFrom('}\n', '', `}\n${'{}\n'.repeat(3)}`),
      maxRecordBytes: fc.constantFrom(MIB / 2, MIB + 100, 2 * MIB, 16 * MIB),
    });
    await check(
      fc.asyncProperty(cases, ({ before, members, behind, maxRecordBytes }) =>
        expectSameWords(bytesOf(`${before}{${members.join(', ')}${behind}`), maxRecordBytes),
      ),
      40,
    );
  });
});

describe('the column at which JSON breaks is counted from where its line begins', () => {
  const good = eventLine('1', '2024-07-10T10:00:00Z', '"view"').trimEnd();

  it.each([
    ['near by', `\n\n  {"a" 1}`],
    ['after a byte-order mark', '\ufeff{"a" 1}'],
    ['far back on the first line', `[${`${good}, `.repeat(50)}{"a" 1}]`],
    ['far back on another line', `\n[\n${`${good}, `.repeat(50)}{"a" 1}]`],
    ['over a MiB back', `\n[\n${`${good}, `.repeat(20_000)}\n${`${good}, `.repeat(20_000)}{"a" 1}]`],
  ])('%s', async (_, text) => {
    await expectSameWords(bytesOf(text), 2 ** 24);
  });
});

describe('rereading a rejected record', () => {
  it('reads at most --max-record of it', () => {
    const bytes = bytesOf(`{"user_id": 7, "pad": "${'x'.repeat(1200)}"}`);
    const dataset = datasetOf(bytes, { maxRecordBytes: 1000 });
    let mostBytes = 0;
    const { userId } = rereadRejection(
      dataset,
      (byteOffset, byteLength) => {
        mostBytes = Math.max(mostBytes, byteLength);
        return readerOf(bytes)(byteOffset, byteLength);
      },
      0,
    );
    expect(userId).toBe('7');
    expect(mostBytes).toBe(1000);
  });

  it('still returns its address if its bytes are gone', () => {
    const dataset = datasetOf('\n{}\n{"a" 1}');
    for (const row of [0, 1]) {
      expect(rereadRejection(dataset, () => new Uint8Array(0), row)).toMatchObject({
        raw: '',
        line: row + 2,
      });
    }
  });
});
