import { clipName } from '../../format/clip-text.ts';
import { durationSeconds } from '../../format/duration.ts';
import { namesNear } from '../../pipeline/plan/nearest-names.ts';
import { keyPathNamed } from '../../pipeline/validate/key-paths.ts';
import { REASONS } from '../../pipeline/validate/reasons.ts';
import { compilePattern, patternFault } from '../pattern.ts';
import { type Clock, rangeOfTime, readSaidRange, readSaidTime, type SaidRange } from '../said-times.ts';
import { DUPLICATE_WORD, NAMES, type NameSpec } from './names.ts';
import type { Asked, Comparison, FilterValue, ParsedFilter, Term } from './term.ts';
import { quotedValue, type Written, writtenParts, writtenValue } from './words.ts';

const CODES: readonly string[] = REASONS.map(({ code }) => code);

/** What a filter is read with. */
export interface FilterContext {
  readonly clock: Clock;
  /** The paths of the keys in the records; undefined if they are not known: every name may then be a key. */
  readonly keys: readonly string[] | undefined;
}

/** What is wrong with a filter, in one line. */
export interface FilterError {
  readonly error: string;
}

/**
 * Reads a filter (spec section 10): terms joined by and, `name=value,value`, `name~pattern`, `name>value`, `dup`, words that
 * any cell has, `!` before any of them. Undefined for a blank text, which filters nothing.
 */
export function parseFilter(text: string, context: FilterContext): ParsedFilter | FilterError | undefined {
  const parts = writtenParts(text);
  if ('error' in parts) return parts;
  if (parts.length === 0) return undefined;
  const terms: Term[] = [];
  for (const part of parts) {
    const asked = askedOf(part, context);
    if ('error' in asked) return { error: `${asked.error}${orKey(part, context)}` };
    terms.push({ ...asked, isNegated: part.isNegated });
  }
  return { text: text.trim(), terms };
}

function askedOf(part: Written, context: FilterContext): Asked | FilterError {
  const { name, values } = part;
  if (name === undefined) return wordOf(values[0]);
  const spec = specOf(name);
  // Cast: these are the operators that `writtenParts` knows, `!=` and `!~` already turned.
  const comparison = part.operator as Comparison;
  if (spec !== undefined && !spec.comparisons.includes(comparison)) {
    return { error: `${name.text} is compared by ${spec.comparisons.join(' ')}, not by ${comparison}` };
  }
  if (comparison === '~') {
    const fault = values.map(faultOf).find((error) => error !== undefined);
    if (fault !== undefined) return { error: fault };
  } else if (values.some((value) => value.text === '' && !value.isLiteral)) {
    return { error: `${name.text}${comparison} needs a value; "" is the empty text` };
  }
  return spec === undefined
    ? keyTerm(name, comparison, values, context)
    : specTerm(spec, comparison, values, context);
}

/** A key of the records that has the name of a column is asked for in quotes. */
function orKey({ name }: Written, { keys }: FilterContext): string {
  if (name === undefined || name.isLiteral || specOf(name) === undefined) return '';
  return keys?.includes(name.text) === true ? `; ${quotedValue(name.text)} is the key of the records` : '';
}

function specOf({ text, isLiteral }: FilterValue): NameSpec | undefined {
  return isLiteral ? undefined : NAMES.find(({ names }) => names.includes(text));
}

function wordOf(value: FilterValue): Asked | FilterError {
  if (value.text === DUPLICATE_WORD && !value.isLiteral) return { kind: 'duplicate' };
  const error = faultOf(value);
  return error === undefined ? { kind: 'word', value } : { error };
}

function faultOf({ text, isLiteral }: FilterValue): string | undefined {
  if (isLiteral) return patternFault(text);
  const pattern = compilePattern(text);
  return 'error' in pattern ? pattern.error : undefined;
}

function specTerm(
  { kind, names }: NameSpec,
  comparison: Comparison,
  values: readonly FilterValue[],
  { clock }: FilterContext,
): Asked | FilterError {
  switch (kind) {
    case 'code': {
      const wrong = values.find(({ text }) => comparison === '=' && !CODES.includes(text));
      return wrong === undefined
        ? { kind, comparison, values }
        : { error: `${clipName(wrong.text)} is no reason; they are ${CODES.map(writtenValue).join(', ')}` };
    }
    case 'user':
    case 'type':
    case 'reason':
    case 'faultKind':
    case 'faultValue':
      return { kind, comparison, values };
    case 'time': {
      const times = values.map(({ text }) => saidRange(text, clock));
      const wrong = values[times.indexOf(undefined)];
      if (wrong !== undefined) {
        return {
          error: `${clipName(wrong.text)} is no time; write it like 14:20, 14..15, 11-26, "11-26 14:20" or -2h`,
        };
      }
      // Cast: none is undefined.
      return { kind, comparison, times: times as SaidRange[] };
    }
    case 'duration': {
      const numbers = values.map(({ text }) => (text === '0s' ? 0 : (durationSeconds(text) ?? Number.NaN)));
      const wrong = values[numbers.findIndex(Number.isNaN)];
      return wrong === undefined
        ? { kind, comparison, numbers }
        : { error: `${clipName(wrong.text)} is not a duration; write it like 90s, 30m, 1h30m or 1d` };
    }
    case 'record':
    case 'line':
    case 'eventCount': {
      const numbers = values.map(({ text }) =>
        /^[\d_]+$/.test(text) ? Number(text.replaceAll('_', '')) : -1,
      );
      const wrong = values[numbers.indexOf(-1)];
      return wrong === undefined
        ? { kind, comparison, numbers }
        : { error: `${names[0]} is a whole number, not ${clipName(wrong.text)}` };
    }
  }
}

function saidRange(text: string, clock: Clock): SaidRange | undefined {
  const range = readSaidRange(text, clock);
  if (range !== undefined) return range;
  const time = readSaidTime(text, clock);
  return time && rangeOfTime(time);
}

function keyTerm(
  name: FilterValue,
  comparison: Comparison,
  values: readonly FilterValue[],
  { keys }: FilterContext,
): Asked | FilterError {
  const path = name.isLiteral ? [name.text] : keyPathNamed(name.text);
  if (path === undefined) return { error: `${clipName(name.text)} is no key of a record` };
  const isKnown = name.isLiteral || keys === undefined || keys.includes(name.text);
  return isKnown ? { kind: 'key', path, comparison, values } : unknownName(name.text, keys ?? []);
}

/** The most names that an error lists where none is near. */
const MOST_KNOWN = 12;

function unknownName(name: string, keys: readonly string[]): FilterError {
  const known = [
    ...new Set([
      ...NAMES.map(({ names }) => names[0]),
      ...keys.filter((key) => !NAMES.some(({ names }) => names.includes(key))),
    ]),
  ];
  const near = namesNear(name, known);
  const hint =
    near.length === 0 ? `known are ${known.slice(0, MOST_KNOWN).join(', ')}` : `near it: ${near.join(', ')}`;
  return { error: `${clipName(name)} is no column and no key of the records; ${hint}` };
}
