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
  /** Whether the innermost container is an object. */
  private inObject = true;
  /** The wanted key at depth 1 whose value is being read, which may be a container. */
  private key: WantedKey | undefined;
  private valueFrom = 0;
  private valueKind: ValueKind = 'null';
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
    this.key = undefined;
    const at = this.object(from);
    if (at === to) return true;
    if (at !== FAILED) this.fail(at, 'end');
    return false;
  }

  /** Reads the object whose brace is at `from`; returns the index after it. */
  private object(from: number): number {
    const { nesting } = this;
    this.enter(true, from);
    /** The innermost container has no value yet: it may close here. */
    let isEmpty = true;
    for (let at = from + 1; ; ) {
      at = this.space(at);
      const closes = isEmpty && this.byteAt(at) === this.closing;
      if (!closes) {
        if (this.inObject) at = this.memberKey(at, isEmpty);
        if (at === FAILED) return FAILED;
        const byte = this.byteAt(at);
        isEmpty = byte === OPEN_BRACE || byte === OPEN_BRACKET;
        if (isEmpty) {
          this.enter(byte === OPEN_BRACE, at++);
          continue;
        }
        at = this.scalar(at, byte);
        if (at === FAILED) return FAILED;
      }
      at = this.afterValue(at, closes);
      if (at === FAILED || nesting.depth === 0) return at;
      isEmpty = false;
    }
  }

  /** Opens the container that begins at `at`. */
  private enter(isObject: boolean, at: number): void {
    const { nesting } = this;
    if (nesting.depth === 1) {
      this.valueFrom = at;
      this.valueKind = isObject ? 'object' : 'array';
    }
    if (isObject) nesting.pushObject();
    else nesting.pushArray();
    this.inObject = isObject;
  }

  /** Reads a key and its colon; returns where the value begins. `isFirst`: of its object. */
  private memberKey(from: number, isFirst: boolean): number {
    const { nesting, scalars } = this;
    if (this.byteAt(from) !== QUOTE) return this.fail(from, isFirst ? 'firstKey' : 'key');
    const end = scalars.string(from);
    if (end === FAILED) return FAILED;
    if (nesting.depth === 1) this.key = this.wantedKey(from + 1, end - 1);
    const colon = this.space(end);
    return this.byteAt(colon) === COLON ? this.space(colon + 1) : this.fail(colon, 'colon');
  }

  /** Reads a value that is no container, whose first byte is `byte`; returns the index after it. */
  private scalar(from: number, byte: number): number {
    const { nesting, scalars } = this;
    const end = scalars.read(from, byte);
    if (end !== FAILED && nesting.depth === 1) {
      this.valueFrom = from;
      this.valueKind = scalars.kind;
    }
    return end;
  }

  /**
   * Reads the closing brackets that follow a value, if there are some, then a comma unless the object ends. `closes`:
   * whether the first of them is at `from`. Returns the index after all that.
   */
  private afterValue(from: number, closes: boolean): number {
    const { nesting } = this;
    let at = from;
    for (let isClosing = closes; ; isClosing = true) {
      if (isClosing) {
        at++;
        nesting.pop();
        if (nesting.depth === 0) return at;
        this.inObject = nesting.inObject();
      }
      if (nesting.depth === 1) this.noteValue(at);
      at = this.space(at);
      const byte = this.byteAt(at);
      if (byte === COMMA) return at + 1;
      if (byte !== this.closing) return this.fail(at, this.inObject ? 'commaOrBrace' : 'commaOrBracket');
    }
  }

  /** Notes the value that ends before `to` for the fields that its key leads to. */
  private noteValue(to: number): void {
    if (this.key === undefined) return;
    for (const number of this.key.fields) {
      const field = this.fields[number];
      field.kind = this.valueKind;
      field.from = this.valueFrom;
      field.to = to;
    }
    this.key = undefined;
  }

  /** The bracket that closes the innermost container. */
  private get closing(): number {
    return this.inObject ? CLOSE_BRACE : CLOSE_BRACKET;
  }

  private byteAt(at: number): number {
    return at < this.end ? this.bytes[at] : NONE;
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
