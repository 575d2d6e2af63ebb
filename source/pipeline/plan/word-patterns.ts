/** What a name is compared with: a regular expression, or words, which take no time to be compiled. */
export interface NamePattern {
  test(name: string): boolean;
}

/** Returns what matches one of the words, which `|` separates. */
export function words(text: string): NamePattern {
  const known = new Set(text.split('|'));
  return { test: (name) => known.has(name) };
}

/** Returns what matches a word of the first list with one of the second after it. A list can have an empty word. */
export function wordPairs(first: string, second: string): NamePattern {
  const firsts = new Set(first.split('|'));
  const seconds = new Set(second.split('|'));
  return {
    test: (name) => {
      for (let at = 0; at <= name.length; at++) {
        if (firsts.has(name.slice(0, at)) && seconds.has(name.slice(at))) return true;
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
