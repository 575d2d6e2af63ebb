import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import { readDescriptor } from '../read-descriptor.ts';
import type { SourceDescription } from '../source.ts';
import { FileHead } from './file-head.ts';
import type { FollowedInput, FollowedRead, NewBeginning } from './followed-input.ts';
import { FollowedReads } from './followed-reads.ts';

/** How many of the files that were replaced stay open, so that their records can be read again. */
const MOST_REPLACED = 16;

/**
 * A growing file, found by its path. When the path leads to another file, that one is read next, after the end of this one.
 * A file that became shorter than what was read of it, or begins with other bytes, is read from its beginning.
 */
export class FollowedFile implements FollowedInput {
  readonly reads: FollowedReads;
  readonly name: string;
  private readonly path: string | undefined;
  private descriptor: number;
  /** The position in the file of the next byte to read. */
  private position: number;
  /** Descriptors that were opened here, the current one last. */
  private readonly opened: number[] = [];
  /** Whether the path led elsewhere at the last look. One more look follows, since a writer may still have the file open. */
  private isReplaced = false;
  private head: FileHead;
  /** Whether there was nothing more at the last look. */
  private isAtEnd = false;

  /** `source`: of a regular file, which stays open as long as this is used. */
  constructor({ name, descriptor, startOffset, opened }: SourceDescription) {
    this.name = name;
    this.path = opened?.path;
    this.descriptor = descriptor;
    this.position = startOffset;
    this.head = new FileHead(startOffset);
    this.reads = new FollowedReads(descriptor, startOffset);
  }

  async read(into: Uint8Array): Promise<FollowedRead> {
    if (this.isAtEnd && this.head.isOther(this.descriptor, fstatSync(this.descriptor).mtimeMs)) {
      return this.beginAgain('rewritten');
    }
    const { bytesRead } = await readDescriptor(this.descriptor, into, 0, into.length, this.position);
    this.isAtEnd = bytesRead === 0;
    this.head.add(into.subarray(0, bytesRead), this.position);
    this.position += bytesRead;
    if (bytesRead > 0) return { kind: 'bytes', byteLength: bytesRead };
    if (fstatSync(this.descriptor).size < this.position) return this.beginAgain('shorter');
    const wasReplaced = this.isReplaced;
    this.isReplaced = this.leadsElsewhere();
    return wasReplaced && this.isReplaced ? this.openAgain() : { kind: 'none' };
  }

  close(): void {
    for (const descriptor of this.opened.splice(0)) closeSync(descriptor);
  }

  private beginAgain(why: NewBeginning): FollowedRead {
    this.reads.loseLast();
    return this.begun(why);
  }

  private begun(why: NewBeginning): FollowedRead {
    this.position = 0;
    this.head = new FileHead(0);
    this.isAtEnd = false;
    this.reads.add(this.descriptor);
    const { dev, ino } = fstatSync(this.descriptor);
    return { kind: 'begun', why, identity: { device: dev, inode: ino } };
  }

  /** Whether another file is where this one was found. While none is, this one goes on. */
  private leadsElsewhere(): boolean {
    if (this.path === undefined) return false;
    try {
      const there = statSync(this.path, { throwIfNoEntry: false });
      if (there?.isFile() !== true) return false;
      const here = fstatSync(this.descriptor);
      return there.dev !== here.dev || there.ino !== here.ino;
    } catch {
      // The path may not be looked at by now, or is a loop of links: this one is still open.
      return false;
    }
  }

  private openAgain(): FollowedRead {
    let descriptor: number;
    try {
      descriptor = openSync(this.path ?? '', 'r');
    } catch {
      // The next look tries again: permissions may still be set.
      return { kind: 'none' };
    }
    this.opened.push(descriptor);
    if (this.opened.length > MOST_REPLACED) {
      const [oldest] = this.opened.splice(0, 1);
      this.reads.lose(oldest);
      closeSync(oldest);
    }
    this.descriptor = descriptor;
    this.isReplaced = false;
    return this.begun('replaced');
  }
}
