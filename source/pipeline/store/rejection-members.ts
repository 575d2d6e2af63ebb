import { lowerBound } from '../columns/lower-bound.ts';
import { NO_BYTES } from '../text/bytes.ts';

/** How much is kept at most: millions of damaged records may each be in another object. */
const MOST_BYTES = 64 * 1024 * 1024;
/** The memory that a rejection's members take besides their bytes. */
const ENTRY_BYTES = 64;

/** The members that were appended to a rejected record. */
export interface RejectionMember {
  /** The index of the rejection. */
  readonly row: number;
  readonly members: Uint8Array;
}

/**
 * The values of the objects around rejected records (spec section 13, `^`), as members that were appended to the records:
 * they are far from the record, and decide what is wrong with it. Most inputs have none.
 */
export class RejectionMembers {
  private keptBytes = 0;

  /** `kept`: in the order of the rejections. `endRow`: the first rejection whose members are not kept, and all after it. */
  constructor(
    readonly kept: RejectionMember[] = [],
    public endRow = Number.POSITIVE_INFINITY,
  ) {}

  /** Keeps the members of a rejection, in the order of rejections. */
  add(row: number, members: Uint8Array): void {
    if (row >= this.endRow) return;
    const { kept } = this;
    // Records in one object share its members.
    const isShared = kept.at(-1)?.members === members;
    this.keptBytes += ENTRY_BYTES + (isShared ? 0 : members.length);
    if (this.keptBytes > MOST_BYTES) this.endRow = row;
    else kept.push({ row, members });
  }

  /** Returns the members of a rejection; undefined if they are not kept. */
  of(row: number): Uint8Array | undefined {
    if (row >= this.endRow) return undefined;
    const found = this.kept[lowerBound(this.kept.length, (i) => this.kept[i].row < row)];
    return found?.row === row ? found.members : NO_BYTES;
  }
}
