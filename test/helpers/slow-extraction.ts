/** A record as it lies in the input: from its brace to after its last byte. */
export interface SlowRecord {
  readonly start: number;
  readonly end: number;
  readonly tooLong: boolean;
}

/** Where a reading of one record stopped, and on what. */
interface Stop {
  /**
   * - `closed`: on the brace that closes the record;
   * - `brace`: on a brace that cannot belong to the record, so that another record begins there;
   * - `line feed`: on a line feed inside a string;
   * - `end`: there is nothing more to read.
   */
  readonly on: 'closed' | 'brace' | 'line feed' | 'end';
  readonly at: number;
  readonly insideString: boolean;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const LINE_FEED = 0x0a;
const QUOTE = '"'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);
const COLON = ':'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const OPEN_BRACE = '{'.charCodeAt(0);
const CLOSE_BRACE = '}'.charCodeAt(0);
const OPEN_BRACKET = '['.charCodeAt(0);
const CLOSE_BRACKET = ']'.charCodeAt(0);

/** Spec section 1, read from the whole input. */
export class SlowExtraction {
  readonly records: SlowRecord[] = [];
  private readonly bytes: Uint8Array;
  private readonly lineFeeds: readonly number[];
  private readonly maxRecordBytes: number;
  private readonly isValidJson: (start: number, end: number) => boolean;

  constructor(
    bytes: Uint8Array,
    maxRecordBytes: number,
    isValidJson: (start: number, end: number) => boolean,
  ) {
    this.bytes = bytes;
    this.lineFeeds = [...bytes.keys()].filter((at) => bytes[at] === LINE_FEED);
    this.maxRecordBytes = maxRecordBytes;
    this.isValidJson = isValidJson;
    let at = this.nextRecord(0);
    while (at < bytes.length) at = this.nextRecord(this.readRecord(at));
  }

  /** Bytes outside of all records that are no separator. */
  countStrayBytes(): number {
    const isAccountedFor = [...this.bytes].map(isSeparator);
    isAccountedFor.fill(true, 0, this.lengthOfByteOrderMark());
    for (const { start, end } of this.records) isAccountedFor.fill(true, start, end);
    return isAccountedFor.filter((accountedFor) => !accountedFor).length;
  }

  /**
   * The stray text of each line, from its first stray byte to its last one, whether or not separators lie between; a record
   * ends it as the line does. `isPrefix`: a record follows on the line.
   */
  strayRuns(): readonly (Pick<SlowRecord, 'start' | 'end'> & { readonly isPrefix: boolean })[] {
    const { bytes } = this;
    const found: { start: number; end: number; isPrefix: boolean }[] = [];
    let from = this.lengthOfByteOrderMark();
    for (const { start, end } of [...this.records, { start: bytes.length, end: bytes.length }]) {
      let first: number | undefined;
      let last = from;
      const endRun = (isPrefix: boolean): void => {
        if (first !== undefined) found.push({ start: first, end: last + 1, isPrefix });
        first = undefined;
      };
      for (let at = from; at < start; at++) {
        if (bytes[at] === LINE_FEED) endRun(false);
        if (isSeparator(bytes[at])) continue;
        first ??= at;
        last = at;
      }
      endRun(start < bytes.length);
      from = end;
    }
    return found;
  }

  /** The line that a byte is on, counted from 1. */
  lineOf(at: number): number {
    return 1 + this.lineFeeds.filter((lineFeed) => lineFeed < at).length;
  }

  /** Ordinary reading, from a brace at depth 0. Returns where it continues. */
  private readRecord(start: number): number {
    const { bytes, maxRecordBytes } = this;
    const windowEnd = Math.min(start + maxRecordBytes, bytes.length);
    const stop = this.readOnce(start, windowEnd, { quotes: true, lineRule: false });
    if (stop.on === 'end' && windowEnd < bytes.length) return this.readWindow(start, windowEnd);
    const end = this.endOf(start, stop);
    if (stop.on === 'closed') {
      const spansLines = bytes.subarray(start, end).includes(LINE_FEED);
      if (!spansLines || this.isValidJson(start, end)) {
        this.records.push({ start, end, tooLong: false });
        return end;
      }
    }
    this.readAgain(start, stop.on === 'closed' ? end : stop.at, !stop.insideString);
    return stop.on === 'closed' ? end : stop.at;
  }

  /** The second reading, of what the first reading of one record went over. */
  private readAgain(from: number, to: number, quotes: boolean): void {
    let start = from;
    while (start < to) {
      const stop = this.readOnce(start, to, { quotes, lineRule: true });
      const end = this.endOf(start, stop);
      this.records.push({ start, end, tooLong: false });
      start = this.nextBrace(stop.on === 'closed' ? end : stop.at, to);
    }
  }

  /**
   * A record has reached --max-record: the part of it that is held is read by brace counting. Returns where reading
   * continues.
   */
  private readWindow(from: number, windowEnd: number): number {
    let start = from;
    while (start < windowEnd) {
      const stop = this.countBraces(start, windowEnd);
      if (stop.on === 'end') return start === from ? this.passOver(start) : start;
      const end = this.endOf(start, stop);
      this.records.push({ start, end, tooLong: false });
      start = this.nextBrace(end, windowEnd);
    }
    return windowEnd;
  }

  private passOver(start: number): number {
    const end = this.endOf(start, this.countBraces(start, this.bytes.length));
    this.records.push({ start, end, tooLong: true });
    return end;
  }

  /** Reads one record from its brace, not beyond `to`. */
  private readOnce(start: number, to: number, rules: { quotes: boolean; lineRule: boolean }): Stop {
    const { bytes } = this;
    const open: ('object' | 'array')[] = ['object'];
    let insideString = false;
    let lastByte = OPEN_BRACE;
    for (let at = start + 1; at < to; at++) {
      const byte = bytes[at];
      if (insideString) {
        if (byte === BACKSLASH && at + 1 < to && bytes[at + 1] !== LINE_FEED) at++;
        else if (byte === LINE_FEED) return { on: 'line feed', at, insideString };
        else if (byte === QUOTE) insideString = false;
      } else if (byte === QUOTE && rules.quotes) {
        insideString = true;
      } else if (byte === OPEN_BRACE) {
        if (rules.lineRule && this.beginsLineBeside(start, at)) return { on: 'brace', at, insideString };
        const isValue =
          lastByte === COLON || lastByte === OPEN_BRACKET || (lastByte === COMMA && open.at(-1) === 'array');
        if (!isValue) return { on: 'brace', at, insideString };
        open.push('object');
      } else if (byte === CLOSE_BRACE) {
        while (open.at(-1) === 'array') open.pop();
        open.pop();
        if (open.length === 0) return { on: 'closed', at, insideString };
      } else if (byte === OPEN_BRACKET) {
        open.push('array');
      } else if (byte === CLOSE_BRACKET) {
        if (open.at(-1) === 'array') open.pop();
      }
      if (!isWhiteSpace(byte)) lastByte = byte;
    }
    return { on: 'end', at: to, insideString };
  }

  /** Reads one record from its brace by its braces alone, not beyond `to`. */
  private countBraces(start: number, to: number): Stop {
    let depth = 1;
    for (let at = start + 1; at < to; at++) {
      if (this.bytes[at] === OPEN_BRACE) {
        if (this.beginsLineBeside(start, at)) return { on: 'brace', at, insideString: false };
        depth++;
      } else if (this.bytes[at] === CLOSE_BRACE) {
        depth--;
        if (depth === 0) return { on: 'closed', at, insideString: false };
      }
    }
    return { on: 'end', at: to, insideString: false };
  }

  /** After the record's last byte: a record that was ended early has no white space at its end. */
  private endOf(start: number, stop: Stop): number {
    if (stop.on === 'closed') return stop.at + 1;
    let end = stop.at;
    while (end > start && isWhiteSpace(this.bytes[end - 1])) end--;
    return end;
  }

  /**
   * The next brace that begins a record in ordinary reading: after stray text on its line only one that a quote follows,
   * white space aside, within the longest record.
   */
  private nextRecord(from: number): number {
    let at = this.nextBrace(from, this.bytes.length);
    while (at < this.bytes.length && this.isBehindStrayText(at) && !this.quoteFollows(at)) {
      at = this.nextBrace(at + 1, this.bytes.length);
    }
    return at;
  }

  private isBehindStrayText(brace: number): boolean {
    const lastRecordEnd = this.records.at(-1)?.end ?? 0;
    const from = Math.max(this.lineStartOf(brace), lastRecordEnd);
    return !this.bytes.subarray(from, brace).every(isSeparator);
  }

  private quoteFollows(brace: number): boolean {
    const reach = this.bytes.subarray(brace + 1, brace + this.maxRecordBytes);
    return reach.find((byte) => !isWhiteSpace(byte)) === QUOTE;
  }

  private nextBrace(from: number, to: number): number {
    let at = from;
    while (at < to && this.bytes[at] !== OPEN_BRACE) at++;
    return at;
  }

  /** Whether the byte comes first on its line, at a column not beyond that of the record's own brace. */
  private beginsLineBeside(recordStart: number, at: number): boolean {
    const comesFirst = this.bytes.subarray(this.lineStartOf(at), at).every(isWhiteSpace);
    return comesFirst && at - this.lineStartOf(at) <= recordStart - this.lineStartOf(recordStart);
  }

  /** Where the line begins that a byte is on. A byte-order mark is skipped: the first line begins after it. */
  private lineStartOf(at: number): number {
    const lineFeed = this.bytes.subarray(0, at).lastIndexOf(LINE_FEED);
    return lineFeed < 0 ? this.lengthOfByteOrderMark() : lineFeed + 1;
  }

  private lengthOfByteOrderMark(): number {
    return BYTE_ORDER_MARK.every((byte, i) => this.bytes[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  }
}

/** U+0009 to U+000D and U+0020. */
function isWhiteSpace(byte: number): boolean {
  return (byte >= 0x09 && byte <= 0x0d) || byte === 0x20;
}

function isSeparator(byte: number): boolean {
  return isWhiteSpace(byte) || '[],'.includes(String.fromCharCode(byte));
}
