import { type DuplicateColumns, Duplicates } from '../group/duplicates.ts';
import type { Grouping } from '../group/grouping.ts';
import type { EventSegment } from '../store/event-segment.ts';
import { type EventColumns, EventStore } from '../store/event-store.ts';
import { type FileColumns, FileTable } from '../store/file-table.ts';
import { LineIndex, type LineIndexColumns } from '../store/line-index.ts';
import type { RejectionMember } from '../store/rejection-members.ts';
import { type RejectionColumns, type RejectionSegment, RejectionStore } from '../store/rejection-store.ts';
import { type StrayColumns, type StraySegment, StrayStore } from '../store/stray-store.ts';
import type { Dataset } from './dataset.ts';

interface NewSegments<Segment> {
  /** Segments that are not in the previous delta. */
  readonly newSegments: readonly Segment[];
}

interface GroupingColumns extends Omit<Grouping, 'duplicates'> {
  readonly duplicates: DuplicateColumns;
}

/**
 * The difference between a dataset and the one before: plain data for `postMessage`. Its columns are shared memory, so it
 * costs a few numbers per new segment.
 */
export interface DatasetDelta
  extends Pick<
    Dataset,
    | 'settings'
    | 'fileTally'
    | 'totalEvents'
    | 'inputBytes'
    | 'strayBytes'
    | 'strayRuns'
    | 'strayPrefixes'
    | 'container'
    | 'zones'
    | 'state'
    | 'imbalances'
  > {
  readonly events: Omit<EventColumns, 'segments'> & NewSegments<EventSegment>;
  readonly rejections: Omit<RejectionColumns, 'segments' | 'members'> &
    NewSegments<RejectionSegment> & { readonly newMembers: readonly RejectionMember[] };
  readonly strays: Omit<StrayColumns, 'segments'> & NewSegments<StraySegment>;
  /** `names`: undefined where they are those of the previous dataset. */
  readonly files: FileColumns;
  readonly lines: LineIndexColumns;
  /** 'same': the grouping of the previous dataset. */
  readonly grouping: GroupingColumns | 'same' | undefined;
}

/** The writer's side: turns the datasets of one file, in order, into deltas. */
export class DatasetSender {
  private eventSegments = 0;
  private rejectionSegments = 0;
  private rejectionMembers = 0;
  private straySegments = 0;
  private names: readonly string[] | undefined;
  private grouping: Grouping | undefined;

  /** Returns the delta from the last dataset to this one. */
  deltaTo({ store, rejections, strays, files, lines, grouping, ...rest }: Dataset): DatasetDelta {
    const { segments: eventSegments, ...events } = store.columns();
    const { segments: rejectionSegments, members, ...rejected } = rejections.columns();
    const { segments: straySegments, ...strayed } = strays.columns();
    const delta = {
      ...rest,
      events: { ...events, newSegments: eventSegments.slice(this.eventSegments) },
      rejections: {
        ...rejected,
        newSegments: rejectionSegments.slice(this.rejectionSegments),
        newMembers: members.slice(this.rejectionMembers),
      },
      strays: { ...strayed, newSegments: straySegments.slice(this.straySegments) },
      files: { ...files.columns(), ...(files.names === this.names && { names: undefined }) },
      lines: lines.columns(),
      grouping: grouping === this.grouping ? ('same' as const) : grouping && columnsOf(grouping),
    };
    this.eventSegments = eventSegments.length;
    this.rejectionSegments = rejectionSegments.length;
    this.rejectionMembers = members.length;
    this.straySegments = straySegments.length;
    this.grouping = grouping;
    this.names = files.names;
    return delta;
  }
}

/** The reader's side: makes datasets from deltas. A dataset stays valid after later deltas. */
export class DatasetMirror {
  private readonly eventSegments: EventSegment[] = [];
  private readonly rejectionSegments: RejectionSegment[] = [];
  private readonly rejectionMembers: RejectionMember[] = [];
  private readonly straySegments: StraySegment[] = [];
  private names: readonly string[] | undefined;
  private grouping: Grouping | undefined;

  /** Returns the dataset that a delta was made from. Takes each delta once, in order. */
  take({ events, rejections, strays, files, lines, grouping, ...rest }: DatasetDelta): Dataset {
    for (const segment of events.newSegments) this.eventSegments.push(segment);
    for (const segment of rejections.newSegments) this.rejectionSegments.push(segment);
    for (const member of rejections.newMembers) this.rejectionMembers.push(member);
    for (const segment of strays.newSegments) this.straySegments.push(segment);
    this.names = files.names ?? this.names;
    if (grouping !== 'same') {
      this.grouping = grouping && { ...grouping, duplicates: Duplicates.ofColumns(grouping.duplicates) };
    }
    return {
      ...rest,
      store: EventStore.ofColumns({ ...events, segments: this.eventSegments }),
      rejections: RejectionStore.ofColumns({
        ...rejections,
        segments: this.rejectionSegments,
        members: this.rejectionMembers,
      }),
      strays: StrayStore.ofColumns({ ...strays, segments: this.straySegments }),
      files: FileTable.ofColumns({ ...files, names: this.names }),
      lines: LineIndex.ofColumns(lines),
      grouping: this.grouping,
    };
  }
}

function columnsOf(grouping: Grouping): GroupingColumns {
  return { ...grouping, duplicates: grouping.duplicates.columns() };
}
