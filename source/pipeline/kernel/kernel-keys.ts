import type { PipelineSettings } from '../settings.ts';
import { QUOTE } from '../text/bytes.ts';
import { encodeText, equalBytes, type TextBuffer } from '../text/text-buffer.ts';
import type { FieldMap } from '../validate/fields.ts';
import { EVERY, parseRecordPath } from '../validate/record-path.ts';
import * as layout from './layout.ts';
import { MappedKeys } from './mapped-keys.ts';
import type { ScanKernel } from './scan-kernel.ts';

/** What is put into the kernel's memory begins at a multiple of this, a cache line. */
const ALIGNMENT = 64;

/** The keys that the kernel looks for, in its memory and in words for what it asks. */
export class KernelKeys {
  /** What the mapped reader looks for; undefined where the standard one reads records. */
  readonly mapped: MappedKeys | undefined;
  /** How much memory everything takes. */
  readonly byteLength: number;
  private readonly bytesOfKeys: number;
  private readonly bytesOfMapped: number;
  /** The outermost key on the way to records, with its quotes. */
  private readonly envelopeKey: Uint8Array | 'any' | undefined;

  constructor(
    private readonly fields: FieldMap,
    { hashSeed, table, records }: Pick<PipelineSettings, 'hashSeed' | 'table' | 'records'>,
  ) {
    const { isIso, assumesUtc } = fields.time.reader;
    // Of rows of a table the mapped reader takes the cells.
    const isStandard = fields.isDirect && isIso && assumesUtc && table === undefined;
    this.mapped = isStandard ? undefined : new MappedKeys(fields, hashSeed);
    this.envelopeKey = records === undefined ? undefined : outermostKey(records);
    // 16 bytes more, because the kernel compares as many at once.
    this.bytesOfKeys = roundedUp(fields.keys.reduce((sum, { bytes }) => sum + bytes.length + 1, 16));
    this.bytesOfMapped = roundedUp(this.mapped?.byteLength ?? 0);
    this.byteLength = this.bytesOfKeys + this.bytesOfMapped + roundedUp(this.envelopeKey?.length ?? 0);
  }

  /** Whether the kernel has room for all keys, so that it can find their values in any record. */
  get areAllKnown(): boolean {
    return this.fields.keys.length <= layout.MOST_FIELDS;
  }

  /** Tells the kernel what to look for. `[at..at + byteLength)` of `memory` is free; `words` are of the same memory. */
  write(kernel: ScanKernel, memory: Uint8Array, words: Uint32Array, at: number): void {
    words[layout.SPAN_COUNT >> 2] = this.fields.spanCount;
    words[layout.OPENS_WRAPPERS >> 2] = Number(this.fields.opensWrappers);
    if (this.areAllKnown) this.writeKeys(kernel, memory, at);
    this.mapped?.write(memory, words, at + this.bytesOfKeys);
    if (this.envelopeKey !== undefined)
      writeEnvelopeKey(this.envelopeKey, memory, words, at + this.bytesOfKeys + this.bytesOfMapped);
  }

  /** Returns the fields, as bits, that are read from the key with this text, in the record itself. */
  fieldsOf({ bytes, length }: TextBuffer): number {
    const key = this.fields.keys.find((key) => equalBytes(key.bytes, bytes, 0, length));
    return key === undefined ? 0 : fieldBits(key.fields);
  }

  /** Returns what the key with this text means to the mapped reader in a context. */
  meaningOf(text: TextBuffer, context: number): number {
    const spans = context === 0 ? this.fieldsOf(text) << layout.SPANS_SHIFT : 0;
    return spans | (this.mapped?.meaningOf(text, context) ?? 0);
  }

  /** Puts each key that a file can hold without an escape, with its closing quote, where the kernel compares it. */
  private writeKeys(kernel: ScanKernel, memory: Uint8Array, from: number): void {
    let at = from;
    for (const [index, { bytes, fields, needsEscape }] of this.fields.keys.entries()) {
      if (needsEscape) continue;
      memory.set(bytes, at);
      memory[at + bytes.length] = QUOTE;
      kernel.setKey(index, at, bytes.length + 1, fieldBits(fields));
      at += bytes.length + 1;
    }
  }
}

/** Returns the outermost key of a path, as a file writes it without an escape; `any` if every key leads on. */
function outermostKey(records: string): Uint8Array | 'any' | undefined {
  const [first] = parseRecordPath(records).steps;
  return first === EVERY ? 'any' : first === undefined ? undefined : encodeText(`"${first}"`);
}

function writeEnvelopeKey(key: Uint8Array | 'any', memory: Uint8Array, words: Uint32Array, at: number): void {
  words[layout.ENVELOPE_KEY_AT >> 2] = at;
  words[layout.ENVELOPE_KEY_BYTES >> 2] = key === 'any' ? layout.ANY_KEY : key.length;
  if (key !== 'any') memory.set(key, at);
}

function roundedUp(byteLength: number): number {
  return ALIGNMENT * Math.ceil(byteLength / ALIGNMENT);
}

/** Returns a set of fields as the kernel takes it: a bit for each index. */
function fieldBits(fields: readonly number[]): number {
  return fields.reduce((bits, field) => bits | (1 << field), 0);
}
