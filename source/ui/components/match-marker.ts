import { compilePattern } from '../../query/pattern.ts';
import { paint } from './theme.ts';

/** Returns a safe text with the first match of the search painted; undefined if there is none. */
export type MatchMarker = (text: string) => string | undefined;

/** Returns where the search first occurs in a text, `from <= at < to`; undefined if it does not. */
type MatchFinder = (text: string) => { readonly from: number; readonly to: number } | undefined;

/** Only finds plain text: a regular expression might never end, and this thread draws. */
export function matchFinder(search: string | undefined): MatchFinder {
  const pattern = search === undefined ? undefined : compilePattern(search);
  if (pattern === undefined || 'error' in pattern || pattern.plainText === undefined) return () => undefined;
  return (text) => {
    const match = pattern.firstMatch(text);
    return match === undefined || match.to === match.from ? undefined : match;
  };
}

/** Returns a marker of what `matchFinder` finds. */
export function matchMarker(search: string | undefined): MatchMarker {
  const find = matchFinder(search);
  return (text) => {
    const match = find(text);
    if (match === undefined) return undefined;
    const { from, to } = match;
    return text.slice(0, from) + paint('mark', text.slice(from, to)) + text.slice(to);
  };
}
