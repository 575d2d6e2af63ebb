import * as fc from 'fast-check';
import { settings } from '../helpers/arbitraries.ts';
import { firstDisagreement } from './agreement.ts';
import type { Find } from './finds.ts';
import { settingsOfNames } from './key-names.ts';
import type { Kind } from './kinds.ts';

/** What a run of fuzzing has tried so far. */
export interface FuzzCounts {
  files: number;
  bytes: number;
  records: number;
  readonly damages: Map<string, number>;
}

/** Returns the counts before anything was tried. */
export function noCounts(): FuzzCounts {
  return { files: 0, bytes: 0, records: 0, damages: new Map() };
}

/**
 * Reads `runs` random files of one kind in every way and returns the smallest file found on which the ways differ, or
 * undefined. The same seed gives the same files.
 */
export function runKind(kind: Kind, seed: number, runs: number, counts: FuzzCounts): Find | undefined {
  let isShrinking = false;
  const cuts = fc.record({
    chunkBytes: fc.integer({ min: 1, max: 300 }),
    ahead: fc.integer({ min: 1, max: 4 }),
  });
  const property = fc.property(
    kind.files,
    settings,
    cuts,
    ({ input, names, damageKinds }, settings, cuts) => {
      const { disagreement, recordCount } = firstDisagreement(
        input.bytes,
        { ...settings, ...settingsOfNames(names) },
        cuts,
      );
      if (!isShrinking) {
        counts.files++;
        counts.bytes += input.bytes.length;
        counts.records += recordCount;
        for (const damage of damageKinds) counts.damages.set(damage, (counts.damages.get(damage) ?? 0) + 1);
      }
      if (disagreement === undefined) return;
      isShrinking = true;
      throw new Error(disagreement.way);
    },
  );
  const { failed, counterexample, errorInstance } = fc.check(property, { seed, numRuns: runs });
  if (!failed || counterexample === null) return undefined;
  const [{ input, names }, foundSettings, foundCuts] = counterexample;
  return {
    kind: kind.name,
    way: errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    latin1: Buffer.from(input.bytes).toString('latin1'),
    settings: { ...foundSettings, ...settingsOfNames(names) },
    ...foundCuts,
  };
}
