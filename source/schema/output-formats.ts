/**
 * The formats that tables are written in, and the endings of names that choose them (spec section 9): the one place that
 * names them, for the flags, the screen and the docs.
 */

interface FormatDefinition {
  /** In messages, prompts and the docs. */
  readonly label: string;
  /** Without the dot. */
  readonly endings: readonly string[];
  /** Whether it is not text, and so not for a terminal. */
  readonly isBinary?: true;
}

/** All formats by name. */
export const OUTPUT_FORMATS = {
  csv: { label: 'CSV', endings: ['csv'] },
  tsv: { label: 'TSV', endings: ['tsv'] },
  json: { label: 'JSON', endings: ['json'] },
  jsonl: { label: 'JSON Lines', endings: ['jsonl', 'ndjson'] },
  parquet: { label: 'Parquet', endings: ['parquet'], isBinary: true },
} as const satisfies Readonly<Record<string, FormatDefinition>>;

/** The name of a format. */
export type FormatName = keyof typeof OUTPUT_FORMATS;

/** How a table is written. */
export interface OutputFormat {
  readonly name: FormatName;
  readonly isGzipped: boolean;
}

/** After any other ending: the file is compressed. */
const GZIP_ENDING = 'gz';

/**
 * Endings that promise a format that is not written. Any ending that is neither here nor above promises nothing (`.txt`,
 * `.2024`, `.bak`), and the file is CSV.
 */
const OTHER_FORMATS: ReadonlySet<string> = new Set(
  [
    // Workbooks, documents, pictures and web pages.
    'xlsx xls xlsm xlsb ods numbers doc docx pdf html htm xml md tex svg png',
    // Other formats of tables, and those of statistics programs.
    'arrow arrows feather ipc avro orc parq pq h5 hdf hdf5 nc zarr lance',
    'pkl pickle npy npz rds rda rdata sav sas7bdat xpt dta mat psv ssv',
    // Databases.
    'db db3 sqlite sqlite3 duckdb ddb mdb accdb sql dbf',
    // Other notations for objects.
    'yaml yml toml geojson json5 bson msgpack cbor proto pb',
    // Other compressions, and archives.
    'zst zstd bz2 xz lzma br lz4 snappy sz z zip tar tgz 7z rar',
  ].flatMap((endings) => endings.split(' ')),
);

/**
 * Returns the format that the ending of a path chooses, in capitals too; or the ending, with its dot, if it is that of a
 * format that is not written.
 */
export function formatOfPath(path: string): OutputFormat | { readonly notWritten: string } {
  const parts = path.slice(path.lastIndexOf('/') + 1).split('.');
  const isGzipped = parts.length > 1 && parts[parts.length - 1].toLowerCase() === GZIP_ENDING;
  if (isGzipped) parts.pop();
  const written = parts.length > 1 ? parts[parts.length - 1] : '';
  const ending = written.toLowerCase();
  for (const [name, { endings }] of Object.entries(OUTPUT_FORMATS)) {
    // Cast: the keys of the table are the names.
    if ((endings as readonly string[]).includes(ending)) return { name: name as FormatName, isGzipped };
  }
  if (OTHER_FORMATS.has(ending)) return { notWritten: `.${written}` };
  return { name: 'csv', isGzipped };
}

/** The format in words: `JSON Lines, gzip`. */
export function formatLabel({ name, isGzipped }: OutputFormat): string {
  return `${OUTPUT_FORMATS[name].label}${isGzipped ? ', gzip' : ''}`;
}

/** Whether its bytes are no text. */
export function isBinaryFormat({ name, isGzipped }: OutputFormat): boolean {
  const { isBinary }: FormatDefinition = OUTPUT_FORMATS[name];
  return isGzipped || isBinary === true;
}

/** What is wrong with the ending of a format that is not written, and what to do. */
export function notWrittenText(ending: string): string {
  const endings = Object.values(OUTPUT_FORMATS).flatMap((format) => format.endings.map((one) => `.${one}`));
  return `${ending} is not written; end it in ${endings.join(' ')}, or one of these and .${GZIP_ENDING}`;
}
