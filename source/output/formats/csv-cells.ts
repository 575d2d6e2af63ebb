import { COMMA, decodeUtf8, LINE_FEED, QUOTE } from '../../pipeline/text/bytes.ts';

/**
 * Reads the cells of rows that `CsvRows` or a kernel wrote, row by row. Reuse one: `open` it, then call `next` until
 * false.
 */
export class CsvCells {
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  /** For each cell of the row: where it lies, without quotes around it. */
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly quoted: Uint8Array;
  /** The content of a cell whose quotes had to be undoubled. */
  private scratch = new Uint8Array(1024);
  /** The content of the cell that `take` took last: `content[contentFrom..contentTo)`, without quotes around it. */
  content: Uint8Array = this.bytes;
  contentFrom = 0;
  contentTo = 0;

  constructor(private readonly columnCount: number) {
    this.from = new Int32Array(columnCount);
    this.to = new Int32Array(columnCount);
    this.quoted = new Uint8Array(columnCount);
  }

  /** Begins with other rows, which must be whole. */
  open(rows: Uint8Array): void {
    this.bytes = rows;
    this.at = 0;
  }

  /** Goes to the next row; returns whether there is one. */
  next(): boolean {
    const { bytes, from, to, quoted, columnCount } = this;
    const { length } = bytes;
    let { at } = this;
    if (at >= length) return false;
    for (let column = 0; column < columnCount; column++) {
      if (bytes[at] === QUOTE) {
        quoted[column] = 1;
        from[column] = ++at;
        // Two quotes are one of the text.
        for (; bytes[at] !== QUOTE || bytes[at + 1] === QUOTE; at++) if (bytes[at] === QUOTE) at++;
        to[column] = at++;
      } else {
        quoted[column] = 0;
        from[column] = at;
        while (at < length && bytes[at] !== COMMA && bytes[at] !== LINE_FEED) at++;
        to[column] = at;
      }
      at++;
    }
    this.at = at;
    return true;
  }

  /** Where the row begins that `next` goes to, and so where the last one ended. */
  get position(): number {
    return this.at;
  }

  /** Makes a cell of the row the `content`. */
  take(column: number): void {
    this.content = this.bytes;
    this.contentFrom = this.from[column];
    this.contentTo = this.to[column];
    if (this.quoted[column] === 1) this.undouble();
  }

  /** Returns where a cell of the row is among the bytes of the rows, its quotes included. */
  written(column: number): { readonly from: number; readonly to: number } {
    const quote = this.quoted[column];
    return { from: this.from[column] - quote, to: this.to[column] + quote };
  }

  /** Returns a cell as text. */
  text(column: number): string {
    this.take(column);
    return decodeUtf8(this.content, this.contentFrom, this.contentTo);
  }

  private undouble(): void {
    const { bytes, contentFrom, contentTo } = this;
    if (contentTo - contentFrom > this.scratch.length)
      this.scratch = new Uint8Array(2 * (contentTo - contentFrom));
    const { scratch } = this;
    let end = 0;
    for (let at = contentFrom; at < contentTo; at++) {
      scratch[end++] = bytes[at];
      if (bytes[at] === QUOTE) at++;
    }
    this.content = scratch;
    this.contentFrom = 0;
    this.contentTo = end;
  }
}
