import * as fc from 'fast-check';
import type { TableLayout } from '../../source/pipeline/settings.ts';
import { encodeUtf8 } from '../../source/pipeline/text/bytes.ts';

/** A table as text, and how it is written. */
export interface TableInput {
  readonly bytes: Uint8Array;
  readonly layout: TableLayout;
}

const COLUMNS = ['user_id', 'event_time', 'event_type', 'value'];

const user = fc.constantFrom('ana', 'ben', '7', ' 7', '', 'u 8', 'J\u00f6rg', 'a\\b', 'x'.repeat(40));
const time = fc.constantFrom(
  ...['2024-07-10T11:45:00Z', '2024-07-10 11:45:00', '2024-07-10T11:45:00.5+02:00', '2024W28', ''],
  ...['2024-07-10T11:45', 'yesterday', ' 2024-07-10T11:45:01Z '],
);
const type = fc.constantFrom(
  'open',
  'buy',
  '',
  '5',
  'say "hi"',
  'two\nlines',
  'a,b;c\td|e',
  '"',
  '{"a":1}',
  'é',
);
const value = fc.constantFrom('', '1', '1,5', 'x\r\ny', '"', '""', 'a"b', "{'a': 1}", '2024-07-10T11:45:00Z');

const row = fc.tuple(user, time, type, value);

/** How a cell is written. */
function written(cell: string, delimiter: string, alwaysQuotes: boolean): string {
  const needsQuotes = cell.includes(delimiter) || /["\r\n]/.test(cell);
  return needsQuotes || alwaysQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const form = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  endsWithLine: fc.boolean(),
  quotes: fc.boolean(),
  mark: fc.constantFrom('', '\ufeff'),
  emptyLines: fc.boolean(),
});

/** Tables in all spellings, whole, and the cells of their rows. */
export const wholeTable = fc
  .record({ rows: fc.array(row, { maxLength: 12 }), form })
  .map(({ rows, form }): TableInput & { readonly rows: readonly (readonly string[])[] } => {
    const { delimiter, lineEnd, endsWithLine, quotes, mark, emptyLines } = form;
    const lines = rows.map((cells) => cells.map((cell) => written(cell, delimiter, quotes)).join(delimiter));
    const header = `${mark}${COLUMNS.join(delimiter)}${lineEnd}`;
    const between = emptyLines ? lineEnd + lineEnd : lineEnd;
    const text = header + lines.join(between) + (endsWithLine ? lineEnd : '');
    const headerBytes = encodeUtf8(header).length;
    return {
      bytes: encodeUtf8(text),
      layout: { delimiter, columns: COLUMNS, hasHeaderLine: true, headerBytes },
      rows,
    };
  });

/** What may be put into a table, or in place of a part of it. */
const SCRAPS = [
  '"',
  '""',
  ',',
  ';',
  '\n',
  '\r',
  '\r\n',
  '\n\n',
  ',"',
  '",',
  '"\n',
  '\n"',
  'x',
  '1,"a',
  ',,,,',
  'a\n',
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  dropped: fc.integer({ min: 0, max: 6 }),
  put: fc.constantFrom('', ...SCRAPS),
});

/** Tables that something happened to after the header. */
export const damagedTable = fc
  .record({ table: wholeTable, edits: fc.array(edit, { minLength: 1, maxLength: 4 }) })
  .map(({ table, edits }): TableInput => {
    const { layout } = table;
    let bytes = [...table.bytes];
    for (const { at, dropped, put } of edits) {
      const from = layout.headerBytes + Math.floor(at * (bytes.length - layout.headerBytes));
      bytes = [...bytes.slice(0, from), ...encodeUtf8(put), ...bytes.slice(from + dropped)];
    }
    return { bytes: Uint8Array.from(bytes), layout };
  });

/** Heaps of quotes, delimiters and line ends. */
export const heapedTable = fc
  .array(fc.constantFrom(...SCRAPS, '1,2,3,4\n', '1,2024W28,x,y\n', '1,2024W28,"x\ny",z\n'), {
    maxLength: 30,
  })
  .map(
    (scraps): TableInput => ({
      bytes: encodeUtf8(scraps.join('')),
      layout: { delimiter: ',', columns: COLUMNS, hasHeaderLine: false, headerBytes: 0 },
    }),
  );
