/** The entry of a decompressing thread: see DecompressedSource, which starts it. */
import { parentPort, workerData } from 'node:worker_threads';
import { readRecordNow } from '../../input/described-source.ts';
import type { SourceDescription } from '../../input/source.ts';
import { lowerPriority } from '../priority.ts';
import { damaged } from './archive-error.ts';
import { type ByteSlots, END, FREE, setLength, slotOf, waitForBytes, waitForRoom } from './byte-slots.ts';
import type { CompressedInput } from './codecs/codec.ts';
import { CODECS } from './codecs/codecs.ts';
import type { DecompressInit, DecompressReport, DecompressTask } from './messages.ts';

const report = (report: DecompressReport): void => parentPort?.postMessage(report);

/** Takes the slots that the other thread fills. */
class SlotInput implements CompressedInput {
  bytesTaken = 0;
  private slot = 0;
  private bytes: Uint8Array | undefined;

  /** `onWait` is called before the thread may be blocked. */
  constructor(
    private readonly slots: ByteSlots,
    private readonly onWait: () => void,
    readonly again: (() => CompressedInput) | undefined,
  ) {}

  next(most: number): Uint8Array | undefined {
    if (this.bytes?.length === 0) this.free();
    if (this.bytes === undefined) {
      const { slots, slot } = this;
      if (Atomics.load(slots.lengths, slot) === FREE) this.onWait();
      const length = waitForBytes(slots, slot);
      if (length === END) return undefined;
      this.bytes = slotOf(slots, slot).subarray(0, length);
    }
    const taken = this.bytes.subarray(0, most);
    this.bytes = this.bytes.subarray(taken.length);
    this.bytesTaken += taken.length;
    return taken;
  }

  private free(): void {
    this.bytes = undefined;
    setLength(this.slots, this.slot, FREE);
    this.slot = (this.slot + 1) % this.slots.lengths.length;
    report({ kind: 'taken' });
  }
}

/** Reads a file on this thread. */
class FileInput implements CompressedInput {
  bytesTaken = 0;

  constructor(private readonly source: SourceDescription) {}

  next(most: number): Uint8Array | undefined {
    const bytes = readRecordNow(this.source, this.bytesTaken, most);
    this.bytesTaken += bytes.length;
    return bytes.length === 0 ? undefined : bytes;
  }
}

/** Fills slots, which the other thread takes. */
class SlotOutput {
  private slot = 0;
  private length = 0;

  constructor(private readonly slots: ByteSlots) {}

  readonly write = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; ) {
      if (this.length === 0) waitForRoom(this.slots, this.slot);
      const room = slotOf(this.slots, this.slot).subarray(this.length);
      const part = bytes.subarray(at, at + room.length);
      room.set(part);
      at += part.length;
      this.length += part.length;
      if (part.length === room.length) this.flush();
    }
  };

  /** Passes on what is there, however little. */
  readonly flush = (): void => {
    if (this.length === 0) return;
    setLength(this.slots, this.slot, this.length);
    this.slot = (this.slot + 1) % this.slots.lengths.length;
    this.length = 0;
    report({ kind: 'filled' });
  };
}

async function decompress({ compression, compressed, source, decompressed }: DecompressTask): Promise<void> {
  const output = new SlotOutput(decompressed);
  const input = new SlotInput(compressed, output.flush, source && (() => new FileInput(source)));
  let failure: Extract<DecompressReport, { kind: 'ended' }>['failure'];
  try {
    await CODECS[compression](input, output.write);
  } catch (error) {
    // A trap of WebAssembly: the library did not foresee such damage.
    const isTrap = error instanceof Error && error.name === 'RuntimeError';
    const { message, code } = (
      isTrap ? damaged(compression, input.bytesTaken) : error
    ) as NodeJS.ErrnoException;
    failure = { message, code };
  }
  output.flush();
  report({ kind: 'ended', failure });
}

const init: DecompressInit = workerData;
lowerPriority(init.niceness);
parentPort?.on('message', (task: DecompressTask) => void decompress(task));
