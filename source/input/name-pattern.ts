/** What makes a pattern of a name. */
const SPECIAL = /[*?]|\[[^\]]+\]|\{[^{}]*,[^{}]*\}/;

/** Whether a path may be a pattern: `logs/*.json`, `logs/**` and what else shells know. */
export function isNamePattern(path: string): boolean {
  return SPECIAL.test(path);
}

/**
 * One part of a pattern between slashes: `**`, any number of folders; a name without special characters, which is looked up
 * and not compared; or what names must match.
 */
export type PatternPart = '**' | { readonly name: string } | { readonly matches: (name: string) => boolean };

/** Returns the patterns that a pattern is short for, with `{a,b}` resolved, each as parts. */
export function patternParts(pattern: string): readonly (readonly PatternPart[])[] {
  return alternatives(pattern).map((path) => path.split('/').map(partOf));
}

function partOf(text: string): PatternPart {
  if (text === '**') return '**';
  if (!SPECIAL.test(text)) return { name: text };
  const expression = compiled(expressionOf(text));
  // As in shells: a name with a leading dot is hidden unless the pattern has one too.
  return {
    matches: (name) => (text.startsWith('.') || !name.startsWith('.')) && expression?.test(name) === true,
  };
}

/** Returns undefined for a range whose ends are the wrong way round, as in `[z-a]`: no name matches it. */
function compiled(expression: string): RegExp | undefined {
  try {
    return new RegExp(`^${expression}$`, 'su');
  } catch {
    return undefined;
  }
}

function expressionOf(text: string): string {
  let expression = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    const end = character === '[' ? text.indexOf(']', at + 2) : -1;
    if (character === '*') expression += '[^/]*';
    else if (character === '?') expression += '[^/]';
    else if (end >= 0) {
      const inside = text.slice(at + 1, end).replace(/[\\\]&~]/g, '\\$&');
      expression += `[${inside.replace(/^[!^]/, '^').replaceAll('[', '\\[')}]`;
      at = end;
    } else expression += character.replace(/[$()*+./?[\\\]^{|}]/, '\\$&');
  }
  return expression;
}

/** Takes the first `{a,b}` of a pattern apart, and then those in what comes of it. */
function alternatives(pattern: string): readonly string[] {
  const from = pattern.indexOf('{');
  let depth = 0;
  const commas = [from];
  for (let at = from; at >= 0 && at < pattern.length; at++) {
    if (pattern[at] === '{') depth++;
    else if (pattern[at] === ',' && depth === 1) commas.push(at);
    else if (pattern[at] === '}' && --depth === 0) {
      // `{a}` is a name with braces.
      if (commas.length === 1) break;
      const before = pattern.slice(0, from);
      const ends = [...commas.slice(1), at];
      return ends.flatMap((end, i) =>
        alternatives(before + pattern.slice(commas[i] + 1, end) + pattern.slice(at + 1)),
      );
    }
  }
  return [pattern];
}
