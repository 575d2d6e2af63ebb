import { describe, expect, it } from 'vitest';
import { IS_FULL } from '../helpers/full.ts';
import { firstDisagreement } from './agreement.ts';
import { bytesOfFind, readFinds } from './finds.ts';
import { KINDS } from './kinds.ts';
import { noCounts, runKind } from './run-kind.ts';
import { DAMAGE_KINDS } from './token-damage.ts';

const SEED = 20_240_710;

describe('the fast path, the slow path, chunks and chunks find what the plain reading of the spec finds', () => {
  it.each(KINDS)('in random files: $name', (kind) => {
    expect(runKind(kind, SEED, Math.ceil(kind.shortRuns * (IS_FULL ? 1 : 0.3)), noCounts())).toBeUndefined();
  });

  it.each(readFinds())('in a file on which they once differed: $name', (find) => {
    expect(firstDisagreement(bytesOfFind(find), find.settings, find).disagreement).toBeUndefined();
  });
});

describe('fuzzing', () => {
  it('damages tokens in every way it knows', () => {
    const counts = noCounts();
    runKind(KINDS[0], SEED, 40, counts);
    expect([...counts.damages.keys()].sort()).toEqual([...DAMAGE_KINDS].sort());
  });
});
