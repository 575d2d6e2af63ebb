import { isWhiteSpace } from '../text/bytes.ts';
import { copySpan, type FieldSpan, missingSpans } from '../text/field-span.ts';
import { decodeJsonString } from '../text/json-string.ts';
import { encodeText, TextBuffer } from '../text/text-buffer.ts';
import { type Field, type FieldMap, literalOf, TIME } from './fields.ts';
import { formatKeys } from './key-paths.ts';
import { MemberFinder } from './member-finder.ts';
import { WrapperOpener } from './wrappers.ts';

/** Where a value may be: indices of the spans of keys at depth 1, and the keys that lead on from there. */
interface Place {
  /** As the flags write it. */
  readonly name: string;
  readonly span: number;
  /** The span of the key that has the whole path as its name; it is `span` for a path of one key. */
  readonly literalSpan: number;
  readonly innerKeys: readonly Uint8Array[];
}

/**
 * Finds the values of the fields from the values of the keys at depth 1 (spec section 13): goes into objects, and into
 * arrays of `{key, value}` pairs as if they were objects; opens Mongo's wrappers; of a list takes the first that counts.
 */
export class FieldFinder {
  /** After `find`: a span for each field, and one for the id after them. */
  readonly fields: readonly FieldSpan[];
  /** After `find`: whether the time is a number of milliseconds, whatever the format. */
  timeIsMilliseconds = false;
  private readonly places: readonly (readonly Place[])[];
  /** The place of the value that counts, as an index of the field's places. */
  private readonly chosen: number[];
  private readonly members = new MemberFinder();
  private readonly wrappers: WrapperOpener | undefined;
  private readonly decoded = new TextBuffer();

  constructor(map: FieldMap) {
    const fields = map.id === undefined ? map.fields : [...map.fields, map.id];
    this.fields = missingSpans(fields.length);
    this.chosen = fields.map(() => 0);
    this.wrappers = map.opensWrappers ? new WrapperOpener() : undefined;
    this.places = fields.map((field, index) =>
      map.isDirect ? [directPlace(field, index)] : field.paths.map((path) => placeOf(map, path)),
    );
  }

  /** Finds the values in a record. `spans`: those that the keys of the map lead to. */
  find(bytes: Uint8Array, spans: readonly FieldSpan[]): void {
    const { fields, places } = this;
    for (let field = 0; field < fields.length; field++) {
      const span = fields[field];
      span.kind = 'missing';
      const isList = places[field].length > 1;
      for (let i = 0; i < places[field].length; i++) {
        const isMilliseconds = this.look(bytes, spans, places[field][i], span);
        if (field === TIME) this.timeIsMilliseconds = isMilliseconds;
        this.chosen[field] = i;
        if (!isList || this.isThere(bytes, span)) break;
        span.kind = 'missing';
      }
    }
  }

  /** After `find`: the name of the place where the field's value is. */
  nameOf(field: number): string {
    return this.places[field][this.chosen[field]].name;
  }

  /** After `find`: the key at depth 1 that leads to the field's value, as an index of the spans. */
  keyOf(field: number): number {
    return this.places[field][this.chosen[field]].span;
  }

  /** Looks for the value at a place. Returns whether it is a number of milliseconds. */
  private look(bytes: Uint8Array, spans: readonly FieldSpan[], place: Place, into: FieldSpan): boolean {
    const { span, literalSpan, innerKeys } = place;
    const { wrappers } = this;
    if (spans[literalSpan].kind !== 'missing') copySpan(into, spans[literalSpan]);
    else {
      copySpan(into, spans[span]);
      for (const key of innerKeys) this.members.enter(bytes, key, into);
    }
    if (wrappers === undefined || into.kind !== 'object') return false;
    wrappers.open(bytes, into);
    return wrappers.isMilliseconds;
  }

  /** Whether the value counts in a list: it is neither null nor blank. */
  private isThere(bytes: Uint8Array, { kind, from, to }: FieldSpan): boolean {
    if (kind !== 'string') return kind !== 'missing' && kind !== 'null';
    const { decoded } = this;
    decodeJsonString(bytes, from, to, decoded);
    for (let i = 0; i < decoded.length; i++) if (!isWhiteSpace(decoded.bytes[i])) return true;
    return false;
  }
}

function directPlace({ name }: Field, index: number): Place {
  return { name, span: index, literalSpan: index, innerKeys: [] };
}

function placeOf({ keys }: FieldMap, path: readonly string[]): Place {
  const spanOf = (text: string): number => keys.findIndex((key) => key.text === text);
  const [first, ...inner] = path;
  return {
    name: formatKeys([path]),
    span: spanOf(first),
    literalSpan: spanOf(literalOf(path)),
    innerKeys: inner.map(encodeText),
  };
}
