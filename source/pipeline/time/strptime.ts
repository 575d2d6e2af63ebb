import { firstCharacters } from '../text/bytes.ts';
import { showInvisible } from '../text/invisible.ts';
import { encodeText } from '../text/text-buffer.ts';
import { DIRECTIVES, type PatternStep } from './strptime-directives.ts';
import { shownSetting, type TimestampFault } from './time-faults.ts';
import type { TimeParts } from './time-parts.ts';

/** Directives that are short for several. */
const SHORTHANDS: Readonly<Record<string, string>> = { T: '%H:%M:%S', F: '%Y-%m-%d' };

/** A compiled pattern. */
export interface TimePattern {
  readonly steps: readonly PatternStep[];
  /** Whether it is written in digits alone, so that a number can be meant. */
  readonly isDigits: boolean;
  readonly namesYear: boolean;
}

/** Compiles a pattern of strptime. Throws RangeError for one that cannot name an instant, and says why. */
export function compileTimePattern(pattern: string): TimePattern {
  const steps: PatternStep[] = [];
  const named = new Set<string>();
  let isDigits = true;
  const fail = (words: string): never => {
    throw new RangeError(`${shownSetting(pattern)} ${words}`);
  };
  const letters: string[] = [];
  const tokens = pattern.trim().replace(/%(.)/gs, (text, letter: string) => SHORTHANDS[letter] ?? text);
  for (const [token] of tokens.matchAll(/%.?|[\t-\r ]+|[^%\t-\r ]+/gsu)) {
    const letter = token[1] ?? '';
    if (token[0] !== '%' || token === '%%') {
      isDigits = false;
      steps.push(/^[\t-\r ]/.test(token) ? WHITE_SPACE : literal(token === '%%' ? '%' : token));
      continue;
    }
    if (letter === '') fail('ends with a single %; write %% for one');
    const directive = Object.hasOwn(DIRECTIVES, letter)
      ? DIRECTIVES[letter]
      : fail(`has ${showInvisible(token)}, which is no directive`);
    if (named.has(directive.names)) fail(`names the ${directive.names} twice`);
    named.add(directive.names);
    letters.push(letter);
    isDigits &&= directive.isDigits === true;
    steps.push(directive);
  }
  if (letters.length === 0) fail('is neither iso, epoch nor a pattern like %d/%m/%Y %H:%M:%S');
  const has = (letter: string): boolean => letters.includes(letter);
  const namesDate = named.has('day of the year') || (named.has('month') && named.has('day'));
  if (!has('s') && !namesDate) fail('names no day: it needs %d and %m or %b, or %j');
  if (has('I') && !has('p')) fail('has %I without %p');
  if (has('p') && !has('I')) fail('has %p without %I');
  return { steps, isDigits, namesYear: has('s') || named.has('year') };
}

/** Returns a format with the day and the month in each other's place; one without them as it is. */
export function swapDayAndMonth(format: string): string {
  return format.replace(/%[dm]/g, (token) => (token === '%d' ? '%m' : '%d'));
}

const WHITE_SPACE: PatternStep = {
  expects: 'white space',
  read: (parts) => (parts.skipWhiteSpace() ? undefined : 'unfit'),
};

/** Enough of a pattern's text to know it by. */
const SHOWN_CHARACTERS = 40;

function literal(text: string): PatternStep {
  const bytes = encodeText(text);
  const read = (parts: TimeParts): TimestampFault | undefined => {
    for (const byte of bytes) if (!parts.skip(byte)) return 'unfit';
    return undefined;
  };
  return { expects: `'${firstCharacters(text, SHOWN_CHARACTERS)}'`, read };
}
