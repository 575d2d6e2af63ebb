import { CARRIAGE_RETURN, COMMA, encodeUtf8, LINE_FEED, QUOTE } from '../pipeline/bytes.ts';
import { TIMESTAMP_BYTES, writeDuration, writeInteger, writeTimestamp } from '../pipeline/format-time.ts';
import type { Sink } from './sink.ts';

/** Rows are collected up to this before they are written. */
const FLUSH_BYTES = 256 * 1024;

/** Past this they are written at once. */
const MOST_HELD_BYTES = 16 * 1024 * 1024;

/** Rows of CSV as RFC 4180 has it, with LF and UTF-8, made as bytes: no string a row. */
export class CsvWriter {
  private bytes = new Uint8Array(2 * FLUSH_BYTES);
  private length = 0;
  private rowIsEmpty = true;

  /** Begins with the header. */
  constructor(
    private readonly sink: Sink,
    columns: readonly string[],
  ) {
    for (const column of columns) this.text(column);
    this.endRow();
  }

  text(value: string): void {
    this.beginField(value.length * 2 + 2);
    const { bytes } = this;
    const start = this.length;
    let at = start;
    let quoted = false;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code >= 0x80) {
        this.length = this.writeUtf8(start, encodeUtf8(value));
        return;
      }
      if (!quoted && needsQuotes(code)) {
        quoted = true;
        bytes.copyWithin(start + 1, start, at++);
        bytes[start] = QUOTE;
      }
      if (code === QUOTE) bytes[at++] = QUOTE;
      bytes[at++] = code;
    }
    if (quoted) bytes[at++] = QUOTE;
    this.length = at;
  }

  utf8(value: Uint8Array): void {
    this.beginField(0);
    this.length = this.writeUtf8(this.length, value);
  }

  integer(value: number): void {
    this.beginField(24);
    this.length = writeInteger(this.bytes, this.length, value);
  }

  timestamp(seconds: number, nanoseconds: number): void {
    this.beginField(TIMESTAMP_BYTES);
    this.length = writeTimestamp(this.bytes, this.length, seconds, nanoseconds);
  }

  duration(seconds: number, nanoseconds: number): void {
    this.beginField(TIMESTAMP_BYTES);
    this.length = writeDuration(this.bytes, this.length, seconds, nanoseconds);
  }

  endRow(): void {
    this.reserve(1);
    this.bytes[this.length++] = LINE_FEED;
    this.rowIsEmpty = true;
    // Whoever makes rows flushes now and then; but one piece of hostile input can make millions of them at once.
    if (this.length >= MOST_HELD_BYTES) {
      this.sink.writeNow(this.bytes.subarray(0, this.length));
      this.length = 0;
    }
  }

  /** Whether it is time to `flush`: rows wait in memory until then. */
  get full(): boolean {
    return this.length >= FLUSH_BYTES;
  }

  /** Writes the rows that wait. Only between rows, so that each write holds whole lines. */
  async flush(): Promise<void> {
    const { length } = this;
    this.length = 0;
    if (length > 0) await this.sink.write(this.bytes.subarray(0, length));
  }

  private writeUtf8(start: number, value: Uint8Array): number {
    this.length = start;
    this.reserve(value.length * 2 + 2);
    const { bytes } = this;
    let at = start;
    for (let i = 0; i < value.length; i++) {
      if (needsQuotes(value[i])) return writeQuoted(bytes, start, value);
      bytes[at++] = value[i];
    }
    return at;
  }

  private beginField(mostBytes: number): void {
    this.reserve(mostBytes + 1);
    if (!this.rowIsEmpty) this.bytes[this.length++] = COMMA;
    this.rowIsEmpty = false;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

function needsQuotes(byte: number): boolean {
  return byte === QUOTE || byte === COMMA || byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

function writeQuoted(bytes: Uint8Array, start: number, value: Uint8Array): number {
  let at = start;
  bytes[at++] = QUOTE;
  for (let i = 0; i < value.length; i++) {
    if (value[i] === QUOTE) bytes[at++] = QUOTE;
    bytes[at++] = value[i];
  }
  bytes[at++] = QUOTE;
  return at;
}
