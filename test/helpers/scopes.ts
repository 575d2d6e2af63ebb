import type { ParsedFilter } from '../../source/query/filter-language/term.ts';
import { type Scope, WHOLE_SCOPE } from '../../source/query/scope.ts';

/** A scope that leaves out nothing but what is said. */
export function scopeWith(change: Partial<Scope>): Scope {
  return { ...WHOLE_SCOPE, ...change };
}

/** A filter of one word, which any cell has, or with `leaveOut` none. */
export function wordFilter(text: string, leaveOut = false): ParsedFilter {
  return { text, terms: [{ kind: 'word', value: { text, isLiteral: false }, isNegated: leaveOut }] };
}
