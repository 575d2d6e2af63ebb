import { compileLiteral, compilePattern, NOWHERE, type Pattern } from '../pattern.ts';
import type { Comparison, FilterValue } from './term.ts';

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Returns the pattern of a value: `/regex/` without quotes, else a text. An invalid one occurs nowhere. */
export function patternOf({ text, isLiteral }: FilterValue): Pattern {
  const pattern = isLiteral ? compileLiteral(text) : compilePattern(text);
  // The parser refuses it, so it can only come from another version's query.
  return 'error' in pattern ? NOWHERE : pattern;
}

/** Returns whether a text fits one of the values. Numbers compare as numbers, other texts by their code units. */
export function textTest(comparison: Comparison, values: readonly FilterValue[]): (text: string) => boolean {
  const tests = values.map((value) => oneTest(comparison, value));
  return tests.length === 1 ? tests[0] : (text) => tests.some((test) => test(text));
}

function oneTest(comparison: Comparison, value: FilterValue): (text: string) => boolean {
  if (comparison === '~') return patternOf(value).matches;
  const wanted = value.text;
  if (comparison === '=') return (text) => text === wanted;
  if (!NUMBER.test(wanted)) return (text) => holds(comparison, text < wanted ? -1 : text > wanted ? 1 : 0);
  const number = Number(wanted);
  return (text) => NUMBER.test(text) && holds(comparison, Number(text) - number);
}

/** Returns whether a number of a JSON record fits one of the values: `1.0` is `1`. */
export function numberTest(
  comparison: Comparison,
  values: readonly FilterValue[],
): (text: string) => boolean {
  const byText = textTest(comparison, values);
  if (comparison !== '=') return byText;
  const wanted = values.filter(({ text }) => NUMBER.test(text)).map(({ text }) => Number(text));
  return (text) => byText(text) || (!isExact(text) && wanted.includes(Number(text)));
}

/** Whether a number is an integer that a double may not hold exactly, so that only its digits can be compared. */
function isExact(text: string): boolean {
  return /^-?\d{16,}$/.test(text);
}

/** Whether a text is a number: an equal one may be written otherwise. */
export function isNumberText(text: string): boolean {
  return NUMBER.test(text);
}

/** Returns whether a number fits one of those of a term. */
export function anyNumber(comparison: Comparison, wanted: readonly number[]): (value: number) => boolean {
  return (value) => wanted.some((number) => holds(comparison, value - number));
}

/** Whether a comparison holds of a difference: below 0 the value is the smaller one. */
export function holds(comparison: Comparison, difference: number): boolean {
  switch (comparison) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    default:
      return difference === 0;
  }
}
