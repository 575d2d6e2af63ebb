/** What of seek-bzip is used; it comes without types. */
declare module 'seek-bzip' {
  interface InputStream {
    /** Throws at the end. */
    readByte(): number;
    read(into: Uint8Array, offset: number, length: number): number;
    eof(): boolean;
  }

  interface OutputStream {
    writeByte(byte: number): void;
  }

  /** Errors are TypeErrors. */
  class Bunzip {
    constructor(input: InputStream, output: OutputStream);
    readonly reader: { read(bits: number): number };
    /** The checksum of the blocks read so far. */
    readonly streamCRC: number;
    /** Reads the next block; false at the end of the stream. */
    _init_block(): boolean;
    /** Writes the block to the output, then checks it. */
    _read_bunzip(): number;
    /** Begins another stream. */
    _start_bunzip(input: InputStream, output: OutputStream): void;
  }

  export = Bunzip;
}
