import { compilePattern } from '../../query/pattern.ts';
import { paint } from './theme.ts';

/** A safe text with the first place painted where the search matches; undefined where it does not. */
export type MatchMarker = (text: string) => string | undefined;

/** Marks plain text only: a regular expression could take for ever, and this thread draws. */
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
