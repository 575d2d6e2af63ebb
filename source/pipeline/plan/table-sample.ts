import type { TableLayout } from '../settings.ts';
import { madeUpName } from '../table/column-names.ts';
import { DAMAGED, ROW, RowFinder } from '../table/row-finder.ts';
import { RowJsonWriter } from '../table/row-json.ts';
import { endOfEmptyLine } from '../table/row-reader.ts';
import { BACKSLASH, encodeUtf8, LINE_FEED, QUOTE } from '../text/bytes.ts';
import { TextBuffer } from '../text/text-buffer.ts';
import type { Sample } from './plan.ts';
import { MOST_RECORDS } from './sample.ts';

const RULER_BYTES = new Set(encodeUtf8('-+|:= \t\r\n'));

/** Whether a row is the line that databases and Markdown draw below the names: it says nothing of its columns. */
function isRuler(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!RULER_BYTES.has(bytes[at])) return false;
  return true;
}

/** Whether a backslash is before a quote in `bytes[from..to)`. */
function holdsBackslashed(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) if (bytes[at] === QUOTE && bytes[at - 1] === BACKSLASH) return true;
  return false;
}

/**
 * Returns the rows in the head of a table as a sample of JSON objects: all that looks for keys and times knows these alone.
 * Damaged rows are left out.
 */
export function takeTableSample(head: Uint8Array, isWhole: boolean, layout: TableLayout): Sample {
  const finder = new RowFinder(layout);
  const writer = new RowJsonWriter(layout);
  const text = new TextBuffer();
  const from: number[] = [];
  const to: number[] = [];
  let at = layout.headerBytes;
  let hasBackslashes = false;
  while (at < head.length && from.length < MOST_RECORDS) {
    const emptyTo = endOfEmptyLine(head, at, head.length, isWhole);
    if (emptyTo !== at) {
      if (emptyTo < 0) break;
      at = emptyTo;
      continue;
    }
    const found = finder.find(head, at, head.length, isWhole, Number.POSITIVE_INFINITY);
    if (found === ROW && !isRuler(head, at, finder.next)) {
      from.push(text.length);
      writer.append(head, finder.row, text);
      to.push(text.length);
      text.appendByte(LINE_FEED);
    } else if (found === DAMAGED) hasBackslashes ||= holdsBackslashed(head, at, finder.next);
    else if (found !== ROW) break;
    at = finder.next;
  }
  return {
    bytes: text.bytes.subarray(0, text.length),
    from: Uint32Array.from(from),
    to: Uint32Array.from(to),
    isPart: !isWhole || at < head.length,
    endOffset: at,
    hasBackslashes,
    isUnnamed: layout.columns.every((name, column) => name === madeUpName(column)),
  };
}
