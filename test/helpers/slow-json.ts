/** A JSON value as section 2 of the spec needs it: numbers stay as they are written. */
export type SlowJson =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly text: 'true' | 'false' }
  | { readonly kind: 'null' }
  | { readonly kind: 'array' }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, SlowJson> };

/**
 * The members of a text that is one JSON object as RFC 8259 has it, and nothing for any other text. `NaN`,
 * `Infinity` and `-Infinity` are numbers; of duplicate keys the last wins (spec section 2).
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

class SlowJsonReader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  readValue(): SlowJson {
    this.take(SPACE);
    if (this.takeText('{')) return this.readMembers();
    if (this.takeText('[')) return this.readElements();
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

  private readMembers(): SlowJson {
    const members = new Map<string, SlowJson>();
    this.take(SPACE);
    if (this.takeText('}')) return { kind: 'object', members };
    do {
      this.take(SPACE);
      const key = this.readString();
      this.take(SPACE);
      this.expectText(':');
      members.set(key, this.readValue());
      this.take(SPACE);
    } while (this.takeText(','));
    this.expectText('}');
    return { kind: 'object', members };
  }

  private readElements(): SlowJson {
    this.take(SPACE);
    if (this.takeText(']')) return { kind: 'array' };
    do {
      this.readValue();
      this.take(SPACE);
    } while (this.takeText(','));
    this.expectText(']');
    return { kind: 'array' };
  }

  /** A string, decoded; a lone surrogate is read as U+FFFD (spec section 1). */
  private readString(): string {
    // What stands between the quotes is for JSON.parse to classify: it throws a SyntaxError too.
    return (JSON.parse(this.expect(QUOTED)) as string).toWellFormed();
  }

  /** Moves over what the sticky pattern matches here, and answers it. */
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
