import { decodeJsonString } from '../../pipeline/text/json-string.ts';
import { JsonWalker } from '../../pipeline/text/json-walker.ts';
import type { FieldSpan, ValueKind } from '../../pipeline/text/object-reader.ts';
import { decodeText } from '../../pipeline/text/shown-text.ts';
import { encodeText, TextBuffer } from '../../pipeline/text/text-buffer.ts';
import { literalOf } from '../../pipeline/validate/fields.ts';
import type { KeyPath } from '../../pipeline/validate/key-paths.ts';

/** A value of a record: a string decoded, any other as it is written. */
export interface RecordValue {
  readonly kind: Exclude<ValueKind, 'missing'>;
  readonly text: string;
}

const KEY = encodeText('key');
const VALUE = encodeText('value');

/**
 * Finds the values under a path of keys in records, as the keys of roles are found (spec section 13): through objects, and
 * through arrays of `{key, value}` pairs as if they were objects. A key that has the whole path as its name wins, and of
 * equal keys the last one.
 */
export class RecordValues {
  private readonly literal: Uint8Array;
  private readonly keys: readonly Uint8Array[];
  private readonly members = new JsonWalker();
  private readonly parts = new JsonWalker();
  private readonly decoded = new TextBuffer();

  constructor(path: KeyPath) {
    this.literal = encodeText(literalOf(path));
    this.keys = path.map(encodeText);
  }

  /** Returns the values in a record, which is one valid JSON object: of an array those of its elements, too. */
  of(record: Uint8Array): readonly RecordValue[] {
    const root: FieldSpan = { kind: 'object', from: 0, to: record.length };
    let found = this.member(record, root, this.literal);
    if (found === undefined && this.keys.length > 1) {
      found = root;
      for (const key of this.keys) found = found && this.member(record, found, key);
    }
    if (found === undefined) return [];
    const whole = this.valueAt(record, found);
    return found.kind === 'array' ? [whole, ...this.elements(record, found)] : [whole];
  }

  private elements(record: Uint8Array, { from }: FieldSpan): RecordValue[] {
    const { members } = this;
    const values: RecordValue[] = [];
    members.enter(record, from);
    while (members.next()) values.push(this.valueAt(record, members.value));
    return values;
  }

  private member(record: Uint8Array, { kind, from }: FieldSpan, key: Uint8Array): FieldSpan | undefined {
    if (kind !== 'object' && kind !== 'array') return undefined;
    const { members } = this;
    let found: FieldSpan | undefined;
    members.enter(record, from);
    while (members.next()) {
      if (kind === 'object') {
        if (members.isKey(key)) found = { ...members.value };
      } else if (members.value.kind === 'object') found = this.pair(record, members.value.from, key) ?? found;
    }
    return found;
  }

  private pair(record: Uint8Array, from: number, key: Uint8Array): FieldSpan | undefined {
    const { parts } = this;
    let isWanted = false;
    let value: FieldSpan | undefined;
    parts.enter(record, from);
    while (parts.next()) {
      if (parts.isKey(KEY)) isWanted = parts.isText(key);
      else if (parts.isKey(VALUE)) value = { ...parts.value };
    }
    return isWanted ? value : undefined;
  }

  private valueAt(record: Uint8Array, { kind, from, to }: FieldSpan): RecordValue {
    // Cast: a value that was found is not missing.
    const known = kind as RecordValue['kind'];
    if (kind !== 'string') return { kind: known, text: decodeText(record, from, to) };
    const { decoded } = this;
    decodeJsonString(record, from, to, decoded);
    return { kind: known, text: decodeText(decoded.bytes, 0, decoded.length) };
  }
}
