import {
  CHECKPOINT_NUMBERS,
  type Checkpoint,
  readCheckpoint,
  writeCheckpoint,
} from '../../pipeline/scan/checkpoint.ts';

// Places in the shared numbers.
const NEXT_CHUNK = 0;
const TURN = 1;
const STOPPED = 2;
const WAKE = 3;
const CONSUMED = 4;
const SEGMENTS = 5;
const WAITING_KIB = 6;
const NUMBERS = 7;

/** How often a thread looks whether its turn has come before it sleeps: a sleep and its end take longer than most waits. */
const LOOKS_BEFORE_SLEEP = 2000;
/** Chunks that may be read and wait to be taken by the coordinator. */
const MOST_AHEAD = 16;
/** As long as so much text of theirs waits, no other is begun: where all is damage a chunk comes to a hundred times its size. */
const MOST_WAITING_KIB = 64 * 1024;
/** In place of a chunk's number: far below all, so that it is not reached by who passes his turn on too late. */
const NOBODYS_TURN = -(2 ** 30);

/** What the coordinator and the threads of a pool share: plain memory. */
export interface PoolMemory {
  readonly numbers: Int32Array;
  readonly checkpoint: Float64Array;
}

export function newPoolMemory(): PoolMemory {
  return {
    numbers: new Int32Array(new SharedArrayBuffer(4 * NUMBERS)),
    checkpoint: new Float64Array(new SharedArrayBuffer(8 * CHECKPOINT_NUMBERS)),
  };
}

/** Who reads which chunk, whose turn it is to join his to those before, and when to stop. */
export class PoolControl {
  private readonly numbers: Int32Array;
  private readonly checkpoint: Float64Array;

  constructor({ numbers, checkpoint }: PoolMemory) {
    this.numbers = numbers;
    this.checkpoint = checkpoint;
  }

  /** The next chunk that nobody has, or nothing where too many wait to be taken. */
  claimChunk(chunkCount: number): number | undefined {
    const { numbers } = this;
    for (;;) {
      const chunk = Atomics.load(numbers, NEXT_CHUNK);
      if (chunk >= chunkCount || chunk - Atomics.load(numbers, CONSUMED) >= MOST_AHEAD) return undefined;
      if (Atomics.load(numbers, WAITING_KIB) > MOST_WAITING_KIB) return undefined;
      if (Atomics.compareExchange(numbers, NEXT_CHUNK, chunk, chunk + 1) === chunk) return chunk;
    }
  }

  /** Waits until all chunks before this one are joined; answers what they amount to, or nothing after a stop. */
  waitForTurn(chunk: number): Checkpoint | undefined {
    const { numbers } = this;
    for (let looks = 0; ; looks++) {
      if (this.isStopped) return undefined;
      const turn = Atomics.load(numbers, TURN);
      if (turn === chunk) return readCheckpoint(this.checkpoint);
      if (looks > LOOKS_BEFORE_SLEEP) Atomics.wait(numbers, TURN, turn);
    }
  }

  /** The chunk whose turn it was is joined: `checkpoint` is what all up to its end amounts to. */
  passTurn(checkpoint: Checkpoint): void {
    writeCheckpoint(this.checkpoint, checkpoint);
    Atomics.add(this.numbers, TURN, 1);
    Atomics.notify(this.numbers, TURN);
  }

  /** Where the reading begins; before any thread reads. */
  beginAt(checkpoint: Checkpoint): void {
    writeCheckpoint(this.checkpoint, checkpoint);
  }

  /** How many segments there are; only who has the turn changes it. */
  get segmentCount(): number {
    return Atomics.load(this.numbers, SEGMENTS);
  }

  set segmentCount(count: number) {
    Atomics.store(this.numbers, SEGMENTS, count);
  }

  /** So many bytes of text wait to be taken by the coordinator; they no longer do where it is below 0. */
  addWaiting(byteLength: number): void {
    Atomics.add(this.numbers, WAITING_KIB, Math.trunc(byteLength / 1024));
  }

  /** The coordinator has taken so many chunks. */
  consume(chunkCount: number): void {
    Atomics.store(this.numbers, CONSUMED, chunkCount);
    this.wake();
  }

  /** Nobody waits any longer, and no chunk is claimed any more. */
  stop(): void {
    Atomics.store(this.numbers, STOPPED, 1);
    // Who has just looked and goes to sleep finds that it is another turn than he sleeps for.
    Atomics.store(this.numbers, TURN, NOBODYS_TURN);
    Atomics.notify(this.numbers, TURN);
    this.wake();
  }

  get isStopped(): boolean {
    return Atomics.load(this.numbers, STOPPED) === 1;
  }

  /** There may be something to do for who sleeps. */
  wake(): void {
    Atomics.add(this.numbers, WAKE, 1);
    Atomics.notify(this.numbers, WAKE);
  }

  /** For `sleepUnlessWoken`, to be asked for before looking for something to do. */
  get wakings(): number {
    return Atomics.load(this.numbers, WAKE);
  }

  sleepUnlessWoken(wakings: number): void {
    Atomics.wait(this.numbers, WAKE, wakings);
  }
}
