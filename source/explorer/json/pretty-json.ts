import { endOfSpace, endOfString, endOfWord, isJsonLiteral, isJsonNumber } from '../../format/json-text.ts';

/** Indentation by depth; deeper levels use the last. */
const INDENTS = Array.from({ length: 21 }, (_, depth) => '  '.repeat(depth));

const ESCAPES = new Set('"\\/bfnrt');
const HEX_DIGITS = /^[0-9a-fA-F]{4}$/;

/**
 * Returns one JSON value as lines, indented by two blanks per container (up to a cap: depth may be a million). Its tokens
 * stay as they are written: digits, escapes, duplicate keys. Text that is not JSON is returned as its own lines.
 */
export function prettyJson(text: string): string[] {
  return indentedLines(text) ?? text.split('\n');
}

function indentedLines(text: string): string[] | undefined {
  const lines: string[] = [];
  // What closes each open container.
  const closings: string[] = [];
  let line = '';
  let at = endOfSpace(text, 0);
  for (;;) {
    if (closings.at(-1) === '}') {
      const end = text[at] === '"' ? endOfValidString(text, at) : -1;
      const colon = end < 0 ? -1 : endOfSpace(text, end);
      if (text[colon] !== ':') return undefined;
      line += `${text.slice(at, end)}: `;
      at = endOfSpace(text, colon + 1);
    }
    const opening = text[at];
    if (opening === '{' || opening === '[') {
      const closing = opening === '{' ? '}' : ']';
      at = endOfSpace(text, at + 1);
      if (text[at] !== closing) {
        lines.push(line + opening);
        closings.push(closing);
        line = indent(closings.length);
        continue;
      }
      line += opening + closing;
      at++;
    } else {
      const end = endOfScalar(text, at);
      if (end < 0) return undefined;
      line += text.slice(at, end);
      at = end;
    }
    at = endOfSpace(text, at);
    while (closings.length > 0 && text[at] === closings.at(-1)) {
      lines.push(line);
      closings.pop();
      line = indent(closings.length) + text[at];
      at = endOfSpace(text, at + 1);
    }
    if (closings.length === 0) {
      lines.push(line);
      return at === text.length ? lines : undefined;
    }
    if (text[at] !== ',') return undefined;
    lines.push(`${line},`);
    line = indent(closings.length);
    at = endOfSpace(text, at + 1);
  }
}

function indent(depth: number): string {
  return INDENTS[Math.min(depth, INDENTS.length - 1)];
}

/** Returns where the string, number or word at `from` ends, or -1. */
function endOfScalar(text: string, from: number): number {
  if (text[from] === '"') return endOfValidString(text, from);
  const end = endOfWord(text, from);
  const word = text.slice(from, end);
  return isJsonNumber(word) || isJsonLiteral(word) ? end : -1;
}

function endOfValidString(text: string, from: number): number {
  const end = endOfString(text, from + 1);
  for (let at = from + 1; at < end - 1; at++) {
    if (text.charCodeAt(at) < 0x20) return -1;
    if (text[at] !== '\\') continue;
    at++;
    if (ESCAPES.has(text[at])) continue;
    if (text[at] !== 'u' || !HEX_DIGITS.test(text.slice(at + 1, at + 5))) return -1;
    at += 4;
  }
  return end;
}
