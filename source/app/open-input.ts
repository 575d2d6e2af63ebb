import { DecompressedSource } from '../engine/decompress/decompressed-source.ts';
import { DecodedSource, decoderOf, encodedText } from '../input/decoded-source.ts';
import { foreignWords, foreignWordsOfHead } from '../input/look/foreign-bytes.ts';
import type { ForeignCount } from '../input/look/foreign-records.ts';
import type { ArchiveKind, Compression } from '../input/look/kinds.ts';
import { contradiction, LOOK_BYTES } from '../input/look/look.ts';
import { recordlessText, unreadableText } from '../input/look/text-kinds.ts';
import { PeekedSource } from '../input/peeked-source.ts';
import type { Source } from '../input/source.ts';
import type { PlannedContainer } from '../pipeline/plan/plan.ts';
import { foreignTableIn, isWhole, lookBy, lookByCompression } from './chosen-look.ts';
import { type ContainerChoice, NO_FORMAT, parquetContainer, plannedContainer } from './containers.ts';
import { LateSource } from './late-source.ts';
import { NoTextError, unreadable } from './no-text.ts';
import { HeldParquetRows, parquetRows } from './open-parquet.ts';

/** Built beside the bundled command. */
export const DECOMPRESS_WORKER = new URL('./decompress-worker.cjs', import.meta.url);
/** An archive in an archive in an archive. */
const MOST_LAYERS = 4;

/** An input as the text that it holds. */
export interface OpenedText {
  /** The source itself where its bytes are UTF-8 already. */
  readonly source: Source;
  /** Returns what it is read as; undefined until the first bytes have come through a pipe. */
  readonly container: () => PlannedContainer | undefined;
  /** What a user should know about it, one sentence each, its name in it. */
  readonly notes: readonly string[];
  /** The same about its first bytes, without its name, for use until the rest has been read. */
  readonly headNotes: () => readonly string[];
  /** The same, once it has been read. `foreign`: the records that hold bytes which are not UTF-8. */
  readonly notesAfter: (foreign: ForeignCount | undefined) => readonly string[];
  /** Returns the error for it if there is no record in it. */
  readonly noRecordError: () => NoTextError;
}

/** An input that is an archive: its members are files. */
export interface FoundArchive {
  readonly archive: ArchiveKind;
  /** The archive from its first byte on, decompressed. */
  readonly source: Source;
  /** Whether the archive was in something compressed. */
  readonly isCompressed: boolean;
}

/** How an input is opened. */
export interface OpeningOptions {
  /**
   * How long to wait for the first byte of a pipe. After that the decision what it is comes with the first byte, and a pipe
   * that holds no text is a failure to read. Undefined: without a limit.
   */
  readonly firstByteMilliseconds?: number;
  /** nice value of the thread that decompresses, from 0 (normal) to 19 (lowest). */
  readonly niceness?: number;
}

/** Does what `openTextOrArchive` does for an input that is no archive: throws CommandError for one that is. */
export async function openText(
  input: Source,
  choice: ContainerChoice,
  opening: OpeningOptions = {},
): Promise<OpenedText> {
  const opened = await openTextOrArchive(input, choice, opening);
  if (!('archive' in opened)) return opened;
  await opened.source.close();
  throw unreadable(input, { kind: 'archive', archive: opened.archive }, opened.isCompressed);
}

/**
 * Decides from the first bytes of an input what it is, and returns the text in it: decompressed and decoded (spec section
 * 14). Throws CommandError, one line that says what it is and what to do, for an input that holds no text.
 */
export async function openTextOrArchive(
  input: Source,
  choice: ContainerChoice,
  opening: OpeningOptions = {},
): Promise<OpenedText | FoundArchive> {
  const mayBeParquet = choice.format === undefined || choice.format === 'parquet';
  const rows =
    mayBeParquet && choice.compression === undefined ? await parquetRows(input, opening.niceness) : undefined;
  if (rows !== undefined) return textOfRows(rows, undefined, choice, opening);
  const layers: Compression[] = [];
  let source = input;
  try {
    for (;;) {
      const isOutside = layers.length === 0;
      const first = await readHead(source, isOutside ? opening.firstByteMilliseconds : undefined);
      source = first.source;
      const { head } = first;
      if (head === undefined) return late(source, choice, opening);
      const named = isOutside ? choice.compression : undefined;
      const found = named === undefined ? lookBy(head, choice) : lookByCompression(head, choice, named);
      if (found.kind === 'compressed' && layers.length < MOST_LAYERS) {
        layers.push(found.compression);
        source = new DecompressedSource(source, found.compression, DECOMPRESS_WORKER, opening.niceness);
      } else if (found.kind === 'parquet') {
        return await textOfRows(new HeldParquetRows(source, opening.niceness), layers[0], choice, opening);
      } else if (found.kind === 'archive') {
        return { archive: found.archive, source, isCompressed: !isOutside };
      } else if (found.kind === 'text') {
        return decoded(input, source, head, found.encoding, layers, choice);
      } else if (found.kind === 'contradicted') {
        throw new NoTextError(input.name, found.why, found.holdsEvents);
      } else throw unreadable(input, found, !isOutside);
    }
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** The rows of a Parquet file as text. `compression`: of the file. */
async function textOfRows(
  rows: Source,
  compression: Compression | undefined,
  choice: ContainerChoice,
  opening: OpeningOptions,
): Promise<OpenedText> {
  const opened = await openText(rows, { ...NO_FORMAT, format: 'json', encoding: undefined }, opening);
  const notes = contradictionNotes(rows.name, compression ?? 'parquet');
  return { ...opened, notes, container: () => parquetContainer(choice) };
}

function contradictionNotes(...of: Parameters<typeof contradiction>): readonly string[] {
  const [name] = of;
  const contradicts = contradiction(...of);
  return contradicts === undefined ? [] : [`${name} ${contradicts}`];
}

/** The text of a source in an encoding. `head`: its first bytes. Throws CommandError where that is no text of records. */
function decoded(
  input: Source,
  source: Source,
  head: Uint8Array,
  named: string,
  layers: readonly Compression[],
  choice: ContainerChoice,
): OpenedText {
  const table = foreignTableIn(head, named, choice);
  const encoding = table?.encoding ?? named;
  const decoder = decoderOf(encoding);
  // A decoder keeps the character that the head may end in, so the source gets another one.
  const text = decoder === undefined ? head : encodedText(decoderOf(encoding)?.decode(head) ?? '');
  const isInside = layers.length > 0;
  // Of UTF-8 the look has asked that already.
  const known =
    decoder === undefined || choice.format === 'json' || choice.format === 'table'
      ? undefined
      : unreadableText(text);
  if (known !== undefined) throw unreadable(input, { kind: 'unreadable', ...known }, isInside);
  const decodes = decoder && new DecodedSource(source, decoder);
  return {
    source: decodes ?? source,
    container: () => plannedContainer(choice, encoding),
    notes: [
      ...(head.length === 0 ? [] : contradictionNotes(input.name, layers[0])),
      ...(table?.encoding === undefined ? [] : [`${input.name}: ${table.note}`]),
    ],
    headNotes: () => {
      if (decodes !== undefined) return [];
      return table === undefined ? foreignWordsOfHead(head, isWhole(head)) : [table.note];
    },
    notesAfter: (foreign) => [
      ...foreignNotes(foreign),
      ...(decodes === undefined ? [] : replacedNotes(encoding, decodes.replaced)),
    ],
    noRecordError: () => {
      const found = recordlessText(text);
      const what =
        choice.encoding === undefined ? found.what : `${found.what} when it is read in ${encoding}`;
      return unreadable(input, { kind: 'unreadable', ...found, what }, isInside);
    },
  };
}

/** Says that records hold bytes which are not UTF-8, also where --encoding says that they are. */
export function foreignNotes(foreign: ForeignCount | undefined): readonly string[] {
  return foreign === undefined ? [] : foreignWords(foreign);
}

function replacedNotes(encoding: string, replaced: number): readonly string[] {
  if (replaced === 0) return [];
  const what = replaced === 1 ? '1 place is' : `${replaced} places are`;
  return [`${what} not valid in ${encoding}, and read as U+FFFD`];
}

/**
 * Returns the bytes of a source to look at, and a source with them still to be read; no bytes if too few have come in time.
 */
async function readHead(
  source: Source,
  firstByteMilliseconds: number | undefined,
): Promise<{ readonly head: Uint8Array | undefined; readonly source: Source }> {
  if (source.sizeBytes !== undefined) {
    const head = new Uint8Array(LOOK_BYTES);
    return { head: head.subarray(0, await source.readAt(head, 0)), source };
  }
  const peeked = source instanceof PeekedSource ? source : new PeekedSource(source);
  const head = await peeked.peek(LOOK_BYTES, firstByteMilliseconds);
  return { head: peeked.isTooShort ? undefined : head, source: peeked };
}

function late(source: Source, choice: ContainerChoice, { niceness = 0 }: OpeningOptions): OpenedText {
  const noRecordError = (): NoTextError =>
    unreadable(source, { kind: 'unreadable', ...recordlessText(new Uint8Array(0)) }, false);
  const late = new LateSource(source, () => openText(source, choice, { niceness }));
  return {
    source: late,
    container: () => late.text?.container(),
    notes: [],
    headNotes: () => [],
    notesAfter: (foreign) => late.text?.notesAfter(foreign) ?? [],
    noRecordError: () => late.text?.noRecordError() ?? noRecordError(),
  };
}
