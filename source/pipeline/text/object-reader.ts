export type ValueKind = 'missing' | 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object';

/** A value found at depth 1 of a record: its bytes are `bytes[from..to)`, the quotes of a string included. */
export interface FieldSpan {
  kind: ValueKind;
  from: number;
  to: number;
}

/** What JSON would have where a record broke; validate/messages has the words. */
export type Expectation =
  | 'value'
  | 'firstKey'
  | 'key'
  | 'colon'
  | 'commaOrBrace'
  | 'commaOrBracket'
  | 'closingQuote'
  | 'noControlCharacter'
  | 'escape'
  | 'hexDigits'
  | 'digit'
  | 'fractionDigit'
  | 'exponentDigit'
  | 'end';

/** Reads one JSON object strictly, as RFC 8259 has it, and notes where the values of the wanted keys stand. */
export interface ObjectReader {
  /** After `read`: a span for each wanted key, in the order given; the last one wins where a key stands twice. */
  readonly fields: readonly FieldSpan[];
  /** After a `read` that failed: where, and what JSON would have there. */
  readonly errorAt: number;
  readonly expected: Expectation;
  /** Whether `bytes[from..to)` is one JSON object and nothing else. `bytes[from]` is its brace. */
  read(bytes: Uint8Array, from: number, to: number): boolean;
}
