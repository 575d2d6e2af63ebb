import type { Dataset, Grouping } from './dataset.ts';
import { type DuplicateColumns, Duplicates } from './deduplicate.ts';
import type { EventSegment } from './event-segment.ts';
import { type EventColumns, EventStore } from './event-store.ts';
import { LineIndex, type LineIndexColumns } from './line-index.ts';
import { type RejectionColumns, type RejectionSegment, RejectionStore } from './rejection-store.ts';

/** Segments from number `from` on, to take the place of those there. */
interface Segments<Segment> {
  readonly from: number;
  readonly segments: Segment[];
}

interface GroupingColumns extends Omit<Grouping, 'duplicates'> {
  readonly duplicates: DuplicateColumns;
}

/**
 * What is new in a dataset since the one before: plain data for `postMessage`. Columns in it are shared memory, so its
 * size is that of a few numbers for each segment that is new.
 */
export interface DatasetNews
  extends Pick<
    Dataset,
    'settings' | 'totalEvents' | 'inputBytes' | 'strayBytes' | 'finished' | 'imbalances'
  > {
  readonly events: Omit<EventColumns, 'segments'> & Segments<EventSegment>;
  readonly rejections: Omit<RejectionColumns, 'segments'> & Segments<RejectionSegment>;
  readonly lines: LineIndexColumns;
  /** 'same': that of the dataset before. */
  readonly grouping: GroupingColumns | 'same' | undefined;
}

/** The writer's side: tells datasets of one file, one after the other, by what is new in each. */
export class DatasetSender {
  private eventSegments = 0;
  private rejectionSegments = 0;
  private grouping: Grouping | undefined;

  newsOf({ store, rejections, lines, grouping, ...rest }: Dataset): DatasetNews {
    const events = store.columns();
    const rejected = rejections.columns();
    const news = {
      ...rest,
      events: { ...events, ...since(this.eventSegments, events.segments) },
      rejections: { ...rejected, ...since(this.rejectionSegments, rejected.segments) },
      lines: lines.columns(),
      grouping: grouping === this.grouping ? ('same' as const) : grouping && columnsOf(grouping),
    };
    this.eventSegments = events.segments.length;
    this.rejectionSegments = rejected.segments.length;
    this.grouping = grouping;
    return news;
  }
}

/** The reader's side: makes the datasets again. Each stays good when later ones come. */
export class DatasetMirror {
  private readonly eventSegments: EventSegment[] = [];
  private readonly rejectionSegments: RejectionSegment[] = [];
  private grouping: Grouping | undefined;

  /** Takes the next news, each once and in order, and answers the dataset it was made of. */
  take({ events, rejections, lines, grouping, ...rest }: DatasetNews): Dataset {
    replace(this.eventSegments, events);
    replace(this.rejectionSegments, rejections);
    if (grouping !== 'same') {
      this.grouping = grouping && { ...grouping, duplicates: Duplicates.ofColumns(grouping.duplicates) };
    }
    return {
      ...rest,
      store: EventStore.ofColumns({ ...events, segments: this.eventSegments }),
      rejections: RejectionStore.ofColumns({ ...rejections, segments: this.rejectionSegments }),
      lines: LineIndex.ofColumns(lines),
      grouping: this.grouping,
    };
  }
}

function columnsOf(grouping: Grouping): GroupingColumns {
  return { ...grouping, duplicates: grouping.duplicates.columns() };
}

/** The last segment told of is told again: bases of lines may have come to it. */
function since<Segment>(told: number, segments: Segment[]): Segments<Segment> {
  const from = Math.max(0, told - 1);
  return { from, segments: segments.slice(from) };
}

function replace<Segment>(all: Segment[], { from, segments }: Segments<Segment>): void {
  segments.forEach((segment, i) => {
    all[from + i] = segment;
  });
}
