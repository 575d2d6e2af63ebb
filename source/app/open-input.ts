import { DecompressedSource } from '../engine/decompress/decompressed-source.ts';
import { safeText } from '../format/safe-text.ts';
import { DecodedSource, decoderOf } from '../input/decoded-source.ts';
import { foreignBytesNote } from '../input/look/foreign-bytes.ts';
import { type Compression, whyUnreadable } from '../input/look/kinds.ts';
import { contradiction, LOOK_BYTES, type Look, look } from '../input/look/look.ts';
import { recordlessText } from '../input/look/text-kinds.ts';
import { PeekedSource } from '../input/peeked-source.ts';
import type { Source } from '../input/source.ts';
import { WrappedSource } from '../input/wrapped-source.ts';
import type { ContainerChoice } from './containers.ts';
import { CommandError, EXIT_FAILED } from './errors.ts';

/** Built beside the bundled command. */
const WORKER = new URL('./decompress-worker.js', import.meta.url);
/** An archive in an archive in an archive. */
const MOST_LAYERS = 4;

/** An input as the text that it holds. */
export interface OpenedText {
  /** The source itself where its bytes are UTF-8 already. */
  readonly source: Source;
  /** What a user should know about it, one sentence each. */
  readonly notes: readonly string[];
  /** Returns the error for it if there is no record in it. */
  readonly noRecordError: () => NoTextError;
}

/** How an input is opened for the screen. */
export interface Haste {
  /**
   * How many milliseconds to wait for the first byte of a pipe. When they are over, the decision is put off until there is
   * one; what holds no text is then a failure to read. Undefined: there is no hurry.
   */
  readonly patience?: number;
  /** nice value of the thread that decompresses, from 0 (normal) to 19 (lowest). */
  readonly niceness?: number;
}

/**
 * Decides from the first bytes of an input what it is, and returns the text in it: decompressed and decoded (spec section
 * 14). Throws CommandError, one line that says what it is and what to do, for an input that holds no text.
 */
export async function openText(
  input: Source,
  choice: ContainerChoice,
  haste: Haste = {},
): Promise<OpenedText> {
  const { format, encoding } = choice;
  const layers: Compression[] = [];
  let source = input;
  let head: Uint8Array = new Uint8Array(0);
  const decode = async (name: string): Promise<OpenedText> => {
    const decoder = decoderOf(name);
    const { name: file } = input;
    const contradicts = contradiction(file, layers[0]);
    const foreign =
      decoder === undefined && encoding === undefined
        ? foreignBytesNote(head, head.length < LOOK_BYTES)
        : undefined;
    return {
      source: decoder === undefined ? source : new DecodedSource(source, decoder),
      notes: [
        ...(contradicts === undefined ? [] : [`${file} ${contradicts}`]),
        ...(foreign === undefined ? [] : [`${file}: ${foreign}`]),
      ],
      noRecordError: () =>
        unreadable(input, { kind: 'unreadable', ...recordlessText(head) }, layers.length > 0),
    };
  };
  try {
    for (;;) {
      const named = layers.length === 0 ? format : undefined;
      if (named === 'json') return await decode(encoding ?? 'utf-8');
      const first = await readHead(source, LOOK_BYTES, layers.length === 0 ? haste.patience : undefined);
      source = first.source;
      if (first.head === undefined) return late(source, choice, haste);
      head = first.head;
      const found =
        named === undefined ? look(head, encoding) : ({ kind: 'compressed', compression: named } as const);
      if (found.kind === 'compressed' && layers.length < MOST_LAYERS) {
        layers.push(found.compression);
        source = new DecompressedSource(source, found.compression, WORKER, haste.niceness);
      } else if (found.kind === 'text') return await decode(found.encoding);
      else throw unreadable(input, found, layers.length > 0);
    }
  } catch (error) {
    await source.close();
    throw error;
  }
}

/**
 * Returns the first bytes of a source, at most `most`, and a source with them still to be read; no bytes if none have come
 * in time.
 */
export async function readHead(
  source: Source,
  most: number,
  patience: number | undefined,
): Promise<{ readonly head: Uint8Array | undefined; readonly source: Source }> {
  if (source.sizeBytes !== undefined) {
    const head = new Uint8Array(most);
    return { head: head.subarray(0, await source.readAt(head, 0)), source };
  }
  const peeked = source instanceof PeekedSource ? source : new PeekedSource(source);
  const head = await peeked.peek(most, patience);
  const isLate = head.length === 0 && !peeked.hasEnded;
  return { head: isLate ? undefined : head, source: peeked };
}

/** An input that holds no text that could be read. */
export class NoTextError extends CommandError {
  /** `why`: in words that follow the name of the input. */
  constructor(
    name: string,
    readonly why: string,
  ) {
    super(`cannot read ${safeText(name)}: ${why}`, EXIT_FAILED);
  }
}

function unreadable(input: Source, found: Look, isInside: boolean): NoTextError {
  if (found.kind !== 'unreadable')
    return new NoTextError(
      input.name,
      `it is compressed more than ${MOST_LAYERS} times; decompress it first`,
    );
  const isNamed = input.sizeBytes !== undefined && (!isInside || found.decompresses === true);
  const path = isNamed ? input.name : undefined;
  return new NoTextError(input.name, whyUnreadable(found, isInside, path));
}

function late(source: Source, choice: ContainerChoice, { niceness = 0 }: Haste): OpenedText {
  const noRecordError = (): NoTextError =>
    unreadable(source, { kind: 'unreadable', ...recordlessText(new Uint8Array(0)) }, false);
  return { source: new LateSource(source, choice, niceness), notes: [], noRecordError };
}

/** A pipe that nothing has come through yet: what it is is decided when something comes. */
class LateSource extends WrappedSource {
  private opened: Promise<OpenedText> | undefined;

  constructor(
    source: Source,
    private readonly choice: ContainerChoice,
    private readonly niceness: number,
  ) {
    super(source);
  }

  override async read(into: Uint8Array): Promise<number> {
    this.opened ??= openText(this.inner, this.choice, { niceness: this.niceness });
    return (await this.opened).source.read(into);
  }

  override async close(): Promise<void> {
    // Nothing may ever come: what was opened is closed when it is.
    void this.opened?.then(
      ({ source }) => source.close(),
      () => undefined,
    );
    await this.inner.close();
  }
}
