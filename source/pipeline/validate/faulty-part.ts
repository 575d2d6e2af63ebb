import { firstCharacters } from '../text/bytes.ts';
import type { FieldSpan } from '../text/field-span.ts';
import { showInvisible } from '../text/invisible.ts';
import type { ValueKind } from '../text/value-kind.ts';
import type { RecordText } from './record-text.ts';

/** The parts of a detail: see `RecordValidator.faultyPart`. */
export interface FaultyPart {
  /** What is wrong, without the value. */
  readonly words: string;
  /** The value at fault, or what was found where JSON broke, as the detail quotes it; '' for a fault without one. */
  readonly value: string;
  /** The kind of the value; `missing` if `value` is not a value of the record. */
  readonly kind: ValueKind;
  /** The bytes at fault, by index, none of them for an end that came too early; undefined: all of the record. */
  readonly place: { readonly from: number; readonly to: number } | undefined;
}

/** A part without a value. */
export const NO_VALUE = { value: '', kind: 'missing', place: undefined } as const;

/** How many characters of a value a detail quotes. */
export const QUOTED_CHARACTERS = 40;

/** Returns a value as a detail quotes it: cut, with marks for what cannot be seen, a string in single quotes. */
export function quoted(text: RecordText, span: FieldSpan): string {
  const value = text.ofField(span, QUOTED_CHARACTERS + 1);
  const short = firstCharacters(value, QUOTED_CHARACTERS);
  const visible = showInvisible(short);
  const shown = short === value ? visible : `${visible}…`;
  return span.kind === 'string' ? `'${shown}'` : shown;
}
