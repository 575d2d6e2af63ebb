import { formatKeys } from '../validate/key-paths.ts';
import type { Candidate, SampleFacts } from './candidate.ts';
import { idCandidates, timeCandidates, userCandidates } from './candidates.ts';
import type { KeyFacts } from './key-facts.ts';
import { timeRules } from './name-rules.ts';
import { matchName } from './names.ts';
import type { KeyStatistics, Role } from './plan.ts';
import { formatsOfKey, mayBeDate } from './time-choice.ts';
import { typeCandidates, typesByValue } from './type-candidates.ts';

/** Returns a row for each key path of the sample: the candidates of the roles first, by rank (spec section 13). */
export function fieldsOf(facts: SampleFacts): readonly KeyStatistics[] {
  const ranks = new Map<KeyFacts, { [R in Role]?: number }>();
  const types = typeCandidates(facts);
  const candidates: Record<Role, readonly Candidate[]> = {
    user: userCandidates(facts),
    time: timeCandidates(facts),
    type: types.length > 0 ? types : typesByValue(facts, new Set()),
    id: idCandidates(facts),
  };
  for (const role of ['user', 'time', 'type', 'id'] as const) {
    for (const [rank, { key }] of candidates[role].entries()) {
      ranks.set(key, { ...ranks.get(key), [role]: rank });
    }
  }
  const rows = facts.keys.map((key) => rowOf(facts, key, ranks.get(key) ?? {}));
  const best = ({ ranks }: KeyStatistics): number =>
    Math.min(...Object.values(ranks), Number.MAX_SAFE_INTEGER);
  return rows.sort((a, b) => best(a) - best(b) || b.coverage - a.coverage);
}

function rowOf(facts: SampleFacts, key: KeyFacts, ranks: KeyStatistics['ranks']): KeyStatistics {
  const { path, count, kinds, distinct, samples, name } = key;
  const isNamed = matchName(name, timeRules()) !== undefined;
  const mayBeTime = key.scalars > 0 && (isNamed || (samples[0] !== undefined && mayBeDate(samples[0])));
  const timeFormats = mayBeTime ? formatsOfKey(facts, path, isNamed) : [];
  return {
    path: formatKeys([path]),
    coverage: facts.records.length === 0 ? 0 : count / facts.records.length,
    kinds,
    distinct: distinct.size,
    looksLike: looksLike(key, timeFormats),
    timeFormats,
    samples,
    ranks,
  };
}

function looksLike({ kinds, samples, count }: KeyFacts, timeFormats: readonly string[]): string {
  if (count === 0) return 'empty';
  if (timeFormats.length > 0) return `time, ${timeFormats[0] === 'iso' ? 'ISO' : timeFormats[0]}`;
  const there = Object.entries(kinds).filter(([kind]) => kind !== 'null');
  const [kind] = there.reduce((a, b) => (b[1] > a[1] ? b : a));
  if (kind === 'number') return samples.every((text) => /^-?\d+$/.test(text)) ? 'integers' : 'numbers';
  if (kind === 'boolean') return 'true or false';
  return kind === 'string' ? 'text' : kind;
}
