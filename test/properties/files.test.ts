import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pipeline, type Rejection } from '../../source/pipeline/index.ts';
import { rejectionRereader } from '../../source/pipeline/reject/reread-rejection.ts';
import { EMPTY_TALLY } from '../../source/pipeline/result/file-tally.ts';
import { locate } from '../../source/pipeline/store/line-lookup.ts';
import { runReads } from '../../source/pipeline/text/byte-reads.ts';
import { messyInput, settings, structuralInput, tidyInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { type Outcome, outcomeOf, outcomeOfDataset } from '../helpers/outcome.ts';

/*
 * Several files are one input (spec section 15): records never cross from one file into the next, and everything about a
 * record is what it would be if its file were read alone, but for the number, which runs through.
 */

const bytesOf = fc.oneof(tidyInput, messyInput, structuralInput).map(({ bytes }) => new Uint8Array(bytes));

describe('several files', () => {
  it('hold the records that each of them holds alone', () => {
    check(
      fc.property(fc.array(bytesOf, { minLength: 1, maxLength: 5 }), settings, (files, settings) => {
        const { dataset, reported, whole } = readSeveral(files, settings);
        const alone = files.map((bytes) => outcomeOf(bytes, { settings }));
        const read = alone.filter(({ stats }) => stats.total_events > 0);
        const several = outcomeOfDataset(dataset);
        expect(several.imbalances).toEqual([]);
        expect(dataset.fileTally.recordless).toBe(alone.length - read.length);
        expect(dataset.inputBytes).toBe(whole.length);

        let records = 0;
        const events: Outcome['events'] = [];
        const skipped: (readonly [file: string, ...Outcome['skipped'][number]])[] = [];
        for (const [file, { stats, events: own, skipped: rejected }] of alone.entries()) {
          for (const [number, ...rest] of own) events.push([records + number, ...rest]);
          for (const [number, ...rest] of rejected) skipped.push([`${file}`, records + number, ...rest]);
          records += stats.total_events;
        }
        expect(several.events.map((event, index) => inFile(event, dataset, index))).toEqual(events);
        expect(
          reported.map(({ file = '', recordNumber, code, line, byteOffset, byteLength }) => [
            ...[file, recordNumber, code, line, byteOffset, byteLength],
          ]),
        ).toEqual(skipped);
      }),
      50,
    );
  });

  it('have rejections whose words, made again from their bytes, are those made at first', () => {
    check(
      fc.property(fc.array(bytesOf, { minLength: 1, maxLength: 5 }), (files) => {
        const { dataset, reported, whole } = readSeveral(files, {});
        const again = rejectionRereader(dataset, (from, length) => whole.subarray(from, from + length));
        expect(reported.map((_, row) => again(row))).toEqual(reported);
      }),
      40,
    );
  });

  it('have lines that are found from a byte alone', () => {
    check(
      fc.property(fc.array(bytesOf, { minLength: 1, maxLength: 5 }), (files) => {
        const { dataset, whole } = readSeveral(files, {});
        const { store, lines, inputBytes } = dataset;
        for (let event = 0; event < store.count; event++) {
          const found = runReads(locate(lines, inputBytes, store.byteOffsetOf(event)), (from, length) =>
            whole.subarray(from, from + length),
          );
          expect(found.line).toBe(store.lineOf(event));
        }
      }),
      20,
    );
  });
});

/** Reads files one after another. `whole`: the bytes of those that hold records, end to end. */
function readSeveral(files: readonly Uint8Array[], settings: ConstructorParameters<typeof Pipeline>[0]) {
  const reported: Rejection[] = [];
  const names = files.map((_, file) => `${file}`);
  const pipeline = new Pipeline(settings, (rejection) => reported.push(rejection), 'both', {}, names);
  const read = files.filter((bytes, file) => {
    pipeline.beginFile(file);
    pipeline.push(bytes);
    const { records } = pipeline.endFile();
    if (records === 0) pipeline.leaveOut({ ...EMPTY_TALLY, recordless: 1 });
    return records > 0;
  });
  const whole = new Uint8Array(read.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const bytes of read) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return { dataset: pipeline.finish(), reported, whole };
}

/** An event with its line and offset in its file. */
function inFile(
  event: Outcome['events'][number],
  { files, store }: ReturnType<typeof readSeveral>['dataset'],
  index: number,
): Outcome['events'][number] {
  const { line, byteOffset } = files.placeOf(store.byteOffsetOf(index), store.lineOf(index));
  return [event[0], event[1], event[2], event[3], line, byteOffset];
}
