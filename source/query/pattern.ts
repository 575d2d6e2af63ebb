/**
 * Values are looked at this far, in UTF-16 units. It bounds what a pattern of bad shape costs where that grows as a
 * power of the length; for one that backtracks exponentially, like `(a+)+$`, no length is short enough. Such a
 * pattern keeps the thread busy that runs it, so one that a person typed is to be run where that can be ended.
 */
export const LONGEST_MATCHED = 2000;

/** What somebody looks for, ready to be held against values. */
export interface Pattern {
  /** It is text to be found as it stands, no regular expression. */
  readonly plain: boolean;
  matches(value: string): boolean;
  /** Where it first occurs, in UTF-16 units, `from <= at < to`; a regular expression may match nothing at all there. */
  firstMatch(value: string): { from: number; to: number } | undefined;
  /** Whether it may occur in a text that has only these characters. False is certain, true is not. */
  mayOccurIn(characters: string): boolean;
}

/** `/regex/`, `/regex/i`. All else is text, a path like `/home/user` among it. */
const REGEX = /^\/(.+)\/(i?)$/su;

const UPPER_CASE = /[\p{Lu}\p{Lt}]/u;

/** What in a regular expression has letters that are not looked for: escapes and the names of groups. */
const NO_LETTERS =
  /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|k<[^>]*>|.)|\(\?<(?![=!])[^>]*>/gisu;

/**
 * Compiles a text as people type it: upper and lower case are one unless it has an upper-case letter (smart case),
 * by the simple case folding of Unicode. `/regex/` is a regular expression (ECMAScript, flag u), in smart case too;
 * `/regex/i` never minds the case. The empty text occurs everywhere. A regular expression that is none gives an
 * error, one line for people.
 */
export function compilePattern(text: string): Pattern | { readonly error: string } {
  const regex = REGEX.exec(text);
  if (regex === null) return pattern(new RegExp(escaped(text), flagsFor(UPPER_CASE.test(text))), text);
  const [, source, insensitive] = regex;
  const flags = flagsFor(insensitive === '' && UPPER_CASE.test(source.replace(NO_LETTERS, '')));
  try {
    return pattern(new RegExp(source, flags), undefined);
  } catch (error) {
    return { error: `not a regular expression: ${reasonIn(error)}` };
  }
}

function pattern(regex: RegExp, plainText: string | undefined): Pattern {
  return {
    plain: plainText !== undefined,
    matches: (value) => regex.test(looked(value)),
    firstMatch(value) {
      const match = regex.exec(looked(value));
      return match === null ? undefined : { from: match.index, to: match.index + match[0].length };
    },
    // The flags go along: under case folding more characters are equal than look it.
    mayOccurIn: (characters) =>
      plainText === undefined || new RegExp(`^[${escaped(characters)}]*$`, regex.flags).test(plainText),
  };
}

function looked(value: string): string {
  return value.length > LONGEST_MATCHED ? value.slice(0, LONGEST_MATCHED) : value;
}

function flagsFor(sensitive: boolean): string {
  return sensitive ? 'u' : 'iu';
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/-/g, '\\x2d');
}

/** Engines say `Invalid regular expression: /(/u: Unterminated group`: the last part is the reason. */
function reasonIn(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = message.slice(message.lastIndexOf(': ') + 1).trim();
  return reason.charAt(0).toLowerCase() + reason.slice(1);
}
