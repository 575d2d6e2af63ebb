import type { RowEncoder } from '../../output/row-encoder.ts';
import type { StringInterner } from '../../pipeline/columns/interner.ts';
import { Users } from '../../pipeline/store/users.ts';
import { areFiles, type TextsOf } from '../files/files-input.ts';
import { buffersOf, FoundInChunk } from './found-in-chunk.ts';
import { InputTexts } from './input-texts.ts';
import { MemoryBroadcast } from './memory-broadcast.ts';
import { PackedReader } from './packed-reader.ts';
import { PieceReader } from './piece-reader.ts';
import { PoolControl } from './pool-control.ts';
import { type ChunkResult, textBytesOf, type WorkerInit } from './pool-messages.ts';
import type { ReaderParts } from './reader-parts.ts';
import { RejectionTexts } from './rejection-texts.ts';
import { sharedInterner } from './shared-interner.ts';
import { SharedSegments } from './shared-segments.ts';

/** Reads chunks of the input on one thread of a pool and writes their events into the memory that the threads share. */
export class ChunkReader {
  private readonly control: PoolControl;
  /** That of the users, then one for each dimension. */
  private readonly interners: readonly StringInterner[];
  /** How many texts of each interner were reported. */
  private readonly reported: number[];
  private readonly parts: ReaderParts;
  private readonly pieces: PieceReader;
  /** Reads small files; made for the first of them. */
  private packed: PackedReader | undefined;

  /** `textsOf`: how several files are opened. `ask`: see InputTexts. */
  constructor(
    private readonly init: WorkerInit,
    encoder: RowEncoder,
    textsOf: TextsOf | undefined,
    ask: (file: number) => void,
    private readonly report: (result: ChunkResult, owned: readonly ArrayBuffer[]) => void,
  ) {
    const { input, settings, chunkBytes, peers } = init;
    this.control = new PoolControl(init.control);
    const broadcast = new MemoryBroadcast(peers);
    this.interners = init.interners.map(({ control, memory }, number) =>
      sharedInterner(number, settings.hashSeed, control, memory, broadcast),
    );
    this.reported = this.interners.map(() => 0);
    const [users, ...dimensions] = this.interners;
    const opening = areFiles(input) ? textsOf?.(input.container) : undefined;
    const found = new FoundInChunk(settings);
    this.parts = {
      settings,
      chunkBytes,
      dictionaries: { users: new Users(settings.hashSeed, users), dimensions },
      texts: new InputTexts(input, opening, this.control, init.texts, ask),
      segments: new SharedSegments(this.control, broadcast),
      found,
      rejectionTexts: new RejectionTexts(encoder.rejections(), found, init.wantsRejectionRows),
    };
    this.pieces = new PieceReader(this.parts);
  }

  /**
   * Reads the next chunk; returns whether there was one. A single file that cannot be read to its end ends the reading of
   * the pool: what precedes the failure is reported, together with it.
   */
  readChunk(): boolean {
    const { control } = this;
    const { chunks } = this.init;
    const number = control.claimChunk(chunks.length);
    if (number === undefined) return false;
    const chunk = chunks[number];
    const join = chunk.kind === 'piece' ? this.pieces.read(chunk) : this.packedReader().read(chunk);
    const before = control.waitForTurn(number);
    if (before === undefined) return false;
    const { checkpoint, failure, give } = join(before);
    if (failure === undefined) control.passTurn(checkpoint);
    else control.stop();
    // The next thread goes on: the rows that wait here have their places in the segments.
    give();
    const found = this.parts.found.take();
    const result: ChunkResult = {
      kind: 'chunk',
      chunk: number,
      checkpoint,
      failure,
      ...found,
      segments: this.parts.segments.takeNew(),
      interners: this.newInInterners(),
    };
    control.addWaiting(textBytesOf(result));
    this.report(result, buffersOf(found));
    return true;
  }

  private packedReader(): PackedReader {
    this.packed ??= new PackedReader(this.parts, this.pieces);
    return this.packed;
  }

  private newInInterners(): ChunkResult['interners'] {
    const { interners, reported } = this;
    return interners.map((interner, number) => {
      if (interner.count === reported[number]) return undefined;
      reported[number] = interner.count;
      return interner.columns();
    });
  }
}
