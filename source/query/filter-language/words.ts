import type { FilterValue } from './term.ts';

/** A part of a filter as it is written: a name with an operator and values, or a word. */
export interface Written {
  /** As it is written. */
  readonly text: string;
  readonly isNegated: boolean;
  /** Undefined for a word; quoted names are keys of the record, whatever else has that name. */
  readonly name: FilterValue | undefined;
  readonly operator: string;
  readonly values: readonly FilterValue[];
}

const NAME = /("(?:[^"\\]|\\.)*"|[\p{L}_$@^][^\s"=<>~!,]*)(!=|!~|>=|<=|=|~|>|<)/uy;
const QUOTED = /"((?:[^"\\]|\\.)*)"/uy;
/** A regular expression: it ends at a slash that white space, a comma or the end follows. */
const REGEX = /\/(?:[^/\\\s]|\\.)+\/i?(?=[\s,]|$)/uy;
/** A regular expression with blanks, in which no other slash is. */
const REGEX_WITH_BLANKS = /\/(?:[^/\\]|\\.)+\/i?(?=[\s,]|$)/uy;
const BARE = /[^\s,]*/uy;
const BARE_WORD = /\S+/uy;
const BLANKS = /\s*/uy;

/** Splits a filter into its parts, or returns an error that names the incomplete part. */
export function writtenParts(text: string): readonly Written[] | { readonly error: string } {
  const parts: Written[] = [];
  const reader = new TextReader(text);
  for (reader.take(BLANKS); !reader.isAtEnd; reader.take(BLANKS)) {
    const from = reader.place;
    const isNegated = reader.skip('!');
    if (reader.isAtEnd || reader.isAtBlank) return { error: '! needs a term after it, without a blank' };
    const name = reader.match(NAME);
    const values = [name === null ? reader.value(BARE_WORD) : reader.value(BARE)];
    while (name !== null && reader.skip(',')) values.push(reader.value(BARE));
    if (values.some((value) => value === undefined)) return { error: 'a quote is not closed' };
    // Cast: none is undefined.
    const read = values as FilterValue[];
    const operator = name?.[2] ?? '';
    const isTurned = operator.startsWith('!');
    parts.push({
      text: text.slice(from, reader.place),
      isNegated: isNegated !== isTurned,
      name: name === null ? undefined : nameOf(name[1]),
      operator: isTurned ? operator.slice(1) : operator,
      values: read,
    });
  }
  return parts;
}

/** Returns the parts of a valid filter, as they are written. */
export function partTexts(text: string): readonly string[] {
  const parts = writtenParts(text);
  return 'error' in parts ? [] : parts.map((part) => part.text);
}

function nameOf(written: string): FilterValue {
  return written.startsWith('"')
    ? { text: unescaped(written.slice(1, -1)), isLiteral: true }
    : { text: written, isLiteral: false };
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gsu, '$1');
}

/** Writes a text so that a filter has it literally. */
export function quotedValue(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Writes a value of a term: in quotes where it needs them. */
export function writtenValue(text: string): string {
  return text === '' || /[\s",\\]|^[/!]/u.test(text) ? quotedValue(text) : text;
}

class TextReader {
  private at = 0;

  constructor(private readonly text: string) {}

  get place(): number {
    return this.at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  get isAtBlank(): boolean {
    return /\s/u.test(this.text.charAt(this.at));
  }

  /** Takes what a sticky pattern matches here; without a match it returns null and takes nothing. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match !== null) this.at += match[0].length;
    return match;
  }

  take(pattern: RegExp): string {
    return this.match(pattern)?.[0] ?? '';
  }

  skip(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  /** Reads a value: in quotes, `/regex/`, or as `bare` has it; undefined if a quote is not closed. */
  value(bare: RegExp): FilterValue | undefined {
    if (this.text[this.at] === '"') {
      const quoted = this.match(QUOTED);
      return quoted === null ? undefined : { text: unescaped(quoted[1]), isLiteral: true };
    }
    const regex = this.match(REGEX) ?? this.match(REGEX_WITH_BLANKS);
    return { text: regex === null ? this.take(bare) : regex[0], isLiteral: false };
  }
}
