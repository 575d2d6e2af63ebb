import { lazily } from '../text/lazily.ts';

/** What a name is compared with: a regular expression, or words, which take no time to be compiled. */
export interface NamePattern {
  test(name: string): boolean;
}

/** Returns what matches one of the words, which `|` separates. Made when it is first used: most files need none. */
export function words(text: string): NamePattern {
  const known = setOf(text);
  return { test: (name) => known().has(name) };
}

/**
 * Returns what matches a word of the first list with one of the second after it, and one of the third after that. A list can
 * have an empty word.
 */
export function wordPairs(first: string, second: string, third = ''): NamePattern {
  const firsts = setOf(first);
  const seconds = setOf(second);
  const thirds = setOf(third);
  return {
    test: (name) => {
      for (let at = 0; at <= name.length; at++) {
        if (!firsts().has(name.slice(0, at))) continue;
        for (let end = name.length; end >= at; end--) {
          if (seconds().has(name.slice(at, end)) && thirds().has(name.slice(end))) return true;
        }
      }
      return false;
    },
  };
}

/** Returns what matches any of the patterns. */
export function anyOf(...patterns: readonly NamePattern[]): NamePattern {
  return { test: (name) => patterns.some((pattern) => pattern.test(name)) };
}

/**
 * Returns what matches a regular expression with letters of other scripts. The build writes ASCII: it escapes such letters
 * in strings, but not in literals of regular expressions.
 */
export function pattern(text: string): NamePattern {
  return new RegExp(text);
}

function setOf(text: string): () => ReadonlySet<string> {
  return lazily(() => new Set(text.split('|')));
}
