/**
 * A regular expression only looks at this many UTF-16 units of a value. This bounds the cost of patterns whose time grows
 * with a power of the length. For patterns that backtrack exponentially, like `(a+)+$`, no length is short enough: run a
 * pattern that a user typed where it can be stopped.
 */
export const LONGEST_MATCHED = 2000;

/** A longer text is refused: V8 overflows its stack when it compiles some 7,000 characters that have two forms. */
const LONGEST_PATTERN = 2000;

/** A compiled pattern. */
export interface Pattern {
  /** The text that is looked for; undefined for a regular expression. */
  readonly plainText: string | undefined;
  /** A text, to be found in smart case, that is wherever the pattern occurs; undefined if there may be none. */
  readonly needed: string | undefined;
  /** Whether it occurs in the value. */
  matches(value: string): boolean;
  /** Where it first occurs: `from <= at < to`, in UTF-16 units. A regular expression may match the empty text. */
  firstMatch(value: string): { from: number; to: number } | undefined;
  /** Whether it may occur in a text of these characters alone. False is certain, true is not. */
  mayOccurIn(characters: string): boolean;
}

/** `/regex/` or `/regex/i`. Everything else is plain text, also a path like `/home/user`. */
const REGEX = /^\/(.+)\/(i?)$/su;

const UPPER_CASE = /[\p{Lu}\p{Lt}]/u;

/** The parts of a regular expression whose letters are not matched: escapes and names of groups. */
const NO_LETTERS =
  /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|k<[^>]*>|.)|\(\?<(?![=!])[^>]*>/gisu;

/**
 * Compiles a pattern as users type it. Case is ignored, by the simple case folding of Unicode, unless the text has an
 * upper-case letter (smart case). `/regex/` is a regular expression (ECMAScript, flag u), with smart case too; `/regex/i`
 * always ignores case. Plain text finds composed and decomposed characters alike (Unicode's canonical equivalence, UAX #15);
 * a regular expression finds only the form it is written in. The empty text occurs everywhere. An invalid regular
 * expression gives an error of one line.
 */
export function compilePattern(text: string): Pattern | { readonly error: string } {
  const fault = patternFault(text);
  if (fault !== undefined) return { error: fault };
  const regex = REGEX.exec(text);
  if (regex === null) return compileLiteral(text);
  const [, source, insensitive] = regex;
  const flags = flagsFor(insensitive === '' && UPPER_CASE.test(source.replace(NO_LETTERS, '')));
  try {
    return pattern(new RegExp(source, flags), undefined, textNeeded(text));
  } catch (error) {
    return { error: `not a regular expression: ${reasonIn(error)}` };
  }
}

/** The inside of a regular expression that finds one text of ASCII, at any place or at an end. */
const ONE_TEXT = /^\^?((?:[\w :;,@#%&~'"<>=!-]|\\[/.+*?()[\]{}|^$\\])+)\$?$/u;

/**
 * Returns a text, to be found in smart case, that is in every value in which a pattern occurs that was typed; undefined if
 * that is not seen from the pattern.
 */
export function textNeeded(typed: string): string | undefined {
  const regex = REGEX.exec(typed);
  if (regex === null) return typed;
  const [, source, insensitive] = regex;
  const text = ONE_TEXT.exec(source)?.[1].replace(/\\(.)/g, '$1');
  return insensitive === '' ? text : text?.toLowerCase();
}

/** Says that a text is too long to be looked for; undefined for one that is not. */
export function patternFault(text: string): string | undefined {
  return text.length > LONGEST_PATTERN
    ? `a text of more than 2,000 characters cannot be looked for`
    : undefined;
}

/** Occurs nowhere, not even in the empty text. */
export const NOWHERE: Pattern = pattern(/(?!)/u, undefined, undefined);

/** Whether a text, not a regular expression, is only found in the case in which it is typed: smart case. */
export function isInOneCase(text: string): boolean {
  return UPPER_CASE.test(text);
}

/** Compiles a text that is not a regular expression, whatever it looks like; smart case as in `compilePattern`. */
export function compileLiteral(text: string): Pattern {
  return pattern(new RegExp(inBothForms(text), flagsFor(isInOneCase(text))), text, text);
}

/** Whether a text has characters that can be written composed or decomposed. */
export function hasTwoForms(text: string): boolean {
  return text.normalize('NFC') !== text.normalize('NFD');
}

/** Returns the source of a regular expression that finds a text in which each character is composed or decomposed. */
function inBothForms(text: string): string {
  if (!hasTwoForms(text)) return escaped(text);
  const characters = text.normalize('NFC').match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
  return characters
    .map((composed) => {
      const decomposed = composed.normalize('NFD');
      return composed === decomposed ? escaped(composed) : `(?:${escaped(composed)}|${escaped(decomposed)})`;
    })
    .join('');
}

function pattern(regex: RegExp, plainText: string | undefined, needed: string | undefined): Pattern {
  const partOf = plainText === undefined ? matchedPart : (value: string): string => value;
  return {
    plainText,
    needed,
    matches: (value) => regex.test(partOf(value)),
    firstMatch(value) {
      const match = regex.exec(partOf(value));
      return match === null ? undefined : { from: match.index, to: match.index + match[0].length };
    },
    // With the flags, because under case folding more characters are equal than look equal.
    mayOccurIn(characters) {
      if (needed === undefined) return true;
      const only = new RegExp(`^[${escaped(characters)}]*$`, regex.flags);
      return only.test(needed.normalize('NFC')) || only.test(needed.normalize('NFD'));
    },
  };
}

function matchedPart(value: string): string {
  return value.length > LONGEST_MATCHED ? value.slice(0, LONGEST_MATCHED) : value;
}

function flagsFor(sensitive: boolean): string {
  return sensitive ? 'u' : 'iu';
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/-/g, '\\x2d');
}

/** The engine says `Invalid regular expression: /(/u: Unterminated group`; the last part is the reason. */
function reasonIn(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = message.slice(message.lastIndexOf(': ') + 1).trim();
  return reason.charAt(0).toLowerCase() + reason.slice(1);
}
