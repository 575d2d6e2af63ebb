import type { PipelineSettings } from '../settings.ts';
import { encodeUtf8 } from '../text/bytes.ts';
import { lazily } from '../text/lazily.ts';
import { compileTimeFormat, lacksYear } from '../time/time-format.ts';
import { literalOf } from '../validate/fields.ts';
import { type KeyPath, parseKeys } from '../validate/key-paths.ts';
import type { SampleFacts } from './candidate.ts';
import { keyFacts } from './key-facts.ts';
import type { NamedSettings, Sample } from './plan.ts';
import { parseSample, type Scalar, scalarOf, valueAt } from './sample-values.ts';
import type { ReadsAsNamed } from './time-choice.ts';

/** Returns what a sample holds. Computed on the first call; never called if the standard plan wins. */
export type LazySampleFacts = () => SampleFacts;

/** With more records than these roles are not chosen otherwise, and a plan would take longer than opening the file. */
const ENOUGH_RECORDS = 400;

/** Returns what a part of the sample holds, enough to choose roles by. */
export function factsOfPart(sample: Sample, named: NamedSettings, base: PipelineSettings): LazySampleFacts {
  return sampleFactsOf(sample, named, base, ENOUGH_RECORDS);
}

/** Returns what a sample holds. `most`: about how many of its records are looked at. */
export function sampleFactsOf(
  sample: Sample,
  { timeFormat }: NamedSettings,
  base: PipelineSettings,
  most = Number.POSITIVE_INFINITY,
): LazySampleFacts {
  return lazily(() => {
    const records = parseSample(sample, most);
    const { opensWrappers } = base;
    const readsAsNamed = timeFormat === undefined ? undefined : readerOf(timeFormat, base);
    return { records, keys: keyFacts(records, opensWrappers), opensWrappers, readsAsNamed };
  });
}

function readerOf(format: string, base: PipelineSettings): ReadsAsNamed {
  const reader = compileTimeFormat({ ...withYear(base, format), timeFormat: format });
  const instant = { seconds: 0, nanoseconds: 0 };
  const reads = (text: string, isString: boolean): boolean => {
    const bytes = encodeUtf8(text);
    return reader.parse(bytes, 0, bytes.length, isString, instant) === undefined;
  };
  return { format, reads };
}

/** Returns the settings with a year only where the time format has none. */
function withYear(base: PipelineSettings, timeFormat: string): PipelineSettings {
  return lacksYear(timeFormat) ? base : { ...base, year: undefined, yearEndsAtMonth: undefined };
}

/** Returns in how many records one of the keys that the flags write so has a value that can be something. */
export function countThere(
  { records, opensWrappers }: SampleFacts,
  keys: string,
  canBe: (scalar: Scalar) => boolean,
): number {
  const paths = pathsOf(keys);
  return records.filter((record) =>
    paths.some((path) => {
      const wrapped = scalarOf(valueAt(record, path), opensWrappers);
      return wrapped !== undefined && canBe(wrapped.scalar);
    }),
  ).length;
}

/** Returns the paths that the flags write so: none for `none`. */
export function pathsOf(keys: string): readonly KeyPath[] {
  return parseKeys(keys) ?? [];
}

/** Returns the paths, and for each the key that has it as its name, which wins in a record that has it (spec section 13). */
export function namesOf(keys: string): readonly KeyPath[] {
  return pathsOf(keys).flatMap((path) => [path, [literalOf(path)]]);
}
