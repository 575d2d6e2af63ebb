import {
  CHECKPOINT_NUMBERS,
  type Checkpoint,
  readCheckpoint,
  writeCheckpoint,
} from '../../pipeline/scan/checkpoint.ts';

// Indexes of the shared numbers.
/** The first chunk that no thread has claimed. */
const NEXT_CHUNK = 0;
/** The next chunk to be joined. */
const TURN = 1;
const STOPPED = 2;
/** Counts the calls of `wake`. */
const WAKE = 3;
/** How many chunks the coordinator has taken. */
const CONSUMED = 4;
const SEGMENTS = 5;
/** KiB of text that wait for the coordinator. */
const WAITING_KIB = 6;
const NUMBERS = 7;

/** How often a thread polls for its turn before it sleeps: sleeping and waking take longer than most waits. */
const POLLS_BEFORE_SLEEP = 2000;
/** How many chunks may be read and wait for the coordinator. */
const MOST_AHEAD = 16;
/**
 * No chunk is claimed while more text than this waits for the coordinator: if every record is damaged, the rows of a
 * chunk are a hundred times its size.
 */
const MOST_WAITING_KIB = 64 * 1024;
/** Value of TURN after `stop`: so far below any chunk number that a late `passTurn` cannot reach a valid one. */
const NO_TURN = -(2 ** 30);

/** The memory that the coordinator and the threads of a pool share. */
export interface PoolMemory {
  readonly numbers: Int32Array;
  readonly checkpoint: Float64Array;
}

/** Memory for a new pool, all zeros. */
export function newPoolMemory(): PoolMemory {
  return {
    numbers: new Int32Array(new SharedArrayBuffer(4 * NUMBERS)),
    checkpoint: new Float64Array(new SharedArrayBuffer(8 * CHECKPOINT_NUMBERS)),
  };
}

/** Decides which thread reads which chunk, which chunk is joined next, and when to stop. */
export class PoolControl {
  private readonly numbers: Int32Array;
  private readonly checkpoint: Float64Array;

  constructor({ numbers, checkpoint }: PoolMemory) {
    this.numbers = numbers;
    this.checkpoint = checkpoint;
  }

  /**
   * Claims the next chunk for this thread. Returns undefined if none is left, or if too much waits for the coordinator.
   */
  claimChunk(chunkCount: number): number | undefined {
    const { numbers } = this;
    for (;;) {
      const chunk = Atomics.load(numbers, NEXT_CHUNK);
      if (chunk >= chunkCount || chunk - Atomics.load(numbers, CONSUMED) >= MOST_AHEAD) return undefined;
      if (Atomics.load(numbers, WAITING_KIB) > MOST_WAITING_KIB) return undefined;
      if (Atomics.compareExchange(numbers, NEXT_CHUNK, chunk, chunk + 1) === chunk) return chunk;
    }
  }

  /** Waits until all chunks before this one are joined; returns the checkpoint after them, or undefined after `stop`. */
  waitForTurn(chunk: number): Checkpoint | undefined {
    const { numbers } = this;
    for (let polls = 0; ; polls++) {
      if (this.isStopped) return undefined;
      const turn = Atomics.load(numbers, TURN);
      if (turn === chunk) return readCheckpoint(this.checkpoint);
      if (polls > POLLS_BEFORE_SLEEP) Atomics.wait(numbers, TURN, turn);
    }
  }

  /** Passes the turn to the next chunk; `checkpoint` is the end of the one just joined. */
  passTurn(checkpoint: Checkpoint): void {
    writeCheckpoint(this.checkpoint, checkpoint);
    Atomics.add(this.numbers, TURN, 1);
    Atomics.notify(this.numbers, TURN);
  }

  /** Sets where reading begins. Must be called before any thread reads. */
  beginAt(checkpoint: Checkpoint): void {
    writeCheckpoint(this.checkpoint, checkpoint);
  }

  /** The number of segments. Only the thread that has the turn changes it. */
  get segmentCount(): number {
    return Atomics.load(this.numbers, SEGMENTS);
  }

  set segmentCount(count: number) {
    Atomics.store(this.numbers, SEGMENTS, count);
  }

  /** Adds to the bytes of text that wait for the coordinator; `byteLength` is negative when it takes them. */
  addWaiting(byteLength: number): void {
    Atomics.add(this.numbers, WAITING_KIB, Math.trunc(byteLength / 1024));
  }

  /** Notes that the coordinator has taken this many chunks. */
  consume(chunkCount: number): void {
    Atomics.store(this.numbers, CONSUMED, chunkCount);
    this.wake();
  }

  /** Ends all waits; no chunk is claimed from now on. */
  stop(): void {
    Atomics.store(this.numbers, STOPPED, 1);
    // A thread that has polled and is about to sleep finds that TURN has changed, and does not sleep.
    Atomics.store(this.numbers, TURN, NO_TURN);
    Atomics.notify(this.numbers, TURN);
    this.wake();
  }

  get isStopped(): boolean {
    return Atomics.load(this.numbers, STOPPED) === 1;
  }

  /** Wakes sleeping threads: there may be something to do. */
  wake(): void {
    Atomics.add(this.numbers, WAKE, 1);
    Atomics.notify(this.numbers, WAKE);
  }

  /** For `sleepUnlessWoken`: read it before looking for something to do. */
  get wakeCount(): number {
    return Atomics.load(this.numbers, WAKE);
  }

  /** Sleeps until `wake` is called; returns at once if it was called since `wakeCount` was read. */
  sleepUnlessWoken(wakeCount: number): void {
    Atomics.wait(this.numbers, WAKE, wakeCount);
  }
}
