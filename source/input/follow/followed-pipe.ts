import { setTimeout as wait } from 'node:timers/promises';
import type { Source } from '../source.ts';
import type { FollowedInput, FollowedRead } from './followed-input.ts';

/** How long a read waits before it reports that there is nothing. */
const PATIENCE_MILLISECONDS = 50;

/** A pipe, which may never end. A read of it cannot be cancelled: it goes on, and the next read here takes its bytes. */
export class FollowedPipe implements FollowedInput {
  private reading: Promise<number> | undefined;
  private readonly bytes = new Uint8Array(1024 * 1024);

  constructor(private readonly source: Source) {}

  get name(): string {
    return this.source.name;
  }

  /** `into` must have room for a mebibyte. */
  async read(into: Uint8Array): Promise<FollowedRead> {
    this.reading ??= this.source.read(this.bytes);
    // Marks a failure as handled: the next read throws it.
    this.reading.catch(() => undefined);
    const patience = new AbortController();
    const late = wait(PATIENCE_MILLISECONDS, undefined, { signal: patience.signal }).catch(() => undefined);
    const byteLength = await Promise.race([this.reading, late]);
    patience.abort();
    if (byteLength === undefined) return { kind: 'none' };
    this.reading = undefined;
    into.set(this.bytes.subarray(0, byteLength));
    return byteLength === 0 ? { kind: 'ended' } : { kind: 'bytes', byteLength };
  }

  close(): void {}
}
