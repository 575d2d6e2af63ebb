import type { EventBatch } from '../../pipeline/store/event-batch.ts';
import {
  type EventSegment,
  SEGMENT_ROWS,
  segmentFrom,
  segmentOf,
  segmentsFor,
  writeRows,
} from '../../pipeline/store/event-segment.ts';
import type { MemoryBroadcast } from './memory-broadcast.ts';
import type { PoolControl } from './pool-control.ts';
import type { ChunkResult } from './pool-messages.ts';

/** The segments of the store that a pool fills together, as one of its threads knows them. */
export class SharedSegments {
  private readonly segments: EventSegment[] = [];
  private made: ChunkResult['segments'][number][] = [];

  constructor(
    private readonly control: PoolControl,
    private readonly broadcast: MemoryBroadcast,
  ) {
    broadcast.listen((news) => {
      if (news.kind === 'segment') this.segments[news.number] = segmentOf(news.buffer);
    });
  }

  /**
   * Sees to it that there are segments for the rows, the first of which is event `firstRow`. Only who has the turn;
   * where there are enough already, anybody.
   */
  reserve(firstRow: number, rows: EventBatch): void {
    const { control, broadcast, segments } = this;
    const needed = segmentsFor(firstRow + rows.count);
    for (let number = control.segmentCount; number < needed; number++) {
      const first = Math.max(0, number * SEGMENT_ROWS - firstRow);
      const segment = segmentFrom(rows, first);
      segments[number] = segment;
      this.made.push({ number, buffer: segment.buffer });
      broadcast.announce({ kind: 'segment', number, buffer: segment.buffer });
      control.segmentCount = number + 1;
    }
  }

  /** Puts the rows where they belong. Others may be doing so with other rows of the same segments. */
  write(firstRow: number, rows: EventBatch): void {
    const { segments, broadcast } = this;
    this.reserve(firstRow, rows);
    const needed = segmentsFor(firstRow + rows.count);
    for (let number = segmentsFor(firstRow + 1) - 1; number < needed; number++) {
      if (segments[number] === undefined) broadcast.hear();
    }
    writeRows(segments, firstRow, rows);
  }

  /** The segments made here since this was last asked. */
  takeNew(): ChunkResult['segments'] {
    const { made } = this;
    this.made = [];
    return made;
  }
}
