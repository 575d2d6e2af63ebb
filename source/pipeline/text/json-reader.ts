import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isJsonSpace,
  NO_BYTES,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
} from './bytes.ts';
import { type FieldSpan, missingSpans } from './field-span.ts';
import { FAILED, JsonScalarReader, NONE } from './json-scalar-reader.ts';
import { decodeJsonString } from './json-string.ts';
import { Nesting } from './nesting.ts';
import type { Expectation, ObjectReader, WantedKey } from './object-reader.ts';
import { equalBytes, TextBuffer } from './text-buffer.ts';
import type { ValueKind } from './value-kind.ts';

/**
 * The slow reader of a JSON object, which the kernel's must agree with. It is iterative, so depth costs one bit per level
 * and no stack.
 */
export class JsonReader implements ObjectReader {
  readonly fields: FieldSpan[];
  private readonly nesting = new Nesting();
  private bytes: Uint8Array = NO_BYTES;
  private end = 0;
  private readonly scalars = new JsonScalarReader();
  private readonly decodedKey = new TextBuffer();
  /** Index of the key after the one found last: most files have them in one order, so it is tried first. */
  private likelyKey = 0;

  /** `fieldCount`: the number of fields that the keys lead to. */
  constructor(
    private readonly keys: readonly WantedKey[],
    fieldCount: number,
  ) {
    this.fields = missingSpans(fieldCount);
  }

  get errorAt(): number {
    return this.scalars.errorAt;
  }

  get expected(): Expectation {
    return this.scalars.expected;
  }

  read(bytes: Uint8Array, from: number, to: number): boolean {
    this.bytes = bytes;
    this.end = to;
    this.scalars.begin(bytes, to);
    for (const field of this.fields) field.kind = 'missing';
    this.nesting.clear();
    const at = this.object(from);
    if (at === to) return true;
    if (at !== FAILED) this.fail(at, 'end');
    return false;
  }

  private object(from: number): number {
    const { bytes, end, nesting, fields, scalars } = this;
    let at = from + 1;
    /** The key whose value is being read, which may be a container. */
    let key: WantedKey | undefined;
    let valueFrom = 0;
    let valueKind: ValueKind = 'null';
    nesting.pushObject();
    let inObject = true;
    let isEmpty = true; // the innermost container has no value yet: it may close here
    for (;;) {
      at = this.space(at);
      let byte = at < end ? bytes[at] : NONE;
      let closed = false;
      if (isEmpty && byte === (inObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
        closed = true;
      } else {
        if (inObject) {
          const keyFrom = at;
          if (byte !== QUOTE) return this.fail(at, isEmpty ? 'firstKey' : 'key');
          at = scalars.string(at);
          if (at === FAILED) return FAILED;
          if (nesting.depth === 1) key = this.wantedKey(keyFrom + 1, at - 1);
          at = this.space(at);
          if (at >= end || bytes[at] !== COLON) return this.fail(at, 'colon');
          at = this.space(at + 1);
          byte = at < end ? bytes[at] : NONE;
        }
        if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
          inObject = byte === OPEN_BRACE;
          if (nesting.depth === 1) {
            valueFrom = at;
            valueKind = inObject ? 'object' : 'array';
          }
          if (inObject) nesting.pushObject();
          else nesting.pushArray();
          at++;
          isEmpty = true;
          continue;
        }
        const scalarFrom = at;
        at = scalars.read(at, byte);
        if (at === FAILED) return FAILED;
        if (nesting.depth === 1) {
          valueFrom = scalarFrom;
          valueKind = scalars.kind;
        }
      }
      // After a value: note it if it was at depth 1; then comes a comma, or any number of closing brackets.
      for (;;) {
        if (closed) {
          at++;
          nesting.pop();
          if (nesting.depth === 0) return at;
          inObject = nesting.inObject();
        }
        if (key !== undefined && nesting.depth === 1) {
          for (const field of key.fields) {
            fields[field].kind = valueKind;
            fields[field].from = valueFrom;
            fields[field].to = at;
          }
          key = undefined;
        }
        at = this.space(at);
        byte = at < end ? bytes[at] : NONE;
        if (byte === COMMA) {
          at++;
          break;
        }
        if (byte !== (inObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
          return this.fail(at, inObject ? 'commaOrBrace' : 'commaOrBracket');
        }
        closed = true;
      }
      isEmpty = false;
    }
  }

  private space(from: number): number {
    const { bytes, end } = this;
    let at = from;
    while (at < end && bytes[at] <= SPACE && isJsonSpace(bytes[at])) at++;
    return at;
  }

  /**
   * Returns the entry of `keys` that is the string read last, whose contents are `bytes[from..to)`, or undefined. Escapes
   * are decoded first.
   */
  private wantedKey(from: number, to: number): WantedKey | undefined {
    const { keys, bytes, decodedKey } = this;
    const { stringHasEscape } = this.scalars;
    if (stringHasEscape) decodeJsonString(bytes, from - 1, to + 1, decodedKey);
    for (let tried = 0; tried < keys.length; tried++) {
      const i = (this.likelyKey + tried) % keys.length;
      const key = keys[i];
      const isKey = stringHasEscape
        ? equalBytes(key.bytes, decodedKey.bytes, 0, decodedKey.length)
        : equalBytes(key.bytes, bytes, from, to);
      if (!isKey) continue;
      this.likelyKey = i + 1;
      return key;
    }
    return undefined;
  }

  private fail(at: number, expected: Expectation): typeof FAILED {
    return this.scalars.fail(at, expected);
  }
}
