import * as fc from 'fast-check';
import type { ParsedFilter } from '../../source/query/filter-language/term.ts';
import { type Scope, WHOLE_SCOPE } from '../../source/query/scope.ts';
import type { TypeChoice } from '../../source/query/type-choice.ts';

/** Returns a scope that leaves out only what the arguments do. */
export function scopeWith(change: Partial<Scope>): Scope {
  return { ...WHOLE_SCOPE, ...change };
}

/** Chosen types, of those up to a number. */
export function typeChoices(max: number): fc.Arbitrary<TypeChoice> {
  return fc.record({
    which: fc.constantFrom('allBut', 'allBut', 'only'),
    types: fc.array(fc.nat(max), { maxLength: 3 }),
  });
}

/** A filter of one word, which any cell has, or with `leaveOut` none. */
export function wordFilter(text: string, leaveOut = false): ParsedFilter {
  return { text, terms: [{ kind: 'word', value: { text, isLiteral: false }, isNegated: leaveOut }] };
}
