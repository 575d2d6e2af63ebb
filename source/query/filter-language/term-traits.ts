import type { Asked, Term, Terms } from './term.ts';

/** What it takes to ask a row about a term. */
interface TermTraits {
  /** The terms that cost least are asked first. */
  readonly cost: number;
  /** Whether the record is read again from the file. */
  readonly readsRecords?: true;
  /** Whether it is about the session of an event. */
  readonly readsSessions?: true;
}

const TRAITS: Readonly<Record<Asked['kind'], TermTraits>> = {
  duplicate: { cost: 0 },
  code: { cost: 0 },
  user: { cost: 1 },
  type: { cost: 1 },
  time: { cost: 2 },
  record: { cost: 2 },
  line: { cost: 2 },
  eventCount: { cost: 2, readsSessions: true },
  duration: { cost: 3, readsSessions: true },
  reason: { cost: 4 },
  // A word may be in any cell: in those of the session, and in the one that has the other values of the record.
  word: { cost: 4, readsSessions: true, readsRecords: true },
  key: { cost: 5, readsRecords: true },
  faultKind: { cost: 5, readsRecords: true },
  faultValue: { cost: 5, readsRecords: true },
};

/** Whether terms look at the session of an event. */
export function needsSessions({ terms }: Terms): boolean {
  return terms.some(({ kind }) => TRAITS[kind].readsSessions);
}

/** Whether terms need the records, which are read again from the file. */
export function needsRecords({ terms }: Terms): boolean {
  return terms.some(({ kind }) => TRAITS[kind].readsRecords);
}

/** Returns terms in the order in which they are asked: what costs least comes first. */
export function cheapestFirst(terms: readonly Term[]): readonly Term[] {
  return [...terms].sort((a, b) => TRAITS[a.kind].cost - TRAITS[b.kind].cost);
}

/** Whether a filter fits duplicates alone. */
export function asksForDuplicates(filter: Terms | undefined): boolean {
  return filter?.terms.some(({ kind, isNegated }) => kind === 'duplicate' && !isNegated) ?? false;
}
