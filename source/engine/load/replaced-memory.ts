import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A collection follows after so much: it takes some 20 ms, every few seconds while a large file is followed. */
const MOST_REPLACED_BYTES = 1024 * 1024 * 1024;

/**
 * V8 does not count memory that threads share, and may keep gigabytes of it that nothing uses any more. Where columns of a
 * large file are replaced several times a second, as those of a grouping to which events are added, each thread that has
 * seen them collects its garbage by itself, unless V8 has done so for other reasons: the thread that draws while keys are
 * pressed leaves enough garbage for that, in steps that hold no key up.
 */
export class ReplacedMemory {
  private byteLength = 0;
  private collect: (() => void) | undefined;
  /** Notices that V8 has collected all garbage: the object that it watches is garbage at once. */
  private readonly collections = new FinalizationRegistry<undefined>(() => {
    this.byteLength = 0;
    this.watchCollections();
  });

  /** `makeCollector`: returns what collects all garbage of the thread. */
  constructor(private readonly makeCollector: () => () => void = garbageCollector) {
    this.watchCollections();
  }

  /** Notes that this many bytes were replaced. */
  add(byteLength: number): void {
    this.byteLength += byteLength;
    if (this.byteLength < MOST_REPLACED_BYTES) return;
    this.byteLength = 0;
    this.collect ??= this.makeCollector();
    this.collect();
  }

  private watchCollections(): void {
    this.collections.register({}, undefined);
  }
}

/** Returns what collects all garbage of this thread. */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
