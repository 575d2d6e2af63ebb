import type * as fc from 'fast-check';
import {
  type Input,
  longInput,
  manyTimes,
  manyTypes,
  manyUsers,
  messyInput,
  structuralInput,
  tidyInput,
} from '../helpers/arbitraries.ts';
import { STANDARD_KEYS } from './key-names.ts';
import { mixedTokenFile, namedKeyTokenFile, type TokenFile, uniformTokenFile } from './token-files.ts';

/** A kind of random file: how many of it the short run in CI reads, and its share of a long run. */
export interface Kind {
  readonly name: string;
  readonly files: fc.Arbitrary<TokenFile>;
  readonly shortRuns: number;
  readonly share: number;
}

function uncounted(inputs: fc.Arbitrary<Input>): fc.Arbitrary<TokenFile> {
  return inputs.map((input) => ({ input, names: STANDARD_KEYS, damageKinds: [] }));
}

/** The kinds of files that fuzzing reads in turn. */
export const KINDS: readonly Kind[] = [
  { name: 'records of one shape, damaged token by token', files: uniformTokenFile, shortRuns: 300, share: 4 },
  {
    name: 'records of several shapes, damaged token by token',
    files: mixedTokenFile,
    shortRuns: 200,
    share: 3,
  },
  {
    name: 'records read by keys of all kinds, damaged token by token',
    files: namedKeyTokenFile,
    shortRuns: 300,
    share: 3,
  },
  { name: 'events of all kinds', files: uncounted(tidyInput), shortRuns: 100, share: 1 },
  { name: 'files damaged byte by byte', files: uncounted(messyInput), shortRuns: 200, share: 1 },
  {
    name: 'heaps of brackets, quotes and line feeds',
    files: uncounted(structuralInput),
    shortRuns: 200,
    share: 1,
  },
  { name: 'users of all kinds', files: uncounted(manyUsers), shortRuns: 30, share: 1 },
  { name: 'times right, wrong and nearly right', files: uncounted(manyTimes), shortRuns: 30, share: 1 },
  { name: 'types of all kinds', files: uncounted(manyTypes), shortRuns: 30, share: 1 },
  { name: 'long files with sessions and duplicates', files: uncounted(longInput), shortRuns: 3, share: 1 },
];
