import {
  endOfSpace,
  endOfString,
  endOfWord,
  isJsonLiteral,
  isJsonNumber,
  OPEN,
  OPEN_ESCAPE,
} from '../../format/json-text.ts';
import type { Span, Style } from '../view/spans.ts';

/** Where a chunk of a long line ends: outside of strings, in one, or in one after a backslash. */
export type LexState = 'outside' | 'string' | 'escape';

/**
 * Colours a chunk of one line of JSON, or of anything else: no character is lost or added. A string is a key if a colon
 * follows it; one that is cut off by the end of the chunk is a string. Pass the state on to the next chunk of the same
 * line; a line begins 'outside', however the one before it ended.
 */
export function jsonSpans(
  line: string,
  state: LexState = 'outside',
): { readonly spans: Span[]; readonly state: LexState } {
  const spans: Span[] = [];
  let runFrom = 0;
  let runStyle: Style = 'plain';
  let at = 0;
  let now = state;
  const put = (to: number, style: Style): void => {
    if (style !== runStyle) {
      if (at > runFrom) spans.push({ text: line.slice(runFrom, at), style: runStyle });
      runFrom = at;
      runStyle = style;
    }
    at = to;
  };
  const putString = (contents: number): void => {
    const end = endOfString(line, contents);
    now = end === OPEN ? 'string' : end === OPEN_ESCAPE ? 'escape' : 'outside';
    if (end < 0) put(line.length, 'string');
    else put(end, line[endOfSpace(line, end)] === ':' ? 'key' : 'string');
  };

  if (line !== '' && state !== 'outside') putString(state === 'escape' ? 1 : 0);
  while (at < line.length) {
    if (line[at] === '"') {
      putString(at + 1);
      continue;
    }
    const end = endOfWord(line, at);
    if (end === at) put(at + 1, 'plain');
    else put(end, styleOfWord(line.slice(at, end)));
  }
  if (at > runFrom) spans.push({ text: line.slice(runFrom, at), style: runStyle });
  return { spans, state: now };
}

function styleOfWord(word: string): Style {
  if (isJsonNumber(word)) return 'number';
  return isJsonLiteral(word) ? 'literal' : 'plain';
}
