import type { SlowJson } from './slow-json.ts';

/** The settings that say what is read as what; what is missing is as the spec has it. */
export interface SlowFieldSettings {
  readonly userKey?: string;
  readonly timeKey?: string;
  readonly typeKey?: string;
  readonly idKey?: string;
  readonly opensWrappers?: boolean;
}

/** A value as it is read: without its wrapper. */
export interface SlowValue {
  readonly json: SlowJson;
  /** Whether it is the number that a `$date` holds. */
  readonly isMilliseconds: boolean;
}

/** Section 13: the value that a record, by its members, has for keys as the flags write them. */
export function valueAt(
  members: ReadonlyMap<string, SlowJson>,
  keys: string,
  opensWrappers: boolean,
): SlowValue | undefined {
  if (keys === 'none') return undefined;
  const found = parts(keys, /(?:\\[\s\S]|[^\\,]|\\$)+/g).map((path) => {
    const names = parts(path, /(?:\\[\s\S]|[^\\.]|\\$)+/g).map((name) =>
      byteString(name.replace(/\\([\s\S])/g, '$1')),
    );
    const json = members.get(names.join('.')) ?? inside({ kind: 'object', text: '', members }, names);
    return json === undefined ? undefined : opensWrappers ? opened(json) : { json, isMilliseconds: false };
  });
  return found.length === 1 ? found[0] : found.find((value) => value !== undefined && isThere(value.json));
}

function parts(text: string, pattern: RegExp): string[] {
  return text.match(pattern) ?? [];
}

/** The UTF-8 of a text as a byte string, a character each. */
function byteString(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function inside(json: SlowJson, names: readonly string[]): SlowJson | undefined {
  if (names.length === 0) return json;
  const [name, ...rest] = names;
  const value =
    json.kind === 'object'
      ? json.members.get(name)
      : json.kind === 'array'
        ? pairs(json.elements).get(name)
        : undefined;
  return value === undefined ? undefined : inside(value, rest);
}

/** An array of `{key, value}` pairs as if it were an object. */
function pairs(elements: readonly SlowJson[]): Map<string, SlowJson> {
  const members = new Map<string, SlowJson>();
  for (const element of elements) {
    if (element.kind !== 'object') continue;
    const key = element.members.get('key');
    const value = element.members.get('value');
    if (key?.kind === 'string' && value !== undefined) members.set(key.value, value);
  }
  return members;
}

function isThere(json: SlowJson): boolean {
  return json.kind === 'string' ? /[^\t-\r ]/.test(json.value) : json.kind !== 'null';
}

/** Section 3: a value without Mongo's wrapper. */
function opened(json: SlowJson): SlowValue {
  const inDate = wrapped(json, '$date');
  if (inDate !== undefined) {
    const number = numberIn(inDate) ?? inDate;
    if (number.kind === 'number') return { json: number, isMilliseconds: true };
    if (inDate.kind === 'string') return { json: inDate, isMilliseconds: false };
  }
  const objectId = wrapped(json, '$oid');
  if (objectId?.kind === 'string') return { json: objectId, isMilliseconds: false };
  return { json: numberIn(json) ?? json, isMilliseconds: false };
}

/** The number in `{"$numberLong": "5"}` and the like. */
function numberIn(json: SlowJson): SlowJson | undefined {
  const inner = ['$numberLong', '$numberInt', '$numberDouble']
    .map((name) => wrapped(json, name))
    .find((found) => found);
  if (inner?.kind === 'number') return inner;
  const isNumber = inner?.kind === 'string' && NUMBER.test(inner.value);
  return isNumber ? { kind: 'number', text: inner.value } : undefined;
}

const NUMBER = /^(?:NaN|-?Infinity|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)$/;

function wrapped(json: SlowJson, name: string): SlowJson | undefined {
  return json.kind === 'object' && json.members.size === 1 ? json.members.get(name) : undefined;
}
