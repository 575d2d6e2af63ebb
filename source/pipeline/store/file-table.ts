import { lowerBound } from '../columns/lower-bound.ts';
import { float64Column, grown, uint32Column } from '../columns/memory.ts';
import type { PipelineSettings } from '../settings.ts';
import type { LineAddress } from './address.ts';

/** The files of a dataset as plain data, for another thread: see `FileTable.columns`. */
export interface FileColumns {
  readonly names: readonly string[] | undefined;
  readonly count: number;
  readonly file: Uint32Array;
  readonly byteBase: Float64Array;
  readonly lineBase: Float64Array;
  /** Where each row begins in the space: at its bases, unless it is the rest of a file that was left for others. */
  readonly firstByte: Float64Array;
  readonly firstLine: Float64Array;
  /** How many rows are the rest of a file. */
  readonly restCount: number;
  /** For files that are read with settings of their own: their index in `settings`, from 1; else 0. */
  readonly own: Uint32Array;
  readonly settings: PipelineSettings[];
}

/**
 * Where a file begins among all bytes and lines of an input: its own offsets and lines count from there. For the rest of a
 * file that was left for others, this is where the file would begin if all of it were there, which may be below 0.
 */
export interface FileStart {
  /** The number of the file in the list of all, from 0. */
  readonly file: number;
  readonly byteBase: number;
  readonly lineBase: number;
}

/** The part of a file that was read before, at another place of the input. */
export interface SkippedPart {
  readonly bytes: number;
  readonly lines: number;
}

/** A file of a table, with how it is read where that is not how all are. */
export interface FileRow extends FileStart {
  /** The part that was read before, if this row is the rest of a file that was left for others. */
  readonly skipped?: SkippedPart | undefined;
  readonly own?: PipelineSettings | undefined;
}

/** A place in a file of an input. */
export interface PlaceInFile extends LineAddress {
  /** Undefined where the input is a single file, which needs no name. */
  readonly name: string | undefined;
}

/** The start of the first file, or of the only one. */
export const FIRST_FILE: FileStart = { file: 0, byteBase: 0, lineBase: 0 };

/**
 * The files of an input behind one space of offsets and lines (decision 023): each row is a stretch of that space which one
 * file fills, in the order in which files were read. A file that grows while others are read has several (decision 024).
 * Stores keep offsets and lines of the whole space; a scan and all outputs count within a file. A single file is the whole
 * space: for it nothing is kept and nothing is added.
 */
export class FileTable {
  private count = 0;
  private file = uint32Column(16);
  private byteBase = float64Column(16);
  private lineBase = float64Column(16);
  private firstByte = float64Column(16);
  private firstLine = float64Column(16);
  private restCount = 0;
  private own = uint32Column(16);
  /** It only grows, since datasets share it. */
  private settings: PipelineSettings[] = [];
  /** The numbers of settings, by their text. */
  private readonly numbers = new Map<string, number>();

  /** `names`: of all files, by their numbers, whether they are read or not; undefined for an input that is one file. */
  constructor(private allNames?: readonly string[]) {}

  /** The names of all files. */
  get names(): readonly string[] | undefined {
    return this.allNames;
  }

  /** Adds a file to the list of all, and returns its number. Tables that were made of the columns before do not have it. */
  addName(name: string): number {
    this.allNames = [...(this.allNames ?? []), name];
    return this.allNames.length - 1;
  }

  /** Gives a file another name. Tables that were made of the columns before keep the old one. */
  rename(file: number, name: string): void {
    const names = [...(this.allNames ?? [])];
    names[file] = name;
    this.allNames = names;
  }

  /** Whether the input is several files, so that addresses of records need the name of their file. */
  get areSeveral(): boolean {
    return this.names !== undefined;
  }

  /** How many files with records were begun. */
  get readCount(): number {
    return this.count - this.restCount;
  }

  /** How many rows there are: more than files if some were left for others. */
  get rowCount(): number {
    return this.count;
  }

  /** Begins the next file, after the last one. */
  begin({ file, byteBase, lineBase, skipped, own }: FileRow): void {
    if (this.count === this.file.length) this.grow();
    this.file[this.count] = file;
    this.byteBase[this.count] = byteBase;
    this.lineBase[this.count] = lineBase;
    this.firstByte[this.count] = byteBase + (skipped?.bytes ?? 0);
    this.firstLine[this.count] = lineBase + (skipped?.lines ?? 0);
    if (skipped !== undefined) this.restCount++;
    this.own[this.count] = own === undefined ? 0 : this.numberOf(own);
    this.count++;
  }

  /** Gives equal settings one number, from 1. */
  private numberOf(own: PipelineSettings): number {
    const text = JSON.stringify(own);
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.settings.push(own);
    this.numbers.set(text, this.settings.length);
    return this.settings.length;
  }

  /** Removes the last file, because it holds no record. */
  dropLast(): void {
    if (this.isRest(this.count - 1)) this.restCount--;
    this.count--;
  }

  /** Whether a row is the rest of a file that was left for others. */
  isRest(row: number): boolean {
    return this.firstByte[row] > this.byteBase[row];
  }

  /** Returns the rows that files begin with, no more than `most`. */
  rowsOfFiles(most = Number.POSITIVE_INFINITY): readonly number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.count && rows.length < most; row++) if (!this.isRest(row)) rows.push(row);
    return rows;
  }

  /** Returns where a row begins in the space; 0 where there are no rows. */
  firstByteOf(row: number): number {
    return row < 0 || row >= this.count ? 0 : this.firstByte[row];
  }

  /** Returns the start of the file in row `row`. */
  startAt(row: number): FileRow {
    if (row < 0 || row >= this.count) return FIRST_FILE;
    const start = { file: this.file[row], byteBase: this.byteBase[row], lineBase: this.lineBase[row] };
    const bytes = this.firstByte[row] - start.byteBase;
    const skipped = bytes > 0 && { skipped: { bytes, lines: this.firstLine[row] - start.lineBase } };
    return { ...start, ...skipped, ...(this.own[row] > 0 && { own: this.settings[this.own[row] - 1] }) };
  }

  /** Returns where the file in row `row` ends; infinity for the last one, which may grow. */
  endAt(row: number): number {
    return row + 1 < this.count ? this.firstByte[row + 1] : Number.POSITIVE_INFINITY;
  }

  /** Returns the row of the file that holds a byte of the input. */
  rowAt(byteOffset: number): number {
    return lowerBound(this.count, (row) => this.firstByte[row] <= byteOffset) - 1;
  }

  /** Returns the row of the file that holds a line of the input, counted through all files. */
  rowAtLine(line: number): number {
    return lowerBound(this.count, (row) => this.firstLine[row] < line) - 1;
  }

  /** Returns where the file begins that holds a byte of the input. */
  startOf(byteOffset: number): FileRow {
    return this.count === 0 ? FIRST_FILE : this.startAt(this.rowAt(byteOffset));
  }

  /** Returns the name of a file; undefined where the input is a single one. */
  nameOf({ file }: FileStart): string | undefined {
    return this.names?.[file];
  }

  /** Returns a place in a file for an offset and a line of the whole input. Allocates: not for loops over all rows. */
  placeOf(byteOffset: number, line: number): PlaceInFile {
    const start = this.startOf(byteOffset);
    return {
      byteOffset: byteOffset - start.byteBase,
      line: line - start.lineBase,
      name: this.nameOf(start),
    };
  }

  /**
   * The columns as they are now, for another thread; they stay valid when files are added. `last`: left out if it may still
   * be taken back.
   */
  columns(last: 'with the last' | 'without the last' = 'with the last'): FileColumns {
    const { names, file, byteBase, lineBase, firstByte, firstLine, own, settings } = this;
    const count = last === 'with the last' ? this.count : this.count - 1;
    return {
      names,
      count,
      restCount: this.restCount - (count < this.count && this.isRest(count) ? 1 : 0),
      file,
      byteBase,
      lineBase,
      firstByte,
      firstLine,
      own,
      settings,
    };
  }

  /** A read-only table over the columns of another one. */
  static ofColumns({ names, count, restCount, ...columns }: FileColumns): FileTable {
    const { file, byteBase, lineBase, firstByte, firstLine, own, settings } = columns;
    const table = new FileTable(names);
    table.count = count;
    table.restCount = restCount;
    table.firstByte = firstByte;
    table.firstLine = firstLine;
    table.file = file;
    table.byteBase = byteBase;
    table.lineBase = lineBase;
    table.own = own;
    table.settings = settings;
    return table;
  }

  private grow(): void {
    const length = 2 * this.file.length;
    this.file = grown(this.file, uint32Column(length));
    this.byteBase = grown(this.byteBase, float64Column(length));
    this.lineBase = grown(this.lineBase, float64Column(length));
    this.firstByte = grown(this.firstByte, float64Column(length));
    this.firstLine = grown(this.firstLine, float64Column(length));
    this.own = grown(this.own, uint32Column(length));
  }
}
