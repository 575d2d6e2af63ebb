import type { TooLongBeginning } from '../scan/scanner.ts';
import type { Window } from '../scan/window-buffer.ts';
import type { PipelineSettings } from '../settings.ts';
import type { RejectionBatch } from '../store/rejection-batch.ts';
import { RECORD_TOO_LONG } from '../validate/reasons.ts';
import { type RejectedPlace, type Rejection, RejectionDescriber } from './rejection.ts';

/** Reports rejections with their texts, in file order, while the bytes of their records are in memory. */
export class RejectionReporter {
  private readonly describer: RejectionDescriber;
  /** A record over `maxRecordBytes`: described at its beginning, reported at its end, when its length is known. */
  private tooLong: Rejection | undefined;

  /** `takePlace` is called first: where it returns true it has handled the rejection, and no text is made. */
  constructor(
    private readonly settings: PipelineSettings,
    private readonly onRejection: (rejection: Rejection) => void,
    private readonly takePlace: (place: RejectedPlace, code: number) => boolean = () => false,
  ) {
    this.describer = new RejectionDescriber(settings);
  }

  onTooLongRecord({ event, line, lineStartOffset }: TooLongBeginning, window: Window, from: number): void {
    const { bytes, base, to } = window;
    const place = {
      event,
      line,
      byteOffset: base + from,
      byteLength: 0, // known at its end
      bytes,
      from,
      to: Math.min(to, from + this.settings.maxRecordBytes),
      lineStart: lineStartOffset - base,
    };
    this.tooLong = this.describer.describe(place, RECORD_TOO_LONG);
  }

  tell(rejected: RejectionBatch, { bytes, base }: Window): void {
    for (let i = 0; i < rejected.count; i++) {
      const code = rejected.code[i];
      const byteLength = rejected.byteLength[i];
      if (code === RECORD_TOO_LONG && this.tooLong !== undefined) {
        this.onRejection({ ...this.tooLong, byteLength });
        continue;
      }
      const byteOffset = rejected.byteOffset[i];
      const from = byteOffset - base;
      const place = {
        event: rejected.event[i],
        line: rejected.line[i],
        byteOffset,
        byteLength,
        bytes,
        from,
        to: from + byteLength,
        lineStart: rejected.lineStartOffset[i] - base,
      };
      if (!this.takePlace(place, code)) this.onRejection(this.describer.describe(place, code));
    }
  }
}
