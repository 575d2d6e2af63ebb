import type { RejectionEncoder } from '../../output/row-encoder.ts';
import { RejectionReporter } from '../../pipeline/reject/rejection-reporter.ts';
import type { RecordScanner } from '../../pipeline/scan/record-scanner.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { FoundInChunk } from './found-in-chunk.ts';

/** Makes the bytes of rejections into rows; undefined where nothing wants the rows. */
export type Reporter = RejectionReporter | undefined;

/** Encodes the rejections that a thread finds, and keeps the rows until the chunk is reported. */
export class RejectionTexts {
  constructor(
    private readonly encoded: RejectionEncoder,
    private readonly found: FoundInChunk,
    private readonly isWanted: boolean,
  ) {}

  /** Returns a reporter for the rejections of a scan. One for each scan: it works in the memory of its kernel. */
  reporterOf(settings: PipelineSettings, { fastPath }: RecordScanner): Reporter {
    if (!this.isWanted) return undefined;
    const { encoded } = this;
    return new RejectionReporter(
      settings,
      {
        onRejection: (rejection) => {
          if (encoded.isFull) this.keep();
          encoded.onRejection(rejection);
        },
        onKernelRow: (row, file) => {
          if (encoded.isFull) this.keep();
          encoded.onKernelRow(row, file);
        },
      },
      fastPath,
    );
  }

  /** Keeps the rows so far. In buffers of a few hundred kilobytes: a single one would be copied again as it grows. */
  keep(): void {
    this.found.rejectionRows.push(this.encoded.rows.slice());
    this.encoded.clear();
  }
}
