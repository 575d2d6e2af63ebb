import type { LineAddress } from '../store/address.ts';
import type { StrayStore } from '../store/stray-store.ts';
import { type ReadBytes, type ReadBytesAsync, windowedReads } from '../text/byte-reads.ts';
import { firstCharacters, NO_BYTES } from '../text/bytes.ts';
import { decodeText } from '../text/shown-text.ts';
import type { RecordScanner } from './record-scanner.ts';
import type { Window } from './window-buffer.ts';

/** How many characters of a stray run are shown and written: as many as of a rejection. */
const KEPT_CHARACTERS = 300;
/** No character is longer than four bytes, so this much always holds as many. */
const STRAY_TEXT_BYTES = 4 * KEPT_CHARACTERS;

/** A stray run with its text. */
export interface StrayRun extends LineAddress {
  readonly byteLength: number;
  /** Its first 300 characters; not made safe. */
  readonly raw: string;
}

/** Returns the text of a run as it is shown and written. `bytes`: its first STRAY_TEXT_BYTES, or all if it is shorter. */
function strayText(bytes: Uint8Array): string {
  return firstCharacters(decodeText(bytes), KEPT_CHARACTERS);
}

/** Returns a function that reads the text of a kept run, by index, again; it throws what `readBytes` throws. */
export function strayReader(strays: StrayStore, readBytes: ReadBytes): (run: number) => string {
  const read = windowedReads(readBytes);
  return (run) =>
    strayText(read(strays.byteOffsetOf(run), Math.min(strays.byteLengthOf(run), STRAY_TEXT_BYTES)));
}

/** Returns the text of one run, read again without blocking the thread; rejects with what `readBytes` rejects with. */
export async function readStray(strays: StrayStore, readBytes: ReadBytesAsync, run: number): Promise<string> {
  return strayText(
    await readBytes(strays.byteOffsetOf(run), Math.min(strays.byteLengthOf(run), STRAY_TEXT_BYTES)),
  );
}

/** Reports stray runs with their texts, in file order, while their bytes are in memory: for inputs that come only once. */
export class StrayReporter {
  /** The beginning of the run that was open at the end of the last window, and where that is. */
  private beginning: Uint8Array = NO_BYTES;
  private beginningOffset = Number.NaN;

  constructor(private readonly onStray: (run: StrayRun) => void) {}

  /** Reports the runs that wait in `scanner`, before the bytes of the window are dropped. */
  report({ strays, counters }: RecordScanner, window: Window): void {
    for (let row = 0; row < strays.count; row++) {
      const byteOffset = strays.byteOffset[row];
      const byteLength = strays.byteLength[row];
      const raw = strayText(this.textAt(byteOffset, byteOffset + byteLength, window));
      this.onStray({ line: strays.line[row], byteOffset, byteLength, raw });
    }
    if (counters.strayBytesOnLine === 0) return;
    // The run may continue after the separators here: what is too much is cut off when its end is known.
    this.beginning = this.textAt(counters.openStrayOffset, window.base + window.to, window).slice();
    this.beginningOffset = counters.openStrayOffset;
  }

  /** Returns the first bytes of a run; what lies before the window is part of `beginning`. */
  private textAt(byteOffset: number, endOffset: number, { bytes, base }: Window): Uint8Array {
    const known = byteOffset === this.beginningOffset ? this.beginning : NO_BYTES;
    const end = Math.min(endOffset, byteOffset + STRAY_TEXT_BYTES);
    if (byteOffset >= base) return bytes.subarray(byteOffset - base, end - base);
    const from = byteOffset + known.length;
    if (end <= from) return known.subarray(0, end - byteOffset);
    const text = new Uint8Array(end - byteOffset);
    text.set(known);
    text.set(bytes.subarray(from - base, end - base), known.length);
    return text;
  }
}
