import { execFileSync } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { type Contender, checkEqual, DUCKDB, duckdbVersion, OURS, oursBehind, run } from './contenders.ts';
import { dataFile, madeFile, USERS, warm } from './data-files.ts';
import { type Measurement, median } from './measure.ts';
import { medianAndWorst, megabytes, table, targetTable, whole } from './tables.ts';

const RUNS = 5;
const QUICK_RUNS = 3;
/** Of the wall time behind zcat (decision 018). */
const MOST_OF_PIPED = 1.3;

/** The tools that make the archives, and those that the pipe begins with. */
const TOOLS = [
  { ending: 'gz', pack: 'gzip', unpack: 'zcat' },
  { ending: 'zst', pack: 'zstd', unpack: 'zstdcat' },
] as const;

interface Row {
  readonly file: string;
  readonly path: string;
  readonly contender: Contender;
  readonly runs: Measurement[];
}

/**
 * Measures a file as it is and as an archive, read by us, by us behind the tool that decompresses it, and by DuckDB, in
 * turns; returns a section of results.md.
 */
export async function measureContainers(quick: boolean): Promise<string> {
  const events = quick ? 2_000_000 : 10_000_000;
  const plain = dataFile({ shape: 'narrow', events, users: USERS });
  const rows: Row[] = [OURS, DUCKDB].map((contender) => ({
    file: 'plain',
    path: plain,
    contender,
    runs: [],
  }));
  for (const { ending, pack, unpack } of TOOLS) {
    const path = madeFile(`${plain.replace(/^.*\//, '')}.${ending}`, events * 20, (to) =>
      packed(pack, plain, to),
    );
    for (const contender of [OURS, oursBehind(unpack), DUCKDB])
      rows.push({ file: ending, path, contender, runs: [] });
  }
  for (const { path } of rows) warm(path);
  for (let round = 0; round <= (quick ? QUICK_RUNS : RUNS); round++) {
    for (const { contender, path, runs } of rows) {
      const measured = await run(contender, path);
      if (round > 0) runs.push(measured);
    }
    for (const { unpack } of TOOLS) checkEqual(OURS, oursBehind(unpack));
  }
  const wallOf = ({ runs }: Row): number[] => runs.map(({ wallSeconds }) => wallSeconds);
  const ratios = (row: Row, to: Row): number[] => wallOf(row).map((seconds, i) => seconds / wallOf(to)[i]);
  const rowOf = (file: string, { name }: Contender): Row => {
    const row = rows.find((one) => one.file === file && one.contender.name === name);
    if (row === undefined) throw new Error(`no row of ${file} and ${name}`);
    return row;
  };
  return `${whole(events / 1e6)}M narrow events of ${whole(USERS)} users, as they are and compressed by the tools with their defaults. We write both CSVs,
DuckDB ${duckdbVersion()} the sessions alone; in turns, the median of ${rows[0].runs.length} runs (the worst of them) after one that is not counted; ratios
are of runs beside each other. The processors' time of the tool in front of a pipe is not counted.

${targetTable(
  TOOLS.map(({ ending, unpack }) => ({
    what: `wall time of a .${ending}, with the same behind ${unpack} being 1`,
    kind: 'at most',
    limit: MOST_OF_PIPED,
    value: median(ratios(rowOf(ending, OURS), rowOf(ending, oursBehind(unpack)))),
  })),
)}

${table(
  ['file', '', 'wall s', 'CPU s', 'memory MB', 'DuckDB being 1'],
  rows.map((row) => [
    `${row.file}, ${megabytes(statSync(row.path).size)} MB`,
    row.contender.name,
    medianAndWorst(wallOf(row), 2),
    medianAndWorst(
      row.runs.map(({ cpuSeconds }) => cpuSeconds),
      2,
    ),
    megabytes(median(row.runs.map(({ peakBytes }) => peakBytes))),
    median(ratios(row, rowOf(row.file, DUCKDB))).toFixed(2),
  ]),
)}
`;
}

function packed(tool: string, from: string, to: string): void {
  const output = openSync(to, 'w');
  execFileSync(tool, ['-q', '-c', from], { stdio: ['ignore', output, 'inherit'] });
  closeSync(output);
}
