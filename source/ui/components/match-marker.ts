import { compilePattern } from '../../query/pattern.ts';
import { paint } from './theme.ts';

/** Returns a safe text with the first match of the search painted; undefined if there is none. */
export type MatchMarker = (text: string) => string | undefined;

/** Only marks plain text: a regular expression might never end, and this thread draws. */
export function matchMarker(search: string | undefined): MatchMarker {
  const pattern = search === undefined ? undefined : compilePattern(search);
  if (pattern === undefined || 'error' in pattern || !pattern.plain) return () => undefined;
  return (text) => {
    const match = pattern.firstMatch(text);
    if (match === undefined || match.to === match.from) return undefined;
    const { from, to } = match;
    return text.slice(0, from) + paint('mark', text.slice(from, to)) + text.slice(to);
  };
}
