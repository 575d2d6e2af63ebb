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

/** The segments of the store that the threads of a pool fill together, as one of these threads sees them. */
export class SharedSegments {
  private readonly segments: EventSegment[] = [];
  private made: ChunkResult['segments'][number][] = [];

  constructor(
    private readonly control: PoolControl,
    private readonly broadcast: MemoryBroadcast,
  ) {
    broadcast.listen((message) => {
      if (message.kind === 'segment') this.segments[message.number] = segmentOf(message.buffer);
    });
  }

  /**
   * Allocates the missing segments for the rows, the first of which is event `firstRow`. If any are missing, only the
   * thread that has the turn may call it.
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

  /** Writes the rows to their positions. Other threads may be writing other rows of the same segments. */
  write(firstRow: number, rows: EventBatch): void {
    const { segments, broadcast } = this;
    this.reserve(firstRow, rows);
    const needed = segmentsFor(firstRow + rows.count);
    for (let number = segmentsFor(firstRow + 1) - 1; number < needed; number++) {
      if (segments[number] === undefined) broadcast.drain();
    }
    writeRows(segments, firstRow, rows);
  }

  /** The segments allocated on this thread since the last call. */
  takeNew(): ChunkResult['segments'] {
    const { made } = this;
    this.made = [];
    return made;
  }
}
