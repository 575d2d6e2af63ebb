import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { checkCounts, countsOf, duckdbReading, duckdbVersion, OURS, run, summaryOf } from './contenders.ts';
import { dataFile, madeFile, USERS, warm } from './data-files.ts';
import { type Measurement, measure, median, pathOf } from './measure.ts';
import { medianAndWorst, megabytes, table, whole } from './tables.ts';

const RUNS = 5;
const QUICK_RUNS = 2;
/** The most bytes that DuckDB writes for an event. */
const MOST_BYTES_AN_EVENT = 60;
const DUCKDB = duckdbReading('parquet');

/** Measures a Parquet file, read by us and by DuckDB in turns; returns a section of results.md. */
export async function measureParquet(quick: boolean): Promise<string> {
  const events = quick ? 1_000_000 : 10_000_000;
  const lines = dataFile({ shape: 'narrow', events, users: USERS });
  const path = madeFile(
    `${lines.replace(/^.*\//, '').replace(/\.jsonl$/, '')}.parquet`,
    events * MOST_BYTES_AN_EVENT,
    (to) => {
      execFileSync(process.execPath, [pathOf('to-parquet.mjs'), lines, to], { stdio: 'inherit' });
    },
  );
  warm(path);
  const rows = [OURS, DUCKDB].map((contender) => ({ contender, runs: [] as Measurement[] }));
  for (let round = 0; round <= (quick ? QUICK_RUNS : RUNS); round++) {
    for (const { contender, runs } of rows) {
      const measured = await run(contender, path);
      if (round > 0) runs.push(measured);
    }
  }
  const counts = countsOf((await measure(summaryOf(path))).stdout);
  checkCounts(counts, counts.records, OURS, [DUCKDB]);
  const wallOf = (runs: readonly Measurement[]): number[] => runs.map(({ wallSeconds }) => wallSeconds);
  const beside = wallOf(rows[1].runs);
  return `${whole(events / 1e6)}M narrow events of ${whole(USERS)} users as DuckDB ${duckdbVersion()} writes them as Parquet, ${megabytes(statSync(path).size)} MB: three columns
of text. We write both CSVs, DuckDB the sessions alone, which are equal byte for byte; in turns, the median of ${beside.length} runs (the
worst of them) after one that is not counted; ratios are of runs beside each other.

${table(
  ['', 'wall s', 'CPU s', 'memory MB', 'wall, DuckDB being 1'],
  rows.map(({ contender, runs }) => [
    contender.name,
    medianAndWorst(wallOf(runs), 2),
    medianAndWorst(
      runs.map(({ cpuSeconds }) => cpuSeconds),
      2,
    ),
    megabytes(median(runs.map(({ peakBytes }) => peakBytes))),
    medianAndWorst(
      wallOf(runs).map((seconds, i) => seconds / beside[i]),
      2,
    ),
  ]),
)}
`;
}
