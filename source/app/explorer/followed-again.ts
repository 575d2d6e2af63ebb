import { closeSync, fstatSync, openSync, type Stats, statSync } from 'node:fs';
import type { Begun } from '../../input/follow/followed-input.ts';
import { FollowedReads } from '../../input/follow/followed-reads.ts';
import type { Change, SourceDescription } from '../../input/source.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { FileTable } from '../../pipeline/store/file-table.ts';

/** How many of the files that took the place of the followed one stay open here. */
const MOST_OPEN = 16;

/** Reads, for the screen, a file that another thread follows, and those that took its place. */
export class FollowedAgain {
  readonly reads: FollowedReads;
  private table = new FileTable();
  private descriptor: number;
  private readonly opened: number[] = [];
  /** The file under its path when following ended. */
  private settled: Stats | undefined;

  constructor(private readonly source: SourceDescription) {
    this.descriptor = source.descriptor;
    this.reads = new FollowedReads(source.descriptor, source.startOffset);
  }

  know({ files }: Dataset): void {
    this.table = files;
  }

  /** Opens the file that the other thread reads now, unless yet another has taken its place by now. */
  begun({ why, identity }: Begun): void {
    if (why !== 'replaced') {
      this.reads.loseLast();
      this.reads.add(this.descriptor);
      return;
    }
    const descriptor = openIfSame(this.source.opened?.path, identity);
    this.reads.add(descriptor);
    if (descriptor === undefined) return;
    this.descriptor = descriptor;
    this.opened.push(descriptor);
    if (this.opened.length <= MOST_OPEN) return;
    const [oldest] = this.opened.splice(0, 1);
    this.reads.lose(oldest);
    closeSync(oldest);
  }

  /** Fills `into` from `byteOffset` on; returns how many bytes are there. `lost`: see FollowedReads. */
  readAt(into: Uint8Array, byteOffset: number, lost?: number): number {
    const bytes = this.reads.read(this.table, byteOffset, into.length, lost);
    into.set(bytes);
    return bytes.length;
  }

  /** Call it when the other thread no longer waits for more. */
  settle(): void {
    this.settled = this.there();
  }

  /** Returns how the file has changed since following ended. */
  change(): Change {
    const { settled } = this;
    const now = this.there();
    if (settled === undefined) return 'none';
    if (now === undefined) return 'gone';
    if (now.dev !== settled.dev || now.ino !== settled.ino) return 'replaced';
    if (now.size < settled.size) return 'shorter';
    if (now.size > settled.size) return 'longer';
    return now.mtimeMs === settled.mtimeMs ? 'none' : 'other';
  }

  private there(): Stats | undefined {
    const path = this.source.opened?.path;
    return path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
  }

  close(): void {
    for (const descriptor of this.opened.splice(0)) closeSync(descriptor);
  }
}

function openIfSame(path: string | undefined, { device, inode }: Begun['identity']): number | undefined {
  if (path === undefined) return undefined;
  try {
    const descriptor = openSync(path, 'r');
    const { dev, ino } = fstatSync(descriptor);
    if (dev === device && ino === inode) return descriptor;
    closeSync(descriptor);
  } catch {
    // The file has been moved away already.
  }
  return undefined;
}
