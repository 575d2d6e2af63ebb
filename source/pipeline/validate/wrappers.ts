import { BACKSLASH, decodeUtf8, encodeUtf8, indexOfByte } from '../text/bytes.ts';
import { type FieldSpan, setSpan } from '../text/field-span.ts';
import { JsonWalker } from '../text/json-walker.ts';

/** A JSON number, and the words that are accepted as one (spec section 2). */
const NUMBER = /^(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|NaN|-?Infinity)$/;

const DATE = encodeUtf8('$date');
const OBJECT_ID = encodeUtf8('$oid');
const NUMBERS = ['$numberLong', '$numberInt', '$numberDouble'].map(encodeUtf8);

/**
 * Mongo's wrappers (spec section 3): an object with one key that is read as what it holds. `{"$date": …}` a string, or a
 * number of milliseconds; `{"$numberLong": "5"}` the number; `{"$oid": "…"}` the string. Any other object is itself.
 */
export class WrapperOpener {
  /** After `open`: whether it opened a `$date` that holds a number, which is of milliseconds whatever the format. */
  isMilliseconds = false;
  private readonly walker = new JsonWalker();
  private name: Uint8Array | undefined;

  /** If `span` is a wrapper, makes it the span of what it holds; else leaves it alone. */
  open(bytes: Uint8Array, span: FieldSpan): void {
    this.isMilliseconds = false;
    if (span.kind !== 'object' || !this.enter(bytes, span)) return;
    const { name, walker } = this;
    const { kind, from, to } = walker.value;
    if (name === OBJECT_ID) {
      if (kind === 'string') setSpan(span, 'string', from, to);
    } else if (name === DATE) this.openDate(bytes, span);
    else this.openNumber(bytes, span);
  }

  /** Sets `name` and the walker's value, the last with this name; returns false for an object that is no wrapper. */
  private enter(bytes: Uint8Array, { from }: FieldSpan): boolean {
    const { walker } = this;
    walker.enter(bytes, from);
    let count = 0;
    this.name = undefined;
    // Of duplicate keys the last wins, as everywhere: the walker is then at it.
    while (walker.next()) {
      if (count++ === 0) this.name = [DATE, OBJECT_ID, ...NUMBERS].find((name) => walker.isKey(name));
      if (this.name === undefined || !walker.isKey(this.name)) return false;
    }
    return count > 0;
  }

  private openDate(bytes: Uint8Array, span: FieldSpan): void {
    const inner = { ...this.walker.value };
    if (
      inner.kind === 'object' &&
      this.enter(bytes, inner) &&
      this.name !== DATE &&
      this.name !== OBJECT_ID
    ) {
      this.openNumber(bytes, inner);
    }
    if (inner.kind !== 'string' && inner.kind !== 'number') return;
    setSpan(span, inner.kind, inner.from, inner.to);
    this.isMilliseconds = inner.kind === 'number';
  }

  private openNumber(bytes: Uint8Array, span: FieldSpan): void {
    const { kind, from, to } = this.walker.value;
    if (kind === 'number') setSpan(span, 'number', from, to);
    else if (kind === 'string' && isNumber(bytes, from + 1, to - 1))
      setSpan(span, 'number', from + 1, to - 1);
  }
}

function isNumber(bytes: Uint8Array, from: number, to: number): boolean {
  return indexOfByte(bytes, BACKSLASH, from, to) < 0 && NUMBER.test(decodeUtf8(bytes, from, to));
}
