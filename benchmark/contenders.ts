import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type CsvFacts, csvFacts } from './csv-facts.ts';
import { fileName } from './data-files.ts';
import { DATA, type Measurement, measure, pathOf, type Script } from './measure.ts';

/** A program that computes sessions of a file, and how to run it. */
export interface Contender {
  readonly name: string;
  readonly command: string;
  readonly script: (input: string, outputs: Outputs) => Script;
  /** The most events it is fast enough for, and for more than one run. */
  readonly mostEvents?: number;
}

interface Outputs {
  readonly sessions: string;
  readonly rejections: string;
}

const COMMAND = pathOf('../dist/cli.js');

/** Our command with both CSVs, the whole of the work. */
export const OURS = ours([]);
export const DUCKDB: Contender = duckdbBy((input) =>
  fileName(input).startsWith('table') ? 'table' : 'lines',
);
const PANDAS: Contender = {
  name: 'pandas reference',
  command: 'python3 pandas_reference.py FILE sessions.csv',
  script: (input, { sessions }) => ({
    runtime: 'python3',
    args: [pathOf('pandas_reference.py'), input, sessions],
  }),
  mostEvents: 1_000_000,
};

/** What DuckDB reads a file as: see duckdb.mjs. */
type DuckdbKind = 'lines' | 'folder' | 'table' | 'parquet' | 'array' | 'envelope';

/** DuckDB, reading a file as what it is. */
export function duckdbReading(kind: DuckdbKind): Contender {
  return duckdbBy(() => kind);
}

function duckdbBy(kindOf: (input: string) => DuckdbKind): Contender {
  return {
    name: 'DuckDB',
    command: 'node duckdb.mjs FILE sessions.csv',
    script: (input, { sessions }) => ({
      runtime: 'node',
      args: [
        pathOf('duckdb.mjs'),
        input,
        sessions,
        fileName(input).startsWith('named') ? 'VARCHAR' : 'BIGINT',
        kindOf(input),
      ],
    }),
  };
}

/** Our command with both CSVs and further flags. */
export function ours(flags: readonly string[]): Contender {
  const more = flags.map((flag) => ` ${flag}`).join('');
  return {
    name: `event-sessions-tui${more}`,
    command: `event-sessions-tui FILE --out sessions.csv --skips_out skipped.csv${more}`,
    script: (input, { sessions, rejections }) => ({
      runtime: 'node',
      args: [COMMAND, input, '--out', sessions, '--skips_out', rejections, ...flags],
    }),
  };
}

/** Our command behind a tool that decompresses the file, with both CSVs. */
export function oursBehind(tool: string): Contender {
  return {
    name: `event-sessions-tui behind ${tool}`,
    command: `${tool} FILE | event-sessions-tui --out sessions.csv --skips_out skipped.csv`,
    script: (input, outputs) => ({ ...OURS.script('-', outputs), through: [tool, input] }),
  };
}

/** Our command with --summary. */
export function summaryOf(input: string): Script {
  return { runtime: 'node', args: [COMMAND, input, '--summary'] };
}

/** Returns the contenders that can run on this machine. */
export function contendersHere(): readonly Contender[] {
  const hasPandas = spawnSync('python3', ['-c', 'import pandas']).status === 0;
  return [OURS, DUCKDB, ...(hasPandas ? [PANDAS] : [])];
}

export function duckdbVersion(): string {
  const path = pathOf('node_modules/@duckdb/node-api/package.json');
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  return version;
}

export function run(contender: Contender, input: string): Promise<Measurement> {
  return measure(contender.script(input, outputsOf(contender)));
}

export function outputsOf({ name }: Contender): Outputs {
  const ending = `${name.replaceAll(' ', '-')}.csv`;
  return { sessions: `${DATA}sessions-${ending}`, rejections: `${DATA}skipped-${ending}` };
}

/** The counts of a file. */
export interface Counts {
  readonly records: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly kept: number;
  readonly users: number;
}

/** Returns the counts of a summary. Throws if one is missing. */
export function countsOf(summary: string): Counts {
  const of = (name: string): number => {
    const value = new RegExp(`^${name}: (\\d+)$`, 'm').exec(summary)?.[1];
    if (value === undefined) throw new Error(`no ${name} in the summary: ${summary}`);
    return Number(value);
  };
  const duplicates = of('duplicates_removed');
  return {
    records: of('total_events'),
    rejected: of('skipped_events'),
    duplicates,
    kept: of('valid_events') - duplicates,
    users: of('unique_users'),
  };
}

/** Throws unless our summary, our CSVs and every contender's sessions agree about a file of `records` records. */
export function checkCounts(
  counts: Counts,
  records: number,
  mine: Contender,
  others: readonly Contender[],
): void {
  const sessions = csvFacts(outputsOf(mine).sessions);
  const rejections = csvFacts(outputsOf(mine).rejections);
  hold(counts.records === records, `${counts.records} records instead of ${records}`);
  hold(counts.kept + counts.rejected + counts.duplicates === records, 'the counts do not add up');
  hold(rejections.rows === counts.rejected, `${rejections.rows} rows of rejections`);
  hold(sessions.rows === counts.users, `${sessions.rows} sessions of ${counts.users} users`);
  hold(sessions.lastColumnSum === counts.kept, `${sessions.lastColumnSum} events in the sessions`);
  for (const other of others) holdEqual(sessions, outputsOf(other).sessions, other.name);
}

/** Throws unless two of our runs have written the same bytes. */
export function checkEqual(one: Contender, other: Contender): void {
  const [a, b] = [outputsOf(one), outputsOf(other)];
  holdEqual(csvFacts(a.sessions), b.sessions, other.name);
  holdEqual(csvFacts(a.rejections), b.rejections, other.name);
}

function holdEqual({ sha256 }: CsvFacts, path: string, name: string): void {
  hold(csvFacts(path).sha256 === sha256, `the CSV of ${name} differs`);
}

function hold(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}
