/** The kind of a value; `missing` for a key that the record does not have. */
export type ValueKind = 'missing' | 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object';

const KINDS: Readonly<Record<string, ValueKind>> = {
  '\0': 'missing',
  '"': 'string',
  '{': 'object',
  '[': 'array',
  t: 'boolean',
  f: 'boolean',
  n: 'null',
};
/** The kind of a value by its first byte. Numbers, NaN and the infinities have several. */
const KIND_OF_BYTE = Array.from(
  { length: 128 },
  (_, byte): ValueKind => KINDS[String.fromCharCode(byte)] ?? 'number',
);

/** Returns the kind of a JSON value by its first byte; 0 means that the value is missing. */
export function kindOfValue(firstByte: number): ValueKind {
  return KIND_OF_BYTE[firstByte];
}
