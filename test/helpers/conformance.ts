import { readdirSync, readFileSync } from 'node:fs';
import { IS_FULL } from './full.ts';

const folder = new URL('../conformance/', import.meta.url);

/** `conformance/cases/NAME/expected.json`. */
export interface Expected {
  readonly stats: Record<string, number>;
  readonly sessions: [user: string, start: string, end: string, eventCount: number][];
  readonly skipped: [recordNumber: number, code: string, line: number][];
}

export interface ConformanceCase {
  readonly name: string;
  readonly input: Uint8Array;
  readonly expected: Expected;
}

export const conformanceCases: readonly ConformanceCase[] = readdirSync(new URL('cases/', folder)).map(
  (name) => ({
    name,
    input: readFileSync(new URL(`cases/${name}/input.json`, folder)),
    expected: JSON.parse(readFileSync(new URL(`cases/${name}/expected.json`, folder), 'utf8')),
  }),
);

/** For what takes long with each: all in full, else every third one. */
export const someConformanceCases = conformanceCases.filter((_, index) => IS_FULL || index % 3 === 0);

/** A row of `timestamps.tsv`: the input, and its instant or the code it is rejected with. */
export interface TimestampCase {
  readonly literal: string;
  readonly expected: { seconds: number; nanoseconds: number } | string;
}

export const timestampCases: readonly TimestampCase[] = readFileSync(
  new URL('timestamps.tsv', folder),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [literal, second, third] = line.split('\t');
    const expected = third === undefined ? second : { seconds: Number(second), nanoseconds: Number(third) };
    return { literal, expected };
  });
