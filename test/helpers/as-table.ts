import type { TableLayout } from '../../source/pipeline/settings.ts';
import { decodeUtf8, encodeUtf8 } from '../../source/pipeline/text/bytes.ts';

const COLUMNS = ['user_id', 'event_time', 'event_type'];

/** A file of JSON Lines as a table with the same events. */
export interface AsTable {
  readonly bytes: Uint8Array;
  readonly layout: TableLayout;
}

/**
 * Returns JSON Lines as a table; undefined where that is no table: a line is more or less than one object, or a value means
 * something else in a cell.
 */
export function asTable(input: Uint8Array, delimiter: string): AsTable | undefined {
  const rows = decodeUtf8(input)
    .trim()
    .split(/\r?\n/)
    .map((line) => rowOf(line, delimiter));
  if (rows.length === 0 || rows.includes(undefined)) return undefined;
  const header = `${COLUMNS.join(delimiter)}\n`;
  const layout = { delimiter, columns: COLUMNS, hasHeaderLine: true, headerBytes: header.length };
  return { bytes: encodeUtf8(`${header}${rows.join('\n')}\n`), layout };
}

function rowOf(line: string, delimiter: string): string | undefined {
  try {
    const record = JSON.parse(line);
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
    const cells = COLUMNS.map((key) => cellOf(record[key]));
    if (cells.includes(undefined)) return undefined;
    return cells.map((cell) => `"${cell?.replaceAll('"', '""')}"`).join(delimiter);
  } catch {
    return undefined;
  }
}

/** A key that is missing is an empty cell; so would an empty string be, which is something else. */
function cellOf(value: unknown): string | undefined {
  if (value === undefined) return '';
  if (Number.isSafeInteger(value)) return String(value);
  // What is not UTF-8 cannot be written again.
  return typeof value === 'string' && value !== '' && !/[\ufffd\p{Cs}]/u.test(value) ? value : undefined;
}
