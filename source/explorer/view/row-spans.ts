import type { Span, Style } from './spans.ts';

/** Where a chunk of a line of a table ends: outside of quotes, in them, or in them after a quote that may close them. */
export type RowLexState = 'outside' | 'string' | 'escape';

const NUMBER = /^\s*[-+]?\d+(?:[.,]\d+)*(?:[eE][-+]?\d+)?\s*$/;

/**
 * Colours a chunk of one line of a table: no character is lost or added. The cells of a header are keys; cells in quotes are
 * strings; what is between cells is dim. Pass the state on to the next chunk of the same line.
 */
export function rowSpans(
  line: string,
  delimiter: string,
  isHeader: boolean,
  state: RowLexState = 'outside',
): { readonly spans: Span[]; readonly state: RowLexState } {
  const spans: Span[] = [];
  const put = (from: number, to: number, style: Style): void => {
    if (to > from) spans.push({ text: line.slice(from, to), style });
  };
  const quoted: Style = isHeader ? 'key' : 'string';
  let now = state;
  let at = 0;
  if (line !== '' && state !== 'outside') {
    const end = state === 'escape' && line[0] !== '"' ? 0 : endOfQuotes(line, state === 'escape' ? 1 : 0);
    now = stateAt(end);
    at = end < 0 ? line.length : end;
    put(0, at, quoted);
  }
  while (at < line.length) {
    if (line[at] === delimiter) {
      put(at, at + 1, 'dim');
      at++;
      continue;
    }
    const isQuoted = line[at] === '"';
    const end = isQuoted ? endOfQuotes(line, at + 1) : endOfCell(line, at, delimiter);
    if (isQuoted) now = stateAt(end);
    const to = end < 0 ? line.length : end;
    put(at, to, isQuoted ? quoted : styleOf(line.slice(at, to), isHeader));
    at = to;
    if (!isQuoted) now = 'outside';
  }
  return { spans, state: now };
}

/** In these a chunk ends before the quotes are closed, or with a quote that may be the first of two. */
const OPEN = -1;
const MAYBE_OPEN = -2;

/** Returns where the quotes end whose contents go on at `from`: after the closing quote, or OPEN or MAYBE_OPEN. */
function endOfQuotes(line: string, from: number): number {
  for (let at = from; ; ) {
    const quote = line.indexOf('"', at);
    if (quote < 0) return OPEN;
    if (quote + 1 === line.length) return MAYBE_OPEN;
    if (line[quote + 1] !== '"') return quote + 1;
    at = quote + 2;
  }
}

function stateAt(end: number): RowLexState {
  if (end === OPEN) return 'string';
  return end === MAYBE_OPEN ? 'escape' : 'outside';
}

function endOfCell(line: string, from: number, delimiter: string): number {
  const end = line.indexOf(delimiter, from);
  return end < 0 ? line.length : end;
}

function styleOf(cell: string, isHeader: boolean): Style {
  if (isHeader) return 'key';
  return NUMBER.test(cell) ? 'number' : 'plain';
}
