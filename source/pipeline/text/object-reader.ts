import type { FieldSpan } from './field-span.ts';

/** What JSON allows where a record broke; validate/messages has the words. */
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

/** A key to look for at depth 1 of a record. */
export interface WantedKey {
  readonly text: string;
  /** The text as UTF-8. */
  readonly bytes: Uint8Array;
  /** The fields whose value is after this key, as indices of `ObjectReader.fields`. */
  readonly fields: readonly number[];
}

/**
 * Reads one record, a JSON object strictly as RFC 8259 defines it or a row of a table, and notes where the values of the
 * wanted keys are.
 */
export interface ObjectReader {
  /** The bytes that `fields` are spans of; undefined: those of the record itself. */
  readonly values?: Uint8Array;
  /** After a `read` that failed: what is wrong, in words; undefined: see `errorAt` and `expected`. */
  readonly fault?: string;
  /** After `read`: a span for each field. Of duplicate keys the last wins (spec section 2). */
  readonly fields: readonly FieldSpan[];
  /** After a `read` that failed: the index of the first byte that is not JSON, and what JSON allows there. */
  readonly errorAt: number;
  readonly expected: Expectation;
  /** After `read`, if `values` has the values: returns the bytes of the record that the value of a field was made from. */
  placeOf?(field: number): { readonly from: number; readonly to: number } | undefined;
  /** Returns whether `bytes[from..to)` is one record and nothing else. */
  read(bytes: Uint8Array, from: number, to: number): boolean;
}
