import type { FileTally } from '../../pipeline/result/file-tally.ts';
import type { PackedScan } from '../../pipeline/scan/packed-scan.ts';
import type { ReadFailure } from '../../pipeline/scan/read-failure.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { PlanChooser } from '../files/files-input.ts';
import { WholeFileReader } from '../files/whole-file.ts';
import type { InputTexts } from './input-texts.ts';

/** A file of a chunk that cannot be read before all that precedes it is known. */
export interface LateFile {
  readonly file: number;
  readonly text: Uint8Array;
  readonly failure: ReadFailure | undefined;
  /** The settings to read it with, if they are not those of all. */
  readonly own: PipelineSettings | undefined;
}

/** The small files of a chunk on one thread of a pool. */
export class PackedFiles {
  /** Reads files to where the scan has them. */
  private readonly whole: WholeFileReader;
  /** Whether the last file fitted the plan of all at once: then the next is likely to do so too. */
  private isLikelyToFit = true;

  constructor(
    private readonly scan: PackedScan,
    private readonly plans: PlanChooser,
  ) {
    this.whole = new WholeFileReader(scan.room);
  }

  /** Reads files ahead, as many as there is room for; returns the others. `leaveOut` is called for what holds no records. */
  read(first: number, count: number, texts: InputTexts, leaveOut: (tally: FileTally) => void): LateFile[] {
    const { scan, whole } = this;
    const late: LateFile[] = [];
    scan.begin();
    for (let file = first; file < first + count; file++) {
      const found = texts.textOf(file, whole);
      if (found.kind === 'left') {
        leaveOut(found.tally);
        continue;
      }
      const { text, failure } = found;
      // Files are joined in order: after one that must wait all others do.
      const waits = late.length > 0 || failure !== undefined;
      if (!waits && this.addLikely(file, text)) continue;
      const own = this.plans.ownOf(text, true);
      const held = waits || own !== undefined ? undefined : scan.add(file, text);
      if (held === undefined) late.push({ file, text: text.slice(), failure, own });
      else {
        this.isLikelyToFit = held.fitsAtOnce;
        if (held.records === 0) leaveOut(texts.recordless(file, held.strayBytes, text));
      }
    }
    return late;
  }

  /**
   * Reads a file by the plan of all; returns whether nothing but events shows that it fits, and takes nothing if not. Saves
   * reading the beginning of nearly every file twice.
   */
  private addLikely(file: number, text: Uint8Array): boolean {
    if (!this.isLikelyToFit || !this.plans.isOfKind(text)) return false;
    const held = this.scan.add(file, text);
    this.isLikelyToFit = held?.fitsAtOnce ?? false;
    if (!this.isLikelyToFit && held !== undefined && held.records > 0) this.scan.takeBack();
    return this.isLikelyToFit;
  }
}
