import { lowerBound } from '../columns/lower-bound.ts';

/** More than this is not kept: millions of damaged records, each in an object of its own. */
const MOST_BYTES = 64 * 1024 * 1024;
/** What keeping one costs beside its bytes. */
const OWN_BYTES = 64;

/** What was appended to a rejected record. */
export interface RejectionMember {
  /** The index of the rejection. */
  readonly row: number;
  readonly members: Uint8Array;
}

/** A rejection to whose record nothing was appended. */
const NOTHING = new Uint8Array(0);

/**
 * What was read of the objects around rejected records (spec section 13, `^`), as members that were appended to them: it is
 * far from the record, and decides what is wrong with it. Most inputs have none.
 */
export class RejectionMembers {
  private keptBytes = 0;

  /** `kept`: in the order of the rejections. `endRow`: from this rejection on nothing is kept. */
  constructor(
    readonly kept: RejectionMember[] = [],
    public endRow = Number.POSITIVE_INFINITY,
  ) {}

  /** Keeps what was appended to the record of a rejection, the last so far that has something. */
  add(row: number, members: Uint8Array): void {
    if (row >= this.endRow) return;
    const { kept } = this;
    // Records in one object share it.
    const isShared = kept.at(-1)?.members === members;
    this.keptBytes += OWN_BYTES + (isShared ? 0 : members.length);
    if (this.keptBytes > MOST_BYTES) this.endRow = row;
    else kept.push({ row, members });
  }

  /** Returns what was appended to the record of a rejection; undefined if it is not known any more. */
  of(row: number): Uint8Array | undefined {
    if (row >= this.endRow) return undefined;
    const found = this.kept[lowerBound(this.kept.length, (i) => this.kept[i].row < row)];
    return found?.row === row ? found.members : NOTHING;
  }
}
