import type { PipelineSettings } from '../settings.ts';
import type { NamedSettings, Plan, Sample } from './plan.ts';

/** The head of an input. */
export interface HeadBytes {
  readonly bytes: Uint8Array;
  /** Whether the input ends with it. */
  readonly isWhole: boolean;
}

/** What is known before a plan is made. */
export interface PlanBasis {
  /** What is fixed. */
  readonly named: NamedSettings;
  /** All settings, with the named ones. */
  readonly base: PipelineSettings;
  /** Whether nothing is found. */
  readonly isStrict: boolean;
}

/** A plan, and the records that it was made of. */
export interface HeadPlan {
  readonly plan: Plan;
  /** Returns the sample, which is not taken where the standard plan wins. */
  readonly sampleOf: () => Sample;
}

/** Whether nothing but the place of the records is named. */
export function isFree(named: NamedSettings): boolean {
  return Object.keys(named).every((part) => part === 'records');
}
