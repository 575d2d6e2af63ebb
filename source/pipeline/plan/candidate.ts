import type { KeyPath } from '../validate/key-paths.ts';
import type { KeyFacts } from './key-facts.ts';
import type { NameRank } from './name-kinds.ts';
import type { NameMatch } from './names.ts';
import { isBlank, type Scalar, scalarOf, textOf, valueAt } from './sample-values.ts';
import type { TimedRecords, TimeReading } from './time-choice.ts';

/** What a sample holds: its records, and the facts of each key in them. */
export interface SampleFacts extends TimedRecords {
  readonly keys: readonly KeyFacts[];
}

/** A key that can have a role. Lists of candidates are best first. */
export interface Candidate extends NameRank {
  readonly key: KeyFacts;
  /** As in `NameMatch`. */
  readonly order: number;
  /** As in `NameConditions`. */
  readonly repeats?: true | undefined;
  readonly mayBeShared?: true | undefined;
  /** For each record, 1 if it has a value that can have the role. */
  readonly there: Uint8Array;
  /** In how many records it is there. */
  readonly count: number;
  /** Of a time. */
  readonly reading?: TimeReading;
}

/** Makes the candidate of a key. `canBe`: whether a value can have the role. */
export function candidateOf(
  { records, opensWrappers }: SampleFacts,
  key: KeyFacts,
  { kind, tier, order, repeats, mayBeShared }: NameMatch,
  canBe: (scalar: Scalar) => boolean,
): Candidate {
  const there = new Uint8Array(records.length);
  for (const [i, record] of records.entries()) {
    const wrapped = scalarOf(valueAt(record, key.path), opensWrappers);
    if (wrapped !== undefined && canBe(wrapped.scalar)) there[i] = 1;
  }
  return { key, kind, tier, order, repeats, mayBeShared, there, count: countOf(there) };
}

/** Returns for each record whether one of the candidates is there. */
export function covered(candidates: readonly Candidate[], records: number): Uint8Array {
  const union = new Uint8Array(records);
  for (const { there } of candidates) for (let i = 0; i < records; i++) union[i] |= there[i];
  return union;
}

/** Returns for each record whether each of the lists has a candidate that is there. */
export function coveredByAll(lists: readonly (readonly Candidate[])[], records: number): Uint8Array {
  const all = new Uint8Array(records).fill(1);
  for (const list of lists) {
    const there = covered(list, records);
    for (let i = 0; i < records; i++) all[i] &= there[i];
  }
  return all;
}

/** Returns how many records are covered. */
export function countOf(there: Uint8Array): number {
  let count = 0;
  for (const one of there) count += one;
  return count;
}

/** Whether two keys tell the same records apart: wherever both are there, each value of one goes with one of the other. */
export function areOneToOne({ records, opensWrappers }: SampleFacts, a: KeyPath, b: KeyPath): boolean {
  const otherOf = new Map<string, string>();
  const oneOf = new Map<string, string>();
  return records.every((record) => {
    const [one, other] = [a, b].map((path) => scalarOf(valueAt(record, path), opensWrappers)?.scalar ?? null);
    if (isBlank(one) || isBlank(other)) return true;
    const [oneText, otherText] = [textOf(one), textOf(other)];
    const known = otherOf.get(oneText) ?? otherText;
    const back = oneOf.get(otherText) ?? oneText;
    otherOf.set(oneText, otherText);
    oneOf.set(otherText, oneText);
    return known === otherText && back === oneText;
  });
}
