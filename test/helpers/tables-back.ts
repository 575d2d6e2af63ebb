import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import type { FormatName } from '../../source/schema/output-formats.ts';
import type { ColumnDefinition } from '../../source/schema/table-columns.ts';

/** RFC 4180 with any delimiter, plainly. Returns all rows, the header first. */
export function slowDelimited(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; at++) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        cell += text[at];
        if (text[at] === '"') at++;
      }
      at++;
    } else {
      for (; text[at] !== delimiter && text[at] !== '\n'; at++) cell += text[at];
    }
    row.push(cell);
    if (text[at] === '\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

/** The rows of a table read from its file, each cell as CSV has it; lengths of time as JavaScript writes the number. */
export async function rowsBack(
  format: FormatName,
  bytes: Uint8Array,
  columns: readonly ColumnDefinition[],
): Promise<string[][]> {
  const names = columns.map(({ name }) => name);
  const text = Buffer.from(bytes).toString('utf8');
  switch (format) {
    case 'csv':
    case 'tsv':
      return plainSeconds(slowDelimited(text, format === 'csv' ? ',' : '\t').slice(1), columns);
    case 'json':
      return rowsOf(JSON.parse(text), names);
    case 'jsonl':
      return rowsOf(
        text
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line)),
        names,
      );
    case 'parquet': {
      const file = arrayBufferOf(bytes);
      const units = unitsOf(file);
      const rows = await parquetReadObjects({
        file,
        utf8: true,
        parsers: {
          timestampFromNanoseconds: asIs,
          timestampFromMicroseconds: asIs,
          stringFromBytes: (text: Uint8Array) => decoder.decode(text),
        },
      });
      return rows.map((row) => names.map((name) => parquetCell(row[name], units.get(name))));
    }
  }
}

/** The rows with lengths of time without zeros at their end, which numbers do not have. */
export function plainSeconds(
  rows: readonly (readonly string[])[],
  columns: readonly ColumnDefinition[],
): string[][] {
  return rows.map((row) =>
    row.map((cell, i) => (columns[i].kind === 'seconds' ? String(Number(cell)) : cell)),
  );
}

function rowsOf(objects: readonly Record<string, unknown>[], names: readonly string[]): string[][] {
  return objects.map((object) => {
    if (Object.keys(object).join() !== names.join()) throw new Error(`other keys: ${Object.keys(object)}`);
    return names.map((name) => (object[name] === null ? '' : String(object[name])));
  });
}

/** A byte-order mark at the beginning of a text is a part of it. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const asIs = (value: bigint): bigint => value;

function unitsOf(file: ArrayBuffer): Map<string, string | undefined> {
  const { children } = parquetSchema(parquetMetadata(file));
  return new Map(
    children.map(({ element }) => {
      const { logical_type: type } = element;
      return [element.name, type?.type === 'TIMESTAMP' ? type.unit : undefined];
    }),
  );
}

function parquetCell(value: unknown, unit: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (unit === undefined) return String(value);
  const perSecond = unit === 'NANOS' ? 1_000_000_000n : 1_000_000n;
  const ticks = BigInt(value as bigint);
  const seconds = (ticks - (((ticks % perSecond) + perSecond) % perSecond)) / perSecond;
  const fraction = String(ticks - seconds * perSecond).padStart(unit === 'NANOS' ? 9 : 6, '0');
  const short = fraction.replace(/(?:000)+$/, '');
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${whole}${short === '' ? '' : `.${short}`}Z`;
}

/** The bytes in a buffer of their own. */
export function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
