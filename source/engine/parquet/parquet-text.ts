import {
  type AsyncBuffer,
  type DecodedArray,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { errorWithCode } from '../../pipeline/scan/read-failure.ts';
import { cellWriter, EXACT_PARSERS } from './cell-json.ts';
import { rawMetadata } from './raw-cells.ts';

/** Text made at once. */
const TEXT_LENGTH = 256 * 1024;

/** The rows of a group that is being written. */
interface OpenGroup {
  readonly rowCount: number;
  readonly columns: readonly {
    /** Between the cell before and the value, as JSON: `,"key":`. */
    readonly before: string;
    readonly cell: (row: number) => string;
  }[];
}

/**
 * The rows of a Parquet file as JSON Lines: a row is a line, and so a record whose line is the number of the row. A row
 * group is read at a time, and its columns are all that is held.
 */
export class ParquetText {
  private readonly encoder = new TextEncoder();
  private nextGroup = 0;
  private rowsBefore = 0;
  private group: OpenGroup | undefined;
  /** Of the open group. */
  private row = 0;
  /** As the columns are read, while `metadata` says what they are. */
  private readonly raw: FileMetaData;

  private constructor(
    private readonly file: AsyncBuffer,
    private readonly metadata: FileMetaData,
  ) {
    this.raw = rawMetadata(metadata);
  }

  /** Throws what is wrong with the file's metadata. */
  static async open(file: AsyncBuffer): Promise<ParquetText> {
    return new ParquetText(file, await parquetMetadataAsync(file));
  }

  /** The share of the rows that was made, from 0 to 1. */
  get share(): number {
    const ahead = (this.group?.rowCount ?? 0) - this.row;
    return (this.rowsBefore - ahead) / Math.max(1, Number(this.metadata.num_rows));
  }

  /** Returns the next lines; undefined at the end. Throws what is wrong with a row group. */
  async next(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    while (this.group === undefined || this.row === this.group.rowCount) {
      if (this.nextGroup === this.metadata.row_groups.length) return undefined;
      this.group = undefined;
      this.group = await this.openGroup(this.nextGroup++);
      this.row = 0;
    }
    return this.textOf(this.group);
  }

  private async openGroup(number: number): Promise<OpenGroup> {
    const { metadata, raw, file } = this;
    const rowCount = Number(metadata.row_groups[number].num_rows);
    const parts = new Map<string, DecodedArray[]>();
    const rowStart = this.rowsBefore;
    this.rowsBefore += rowCount;
    try {
      await parquetRead({
        file,
        metadata: raw,
        compressors,
        parsers: EXACT_PARSERS,
        rowStart,
        rowEnd: rowStart + rowCount,
        onChunk: ({ columnName, columnData }) => {
          const own = parts.get(columnName);
          if (own === undefined) parts.set(columnName, [columnData]);
          else own.push(columnData);
        },
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `row group ${number + 1} of the Parquet file cannot be read (${why}); copy the file again`;
      throw errorWithCode(message, 'EDAMAGED');
    }
    const columns = parquetSchema(metadata).children.map((column, i) => {
      const { element } = column;
      const cell = cellWriter(column);
      const values = (parts.get(element.name) ?? []).flatMap((part) => Array.from(part));
      return {
        before: `${i === 0 ? '{' : ','}${JSON.stringify(element.name)}:`,
        cell: (row: number) => cell(values[row]),
      };
    });
    return { rowCount, columns };
  }

  private textOf({ rowCount, columns }: OpenGroup): Uint8Array<ArrayBuffer> {
    let text = '';
    while (this.row < rowCount && text.length < TEXT_LENGTH) {
      for (const { before, cell } of columns) text += before + cell(this.row);
      text += '}\n';
      this.row++;
    }
    // Cast: an encoder makes memory of its own.
    return this.encoder.encode(text) as Uint8Array<ArrayBuffer>;
  }
}
