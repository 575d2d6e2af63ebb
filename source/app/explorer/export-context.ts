import type { Provenance } from '../../output/summary.ts';
import type { Plan } from '../../pipeline/plan/plan.ts';
import { planJson } from '../../pipeline/plan/plan-file.ts';
import type { CommandOptions } from '../flags.ts';
import type { OpenedFile } from './opened-file.ts';

/** What a file that is written from the screen says about itself, and how it is written. */
export interface ExportContext {
  readonly version: string;
  readonly isSafe: boolean;
  readonly provenance: Omit<Provenance, 'failure'>;
}

/** Returns that of an open file, read by a plan. */
export function exportContext(
  { version, safeCsv, bucketSeconds }: CommandOptions & { readonly version: string },
  { state, input }: OpenedFile,
  plan: Plan | undefined,
): ExportContext {
  return {
    version,
    isSafe: safeCsv,
    provenance: {
      version,
      input: state.name,
      inputModified: input.modified,
      bucketSeconds,
      plan: plan && planJson(plan),
      narrowedTo: undefined,
    },
  };
}
