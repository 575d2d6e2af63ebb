/**
 * A JSON value as section 2 of the spec needs it: numbers stay as they are written. All texts here are byte strings: each
 * character is one byte, from U+0000 to U+00FF, so that texts are equal only if their bytes are (section 1).
 */
export type SlowJson =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly text: 'true' | 'false' }
  | { readonly kind: 'null' }
  | { readonly kind: 'array'; readonly text: string; readonly elements: readonly SlowJson[] }
  | { readonly kind: 'object'; readonly text: string; readonly members: ReadonlyMap<string, SlowJson> };

/**
 * Returns the members of a text, a byte string, that is one JSON object as RFC 8259 has it, and undefined for any other
 * text. `NaN`, `Infinity` and `-Infinity` are numbers; of duplicate keys the last wins (spec section 2).
 */
export function readJsonObject(text: string): ReadonlyMap<string, SlowJson> | undefined {
  try {
    const reader = new SlowJsonReader(text);
    const value = reader.readValue();
    reader.expectEnd();
    return value.kind === 'object' ? value.members : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const SPACE = /[ \t\n\r]*/y;
const QUOTED = /"(?:[^"\\]|\\.)*"/sy;
const NUMBER = /NaN|Infinity|-Infinity|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/** Two escapes that make a surrogate pair, or one escape. */
const ESCAPES = /\\u[dD][89abAB].{2}\\u[dD][c-fC-F].{2}|\\u.{4}|\\./g;

/** Returns the byte string of an escape. A lone surrogate has the three bytes that it would have in UTF-8. */
function bytesOfEscape(text: string): string {
  if (text.isWellFormed()) return Buffer.from(text).toString('latin1');
  const code = text.charCodeAt(0);
  return String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
}

/** Returns a byte string as it is shown: one U+FFFD for a surrogate, and as many as a decoder has for other bytes. */
export function shownText(byteString: string): string {
  const replaced = byteString.replace(/\xed[\xa0-\xbf][\x80-\xbf]/g, '\xef\xbf\xbd');
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(replaced, 'latin1'));
}

class SlowJsonReader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  readValue(): SlowJson {
    this.take(SPACE);
    const from = this.at;
    if (this.takeText('{')) {
      const members = this.readMembers();
      return { kind: 'object', members, text: this.text.slice(from, this.at) };
    }
    if (this.takeText('[')) {
      const elements = this.readElements();
      return { kind: 'array', elements, text: this.text.slice(from, this.at) };
    }
    if (this.takeText('true')) return { kind: 'boolean', text: 'true' };
    if (this.takeText('false')) return { kind: 'boolean', text: 'false' };
    if (this.takeText('null')) return { kind: 'null' };
    if (this.text[this.at] === '"') return { kind: 'string', value: this.readString() };
    return { kind: 'number', text: this.expect(NUMBER) };
  }

  expectEnd(): void {
    this.take(SPACE);
    if (this.at < this.text.length) throw new SyntaxError('more text after the value');
  }

  private readMembers(): Map<string, SlowJson> {
    const members = new Map<string, SlowJson>();
    this.take(SPACE);
    if (this.takeText('}')) return members;
    do {
      this.take(SPACE);
      const key = this.readString();
      this.take(SPACE);
      this.expectText(':');
      members.set(key, this.readValue());
      this.take(SPACE);
    } while (this.takeText(','));
    this.expectText('}');
    return members;
  }

  private readElements(): SlowJson[] {
    const elements: SlowJson[] = [];
    this.take(SPACE);
    if (this.takeText(']')) return elements;
    do {
      elements.push(this.readValue());
      this.take(SPACE);
    } while (this.takeText(','));
    this.expectText(']');
    return elements;
  }

  /** Reads a string and returns its bytes. */
  private readString(): string {
    const quoted = this.expect(QUOTED);
    JSON.parse(quoted); // throws a SyntaxError for what is not allowed between the quotes
    return quoted.slice(1, -1).replace(ESCAPES, (written) => bytesOfEscape(JSON.parse(`"${written}"`)));
  }

  /** Moves over what the sticky pattern matches here, and returns it. */
  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private takeText(wanted: string): boolean {
    const here = this.text.startsWith(wanted, this.at);
    if (here) this.at += wanted.length;
    return here;
  }

  private expect(pattern: RegExp): string {
    const found = this.take(pattern);
    if (found === undefined) throw new SyntaxError(`no ${pattern.source} at ${this.at}`);
    return found;
  }

  private expectText(wanted: string): void {
    if (!this.takeText(wanted)) throw new SyntaxError(`no ${wanted} at ${this.at}`);
  }
}
