import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How much may be replaced before a collection, which takes some 20 ms every few seconds while a large file is followed. */
const MOST_REPLACED_BYTES = 1024 * 1024 * 1024;

/**
 * V8 does not count memory that threads share, and may keep gigabytes of it that nothing uses any more. Where columns of a
 * large file are replaced several times a second, as those of a grouping to which events are added, each thread that has
 * seen them collects its garbage by itself.
 */
export class ReplacedMemory {
  private byteLength = 0;
  private collect: (() => void) | undefined;

  /** Call it when so many bytes of shared columns were replaced. */
  add(byteLength: number): void {
    this.byteLength += byteLength;
    if (this.byteLength < MOST_REPLACED_BYTES) return;
    this.byteLength = 0;
    this.collect ??= garbageCollector();
    this.collect();
  }
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
