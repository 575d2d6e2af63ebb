import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pipeline } from '../../../source/pipeline/pipeline.ts';
import type { Dataset } from '../../../source/pipeline/result/dataset.ts';
import { DatasetMirror, DatasetSender } from '../../../source/pipeline/result/dataset-delta.ts';
import { SEGMENT_ROWS } from '../../../source/pipeline/store/event-segment.ts';
import { EventStore } from '../../../source/pipeline/store/event-store.ts';
import { cutsAt, longInput, manyUsers, messyInput, places, settings } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';
import { appendEvent, eventLine } from '../../helpers/dataset.ts';
import { outcomeOfDataset } from '../../helpers/outcome.ts';

/** A pipeline here and what is seen of it on the other side of a thread's border. */
class Both {
  readonly pipeline;
  private readonly sender = new DatasetSender();
  private readonly mirror = new DatasetMirror();

  constructor(given: ConstructorParameters<typeof Pipeline>[0] = {}) {
    this.pipeline = new Pipeline(given);
  }

  /** The dataset as it is here, and as it comes over there. */
  datasets(): { here: Dataset; there: Dataset; sentBytes: number } {
    const here = this.pipeline.dataset();
    const news = this.sender.deltaTo(here);
    return {
      here,
      there: this.mirror.take(structuredClone(news)),
      sentBytes: JSON.stringify(news, withoutShared).length,
    };
  }
}

function withoutShared(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && value.buffer instanceof SharedArrayBuffer ? 0 : value;
}

describe('a dataset on another thread', () => {
  it.each([
    { of: 'files that something happened to', input: messyInput },
    { of: 'files of many users', input: manyUsers },
    { of: 'longer files', input: longInput },
  ])('has the same rows, and keeps them while more is read: $of', ({ input }) => {
    check(
      fc.property(input, settings, places, fc.boolean(), ({ bytes }, given, shares, regroup) => {
        const both = new Both(given);
        const seen: { there: Dataset; outcome: unknown }[] = [];
        let from = 0;
        for (const cut of [...cutsAt(shares, bytes.length), bytes.length]) {
          both.pipeline.push(bytes.subarray(from, cut));
          from = cut;
          if (regroup) both.pipeline.group();
          const { here, there } = both.datasets();
          seen.push({ there, outcome: outcomeOfDataset(here) });
        }
        both.pipeline.finish();
        const { here, there } = both.datasets();
        expect(there.state).toEqual({ kind: 'done' });
        expect(outcomeOfDataset(there)).toEqual(outcomeOfDataset(here));
        for (const { there, outcome } of seen) expect(outcomeOfDataset(there)).toEqual(outcome);
      }),
      30,
    );
  });

  it('is sent as a delta: what was sent before is not sent again', () => {
    const both = new Both();
    const line = new TextEncoder().encode(eventLine('"a user"', '2024-07-10T10:00:00Z', '"view"'));
    const lines = new Uint8Array(line.length * 1024);
    for (let i = 0; i < 1024; i++) lines.set(line, i * line.length);
    for (let i = 0; i < (8 * SEGMENT_ROWS) / 1024; i++) both.pipeline.push(lines);
    both.pipeline.group();
    const first = both.datasets();
    both.pipeline.push(lines);
    const second = both.datasets();
    expect(first.there.store.count).toBe(8 * SEGMENT_ROWS);
    expect(second.there.store.count).toBe(8 * SEGMENT_ROWS + 1024);
    expect(second.there.grouping).toBe(first.there.grouping);
    expect(second.sentBytes).toBeLessThan(first.sentBytes / 2);
  });

  it('has lines that are more than 2^32 apart', () => {
    const store = EventStore.empty(0);
    const lines = [1, 5, 5_000_000_000, 5_000_000_007];
    for (const line of lines) appendEvent(store, 0, 0, 0, 0, 0, line);
    const there = EventStore.ofColumns(structuredClone(store.columns()));
    expect(lines.map((_, event) => there.lineOf(event))).toEqual(lines);
  });
});

describe('a grouping in the middle of a file', () => {
  it('covers the events so far, and stays until the next grouping', () => {
    const pipeline = new Pipeline();
    const push = (user: number): void =>
      pipeline.push(new TextEncoder().encode(eventLine(String(user), '2024-07-10T10:00:00Z', '"view"')));
    expect(pipeline.dataset().grouping).toBeUndefined();
    [1, 2, 2].forEach(push);
    pipeline.group();
    push(3);
    const { grouping, store, state } = pipeline.dataset();
    expect(store.count).toBe(4);
    expect(state).toEqual({ kind: 'loading' });
    expect(grouping).toMatchObject({ eventCount: 3, uniqueUsers: 2 });
    expect(grouping?.duplicates.count).toBe(1);
    expect(grouping?.sessions.count).toBe(2);
    expect(grouping?.duplicates.has(3)).toBe(false);
    pipeline.finish();
    expect(pipeline.dataset().grouping).toMatchObject({ eventCount: 4, uniqueUsers: 3 });
  });
});
