import { copySpan, type FieldSpan } from '../text/field-span.ts';
import { JsonWalker } from '../text/json-walker.ts';
import { encodeText } from '../text/text-buffer.ts';

const KEY = encodeText('key');
const VALUE = encodeText('value');

/**
 * Finds members of JSON objects by their keys (spec section 13). An array of `{key, value}` pairs, as OpenTelemetry and
 * analytics exports write them, is read as if it were an object. Of duplicate keys the last wins.
 */
export class MemberFinder {
  private readonly members = new JsonWalker();
  private readonly parts = new JsonWalker();

  /** Makes `span`, a value in valid JSON, that of the member with this key in it; `missing` if it has none. */
  enter(bytes: Uint8Array, key: Uint8Array, span: FieldSpan): void {
    const { kind, from } = span;
    const { members } = this;
    span.kind = 'missing';
    if (kind !== 'object' && kind !== 'array') return;
    members.enter(bytes, from);
    while (members.next()) {
      const { value } = members;
      if (kind === 'object') {
        if (members.isKey(key)) copySpan(span, value);
      } else if (value.kind === 'object') this.takePair(bytes, value.from, key, span);
    }
  }

  /** Takes the value of the pair at `from` if its key is the wanted one. */
  private takePair(bytes: Uint8Array, from: number, key: Uint8Array, span: FieldSpan): void {
    const { parts } = this;
    parts.enter(bytes, from);
    let isWanted = false;
    let value: FieldSpan | undefined;
    while (parts.next()) {
      if (parts.isKey(KEY)) isWanted = parts.isText(key);
      else if (parts.isKey(VALUE)) value = { ...parts.value };
    }
    if (isWanted && value !== undefined) copySpan(span, value);
  }
}
