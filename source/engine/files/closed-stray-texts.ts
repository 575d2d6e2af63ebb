import type { Dataset } from '../../pipeline/result/dataset.ts';
import { strayReader } from '../../pipeline/scan/stray-reporter.ts';
import type { FileReads } from './file-reads.ts';
import type { TextAnswer } from './files-input.ts';

/** Returns the texts of the stray runs in files that only a thread can open, by their index among those kept. */
export async function closedStrayTexts(
  { strays, files }: Pick<Dataset, 'strays' | 'files'>,
  reads: FileReads,
  open: (file: number) => Promise<TextAnswer>,
): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>();
  let endOffset = 0;
  let textOf: ((run: number) => string) | undefined;
  for (let run = 0; run < strays.count; run++) {
    const byteOffset = strays.byteOffsetOf(run);
    if (byteOffset >= endOffset) {
      endOffset = files.endAt(files.rowAt(byteOffset));
      const closed = reads.closedAt(files, byteOffset);
      if (closed !== undefined) reads.keepText(closed, await open(closed));
      textOf =
        closed === undefined
          ? undefined
          : strayReader(strays, (from, byteLength) => reads.read(files, from, byteLength));
    }
    if (textOf !== undefined) texts.set(run, textOf(run));
  }
  return texts;
}
