import type { ValueKind } from './value-kind.ts';

/** A value of a record, at depth 1: `bytes[from..to)`, with the quotes of a string. */
export interface FieldSpan {
  kind: ValueKind;
  from: number;
  to: number;
}

/** Returns spans of values that no record has yet. */
export function missingSpans(count: number): FieldSpan[] {
  return Array.from({ length: count }, () => ({ kind: 'missing', from: 0, to: 0 }));
}

/** Makes `span` that of the value `other`. */
export function copySpan(span: FieldSpan, { kind, from, to }: FieldSpan): void {
  setSpan(span, kind, from, to);
}

/** Makes `span` that of the value `bytes[from..to)`. */
export function setSpan(span: FieldSpan, kind: ValueKind, from: number, to: number): void {
  span.kind = kind;
  span.from = from;
  span.to = to;
}
