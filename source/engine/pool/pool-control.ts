import {
  CHECKPOINT_NUMBERS,
  type Checkpoint,
  readCheckpoint,
  writeCheckpoint,
} from '../../pipeline/scan/checkpoint.ts';

// Indexes of the shared numbers.
/** The first chunk that no thread has claimed. */
const NEXT_CHUNK = 0;
/** The chunk that is to be joined next. */
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

/** How often a thread polls for its turn before it sleeps: to sleep and wake up takes longer than most waits. */
const POLLS_BEFORE_SLEEP = 2000;
/** How many chunks may be read and wait for the coordinator. */
const MOST_AHEAD = 16;
/**
 * No chunk is claimed while more text than this waits for the coordinator: where every record is damaged, the rows of a
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

/** Which thread reads which chunk, whose turn it is to join a chunk to those before it, and when to stop. */
export class PoolControl {
  private readonly numbers: Int32Array;
  private readonly checkpoint: Float64Array;

  constructor({ numbers, checkpoint }: PoolMemory) {
    this.numbers = numbers;
    this.checkpoint = checkpoint;
  }

  /** Claims the next chunk for this thread; undefined where none is left, or too much waits for the coordinator. */
  claimChunk(chunkCount: number): number | undefined {
    const { numbers } = this;
    for (;;) {
      const chunk = Atomics.load(numbers, NEXT_CHUNK);
      if (chunk >= chunkCount || chunk - Atomics.load(numbers, CONSUMED) >= MOST_AHEAD) return undefined;
      if (Atomics.load(numbers, WAITING_KIB) > MOST_WAITING_KIB) return undefined;
      if (Atomics.compareExchange(numbers, NEXT_CHUNK, chunk, chunk + 1) === chunk) return chunk;
    }
  }

  /** Waits until all chunks before this one are joined; returns the checkpoint behind them, or undefined after `stop`. */
  waitForTurn(chunk: number): Checkpoint | undefined {
    const { numbers } = this;
    for (let polls = 0; ; polls++) {
      if (this.isStopped) return undefined;
      const turn = Atomics.load(numbers, TURN);
      if (turn === chunk) return readCheckpoint(this.checkpoint);
      if (polls > POLLS_BEFORE_SLEEP) Atomics.wait(numbers, TURN, turn);
    }
  }

  /** The chunk whose turn it was is joined; `checkpoint` stands at its end. */
  passTurn(checkpoint: Checkpoint): void {
    writeCheckpoint(this.checkpoint, checkpoint);
    Atomics.add(this.numbers, TURN, 1);
    Atomics.notify(this.numbers, TURN);
  }

  /** Sets where reading begins. Only before any thread reads. */
  beginAt(checkpoint: Checkpoint): void {
    writeCheckpoint(this.checkpoint, checkpoint);
  }

  /** How many segments there are. Only the thread that has the turn changes it. */
  get segmentCount(): number {
    return Atomics.load(this.numbers, SEGMENTS);
  }

  set segmentCount(count: number) {
    Atomics.store(this.numbers, SEGMENTS, count);
  }

  /** So many more bytes of text wait for the coordinator; fewer, where `byteLength` is negative. */
  addWaiting(byteLength: number): void {
    Atomics.add(this.numbers, WAITING_KIB, Math.trunc(byteLength / 1024));
  }

  /** The coordinator has taken so many chunks. */
  consume(chunkCount: number): void {
    Atomics.store(this.numbers, CONSUMED, chunkCount);
    this.wake();
  }

  /** Ends all waits; no chunk is claimed from now on. */
  stop(): void {
    Atomics.store(this.numbers, STOPPED, 1);
    // A thread that has polled and is about to sleep finds that TURN has changed, and does not.
    Atomics.store(this.numbers, TURN, NO_TURN);
    Atomics.notify(this.numbers, TURN);
    this.wake();
  }

  get isStopped(): boolean {
    return Atomics.load(this.numbers, STOPPED) === 1;
  }

  /** Wakes threads that sleep: there may be something to do. */
  wake(): void {
    Atomics.add(this.numbers, WAKE, 1);
    Atomics.notify(this.numbers, WAKE);
  }

  /** For `sleepUnlessWoken`: to be read before looking for something to do. */
  get wakeCount(): number {
    return Atomics.load(this.numbers, WAKE);
  }

  /** Sleeps until `wake` is called; returns at once if it was called since `wakeCount` was read. */
  sleepUnlessWoken(wakeCount: number): void {
    Atomics.wait(this.numbers, WAKE, wakeCount);
  }
}
