import { closeSync, openSync } from 'node:fs';
import { readRecordNow } from '../../input/described-source.ts';
import type { ListedFile, ListedMember } from '../../input/listed-file.ts';
import { LOOK_BYTES } from '../../input/look/look.ts';
import { readSoFarNow } from '../../input/read-descriptor.ts';
import { readStoreNow } from '../../input/stretch.ts';
import type { FileTable } from '../../pipeline/store/file-table.ts';
import { NO_BYTES } from '../../pipeline/text/bytes.ts';
import type { FilesInput, FileTexts, TextAnswer } from './files-input.ts';
import type { HeldTexts } from './held-texts.ts';
import { MOST_WHOLE_BYTES, WholeFileReader } from './whole-file.ts';

/** Texts of files that are kept, and files that stay open: some records lie in one, their twins in others. */
const MOST_TEXTS = 8;
const MOST_OPEN = 16;
/** A smaller file is read whole at once. */
const FEW_BYTES = 32 * 1024;
/** In place of a descriptor. */
const NOT_PLAIN = -1;

/** Takes the place of the text of a small file that only a thread can open, until `keepText`. */
const CLOSED = new Uint8Array(0);

/**
 * Reads several files again, at any place of their one space of offsets, blocking the thread. Bytes that cannot be read are
 * not there. Those of a large archive, which can only be read in order, never are; those of a small one that only a thread
 * can open are there once it was opened.
 */
export class FileReads {
  private readonly whole = new WholeFileReader();
  /** By number of the file; the one that was used last is the last. */
  private readonly texts = new Map<number, Uint8Array>();
  /** Descriptors of files; NOT_PLAIN for those that hold no plain text. */
  private readonly open = new Map<number, number>();

  /** Of the file that was opened last. New memory for each of a thousand would cost 20 ms. */
  private readonly head = new Uint8Array(LOOK_BYTES);

  /** Whether a large member of an archive is plain text. */
  private readonly plainMembers = new Map<number, boolean>();

  constructor(
    private readonly input: FilesInput,
    private readonly opening: Pick<FileTexts, 'textOf' | 'isPlain'>,
    private readonly held?: HeldTexts,
  ) {}

  /** Returns bytes of the input, across the ends of files; fewer where they end or cannot be read. */
  read(table: FileTable, byteOffset: number, byteLength: number): Uint8Array {
    let row = table.rowAt(byteOffset);
    const first = this.readIn(table, row, byteOffset, byteLength);
    if (first.length === byteLength) return first;
    const bytes = new Uint8Array(byteLength);
    bytes.set(first);
    let length = first.length;
    // Goes on into the next file only if this one gave all its bytes.
    while (length < byteLength && byteOffset + length >= table.endAt(row)) {
      const next = this.readIn(table, ++row, byteOffset + length, byteLength - length);
      if (next.length === 0) break;
      bytes.set(next, length);
      length += next.length;
    }
    return bytes.subarray(0, length);
  }

  /** Returns the number of the small file that holds a byte, if `read` cannot give it because only a thread can open it. */
  closedAt(table: FileTable, byteOffset: number): number | undefined {
    const row = table.rowAt(byteOffset);
    if (row < 0 || this.readIn(table, row, byteOffset, 1).length > 0) return undefined;
    const { file } = table.startAt(row);
    return this.texts.get(file) === CLOSED ? file : undefined;
  }

  /** Keeps the text of an opened file, until those of others take its place. */
  keepText(number: number, { text }: TextAnswer): void {
    keep(this.texts, number, text, MOST_TEXTS);
  }

  /** Does what `read` does, and has files opened that only a thread can open. */
  async readOpening(
    table: FileTable,
    byteOffset: number,
    byteLength: number,
    open: (file: number) => Promise<TextAnswer>,
  ): Promise<Uint8Array> {
    const bytes = new Uint8Array(byteLength);
    for (let length = 0; ; ) {
      const part = this.read(table, byteOffset + length, byteLength - length);
      bytes.set(part, length);
      length += part.length;
      const closed = length < byteLength ? this.closedAt(table, byteOffset + length) : undefined;
      if (closed === undefined) return bytes.subarray(0, length);
      this.keepText(closed, await open(closed));
    }
  }

  /** Closes what it has opened. */
  close(): void {
    for (const descriptor of this.open.values()) if (descriptor >= 0) closeSync(descriptor);
    this.open.clear();
    this.texts.clear();
  }

  /** Reads in the file of one row of the table, and not beyond it. */
  private readIn(table: FileTable, row: number, byteOffset: number, byteLength: number): Uint8Array {
    const { file: number, byteBase } = table.startAt(row);
    const end = table.endAt(row);
    const from = byteOffset - byteBase;
    const length = Math.min(byteLength, end - byteOffset);
    if (length <= 0) return NO_BYTES;
    const held = this.held?.read(number, from, length);
    if (held !== undefined) return held;
    const file = this.input.files[number];
    try {
      const spool = this.input.spools?.get(number);
      if (spool !== undefined) return readRecordNow(spool, from, length);
      if (file.member !== undefined && file.sizeBytes > MOST_WHOLE_BYTES) {
        return this.readMember(file.member, number, from, length);
      }
      const isAtHand = file.sizeBytes <= FEW_BYTES || file.member !== undefined;
      const descriptor = isAtHand ? NOT_PLAIN : this.descriptorOf(file, number);
      if (descriptor === NOT_PLAIN) {
        return file.sizeBytes <= MOST_WHOLE_BYTES
          ? this.textOf(file, number).slice(from, from + length)
          : NO_BYTES;
      }
      const into = new Uint8Array(length);
      return into.subarray(0, readSoFarNow(descriptor, into, from).byteLength);
    } catch {
      return NO_BYTES;
    }
  }

  /** Reads in a large member of an archive, which is possible only if it is not compressed there. */
  private readMember({ stretch }: ListedMember, number: number, from: number, length: number): Uint8Array {
    const { store, compression, byteOffset, byteLength } = stretch;
    if (store.kind === 'compressed' || compression !== undefined) return NO_BYTES;
    const read = (at: number, wanted: number): Uint8Array => {
      const into = new Uint8Array(Math.max(0, Math.min(wanted, byteLength - at)));
      return into.subarray(0, readStoreNow(store, into, byteOffset + at));
    };
    const isPlain = this.plainMembers.get(number) ?? this.opening.isPlain(read(0, LOOK_BYTES));
    this.plainMembers.set(number, isPlain);
    return isPlain ? read(from, length) : NO_BYTES;
  }

  private textOf(file: ListedFile, number: number): Uint8Array {
    const text = this.texts.get(number) ?? this.readText(file);
    keep(this.texts, number, text, MOST_TEXTS);
    return text;
  }

  private readText(file: ListedFile): Uint8Array {
    const bytes = this.whole.read(file);
    if (bytes === undefined) return file.member === undefined ? NO_BYTES : CLOSED;
    // A copy: the next file overwrites the bytes.
    return this.opening.textOf(bytes)?.slice() ?? CLOSED;
  }

  private descriptorOf(file: ListedFile, number: number): number {
    const known = this.open.get(number);
    if (known !== undefined) return known;
    const descriptor = openSync(file.path, 'r');
    const { head } = this;
    const { byteLength } = readSoFarNow(descriptor, head, 0);
    const isPlain = this.opening.isPlain(head.subarray(0, byteLength));
    if (!isPlain) closeSync(descriptor);
    const dropped = keep(this.open, number, isPlain ? descriptor : NOT_PLAIN, MOST_OPEN);
    if (dropped !== undefined && dropped >= 0) closeSync(dropped);
    return isPlain ? descriptor : NOT_PLAIN;
  }
}

/** Makes an entry the last one, and returns the first if there are too many. */
function keep<Value>(
  entries: Map<number, Value>,
  number: number,
  value: Value,
  most: number,
): Value | undefined {
  entries.delete(number);
  entries.set(number, value);
  if (entries.size <= most) return undefined;
  const [[oldest, dropped]] = entries;
  entries.delete(oldest);
  return dropped;
}
