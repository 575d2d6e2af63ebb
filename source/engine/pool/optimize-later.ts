import { createRequire } from 'node:module';
import type * as v8 from 'node:v8';

/** How much bytecode a function runs before V8 optimizes it, in bytes: eight times what V8 has by default. */
const BUDGET_BYTES = 8 * 66 * 1024;
/** An input that is read in less time than it takes to load `node:v8` and gains nothing. */
const LEAST_BYTES = 4 * 1024 * 1024;
/** The V8 of Node 20. Later ones have no such flag, and a compiler between the two that costs less. */
const V8_WITH_BUDGET = '11.';

/**
 * Makes V8 optimize fewer functions while an input of `sizeBytes` is read; undefined: of a size that is not known. The
 * kernel does what takes time, and V8 spends a quarter of the processor time of a million events on optimizing what
 * surrounds it, most of which has done its work by then (docs/performance.md). Functions that run for long are optimized a
 * few milliseconds later.
 */
export function optimizeLater(sizeBytes: number | undefined): void {
  if (sizeBytes !== undefined && sizeBytes < LEAST_BYTES) return;
  if (!process.versions.v8.startsWith(V8_WITH_BUDGET)) return;
  // Loaded here: it takes a millisecond, and a small file is read without it.
  const { setFlagsFromString }: typeof v8 = createRequire(import.meta.url)('node:v8');
  setFlagsFromString(`--interrupt-budget=${BUDGET_BYTES}`);
}
