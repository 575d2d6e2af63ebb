import type { FieldSpan } from '../../pipeline/text/field-span.ts';
import { decodeJsonString } from '../../pipeline/text/json-string.ts';
import { JsonWalker } from '../../pipeline/text/json-walker.ts';
import { decodeText } from '../../pipeline/text/shown-text.ts';
import { encodeText, TextBuffer } from '../../pipeline/text/text-buffer.ts';
import type { ValueKind } from '../../pipeline/text/value-kind.ts';
import { literalOf } from '../../pipeline/validate/fields.ts';
import type { KeyPath } from '../../pipeline/validate/key-paths.ts';
import { MemberFinder } from '../../pipeline/validate/member-finder.ts';

/** A value of a record: a string decoded, any other as it is written. */
export interface RecordValue {
  readonly kind: Exclude<ValueKind, 'missing'>;
  readonly text: string;
}

/**
 * Finds the values under a path of keys in records, as those of the keys of roles are found (spec section 13). A key that
 * has the whole path as its name wins.
 */
export class RecordValues {
  private readonly literal: Uint8Array;
  private readonly keys: readonly Uint8Array[];
  private readonly finder = new MemberFinder();
  private readonly members = new JsonWalker();
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

  private member(record: Uint8Array, parent: FieldSpan, key: Uint8Array): FieldSpan | undefined {
    const span = { ...parent };
    this.finder.enter(record, key, span);
    return span.kind === 'missing' ? undefined : span;
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
