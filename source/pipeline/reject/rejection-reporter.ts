import type { FastPath } from '../kernel/fast-path.ts';
import type { TooLongBeginning } from '../scan/record-scanner.ts';
import type { Window } from '../scan/window-buffer.ts';
import type { PipelineSettings } from '../settings.ts';
import { FIRST_FILE, type FileStart } from '../store/file-table.ts';
import type { RejectionBatch } from '../store/rejection-batch.ts';
import { NO_BYTES, OPEN_BRACE } from '../text/bytes.ts';
import { RECORD_TOO_LONG } from '../validate/reasons.ts';
import { KernelRejectionRows } from './kernel-rejection-rows.ts';
import { type Rejection, RejectionDescriber } from './rejection.ts';

/** Called with each rejection, in file order. */
export interface RejectionListener {
  onRejection(rejection: Rejection): void;
  /** Called instead for a rejection whose row of CSV the kernel can make, with that row; valid during the call. */
  onKernelRow?(row: Uint8Array, file: string | undefined): void;
}

/** Rejections of a batch that are in one file. */
interface RejectionPart {
  readonly from: number;
  readonly to: number;
  readonly start: FileStart;
}

/** Reports rejections with their texts, in file order, while the bytes of their records are in memory. */
export class RejectionReporter {
  private readonly describer: RejectionDescriber;
  private readonly kernelRows: KernelRejectionRows | undefined;
  /** The name of the file that the rejections are in, if the input is several. */
  file: string | undefined;
  /** A record over `maxRecordBytes`: described at its beginning, reported at its end, when its length is known. */
  private tooLong: Rejection | undefined;

  /** `fastPath`: of the scan that found the rejections, for `onKernelRow`. */
  constructor(
    private readonly settings: PipelineSettings,
    private readonly listener: RejectionListener,
    fastPath?: FastPath,
  ) {
    this.describer = new RejectionDescriber(settings);
    if (fastPath !== undefined && listener.onKernelRow !== undefined) {
      this.kernelRows = new KernelRejectionRows(fastPath);
    }
  }

  /** Takes the beginning of a record over the limit, which is in the window now. */
  onTooLongRecord(
    { recordNumber, line, lineStartOffset }: TooLongBeginning,
    window: Window,
    from: number,
  ): void {
    const { bytes, base, to } = window;
    const place = {
      recordNumber,
      line,
      byteOffset: base + from,
      byteLength: 0, // known at its end
      bytes,
      from,
      members: NO_BYTES,
      to: Math.min(to, from + this.settings.maxRecordBytes),
      lineStart: lineStartOffset - base,
      file: this.file,
    };
    this.tooLong = this.describer.describe(place, RECORD_TOO_LONG);
  }

  /**
   * Reports the rejections of a batch, whose records lie in the window. `part`: those of one file among several, with where
   * it begins among the offsets and lines of the batch.
   */
  report(
    rejected: RejectionBatch,
    { bytes, base }: Window,
    { from: first, to, start }: RejectionPart = { from: 0, to: rejected.count, start: FIRST_FILE },
  ): void {
    const { listener, kernelRows, file } = this;
    const { byteBase, lineBase } = start;
    for (let i = first; i < to; i++) {
      const reason = rejected.reason[i];
      const byteLength = rejected.byteLength[i];
      if (reason === RECORD_TOO_LONG && this.tooLong !== undefined) {
        listener.onRejection({ ...this.tooLong, byteLength });
        continue;
      }
      const byteOffset = rejected.byteOffset[i];
      const from = byteOffset - base;
      const line = rejected.line[i] - lineBase;
      const place = {
        recordNumber: rejected.recordNumber[i],
        line,
        byteOffset: byteOffset - byteBase,
        byteLength,
        bytes,
        from,
        to: from + byteLength,
        lineStart: rejected.lineStartOffset[i] - base,
        members: rejected.members.get(i) ?? NO_BYTES,
        file,
      };
      // The text of a record in a string is not in the window.
      const isInPlace = bytes[from] === OPEN_BRACE && place.members.length === 0;
      const row = isInPlace ? kernelRows?.rowOf(place, reason) : undefined;
      if (row === undefined) listener.onRejection(this.describer.describe(place, reason));
      else listener.onKernelRow?.(row, file);
    }
  }
}
