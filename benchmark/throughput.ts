import { statSync } from 'node:fs';
import {
  type Contender,
  type Counts,
  checkCounts,
  contendersHere,
  countsOf,
  DUCKDB,
  duckdbVersion,
  OURS,
  run,
} from './contenders.ts';
import { dataFile, USERS } from './data-files.ts';
import { type GeneratedFile, SHAPES } from './generate.ts';
import { type Measurement, median } from './measure.ts';
import { medianAndWorst, megabytes, type Target, table, targetTable, whole } from './tables.ts';

const RUNS = 5;
const QUICK_RUNS = 2;

/** A file and the runs of its contenders, with the counts checked. */
interface Comparison {
  readonly file: GeneratedFile;
  readonly sizeBytes: number;
  readonly rows: readonly Row[];
  readonly counts: Counts;
}

interface Row {
  readonly contender: Contender;
  readonly runs: Measurement[];
}

/** The largest share of DuckDB's wall time for the largest file of each shape. */
const MOST_OF_WALL = { narrow: 0.35, wide: 0.6, table: 1 };
const MOST_OF_PEAK = 0.5;
/**
 * The memory allowed for the narrow file: per event, and in addition. Users are not counted, though they are allowed for
 * too.
 */
const MOST_BYTES_AN_EVENT = 40;
const MOST_BYTES_BESIDES = 150e6;

/**
 * Measures our batch command and its peers on the same files, alternating; quick: on 1M events each. Returns a section of
 * results.md.
 */
export async function measureThroughput(quick: boolean): Promise<string> {
  const contenders = contendersHere();
  const sizes = quick
    ? { narrow: [1_000_000], named: [], wide: [1_000_000], table: [1_000_000] }
    : {
        narrow: [1_000_000, 10_000_000],
        named: [5_000_000],
        wide: [1_000_000, 3_000_000],
        table: [1_000_000, 10_000_000],
      };
  const comparisons: Comparison[] = [];
  for (const shape of SHAPES) {
    for (const events of sizes[shape]) {
      comparisons.push(await compare({ shape, events, users: USERS }, contenders, quick ? QUICK_RUNS : RUNS));
    }
  }
  const commands = contenders.map(({ name, command }) => `- ${name}: \`${command}\``);
  const targets = (['narrow', 'wide', 'table'] as const).flatMap((shape) => {
    const events = Math.max(...sizes[shape]);
    return targetsOf(
      shape,
      comparisons.filter(({ file }) => file.shape === shape && file.events === events),
    );
  });
  return `Whole processes on two cores, in turns: the median of ${quick ? QUICK_RUNS : RUNS} runs (the worst of them) after one that is not counted, which
also warms the file cache (pandas: one run). Ratios are of pairs of runs, one beside the other. CPU is user and system time
of all threads. Ours accounts for every rejected record and writes it as CSV; DuckDB ${duckdbVersion()} drops them silently.
Files are seeded: 5 % duplicates, 1 % damaged, ${whole(USERS)} users, in the named ones known by a text like a UUID. Checked in this run: the sessions of all contenders are
equal byte for byte, and the counts below are those of the summary, of both CSVs and of the file.

${commands.join('\n')}

${targetTable(targets)}

${table(
  [
    'file',
    'command',
    'wall s',
    'CPU s',
    'MB/s',
    'events/s',
    'peak MB',
    'wall vs DuckDB',
    'CPU vs DuckDB',
    'peak vs DuckDB',
  ],
  comparisons.flatMap(rowsOf),
)}

${table(
  ['file', 'records', 'rejected', 'duplicates', 'events kept', 'users'],
  comparisons.map(({ file, sizeBytes, counts }) => [
    nameOf(file, sizeBytes),
    ...[counts.records, counts.rejected, counts.duplicates, counts.kept, counts.users].map(whole),
  ]),
)}
`;
}

async function compare(
  file: GeneratedFile,
  contenders: readonly Contender[],
  runCount: number,
): Promise<Comparison> {
  const input = dataFile(file);
  const rows = contenders
    .filter(({ mostEvents }) => file.events <= (mostEvents ?? file.events))
    // The reference reads JSON alone.
    .filter(({ mostEvents }) => file.shape !== 'table' || mostEvents === undefined)
    .map((contender): Row => ({ contender, runs: [] }));
  // Alternating, so that a machine that slows down slows all of them.
  for (let round = 0; round <= runCount; round++) {
    for (const { contender, runs } of rows) {
      if (contender.mostEvents !== undefined && runs.length > 0) continue;
      const measured = await run(contender, input);
      if (round > 0 || contender.mostEvents !== undefined) runs.push(measured);
    }
  }
  const counts = countsOf(runsOf(rows, OURS)[0].stdout);
  const others = rows.map(({ contender }) => contender).filter((contender) => contender !== OURS);
  checkCounts(counts, file.events, OURS, others);
  console.error(`${input}: equal`);
  return { file, sizeBytes: statSync(input).size, rows, counts };
}

function runsOf(rows: readonly Row[], contender: Contender): readonly Measurement[] {
  return rows.find((row) => row.contender === contender)?.runs ?? [];
}

function targetsOf(shape: keyof typeof MOST_OF_WALL, comparisons: readonly Comparison[]): Target[] {
  return comparisons.flatMap(({ file, sizeBytes, rows }): Target[] => {
    const name = nameOf(file, sizeBytes);
    const [mine, duckdb] = [runsOf(rows, OURS), runsOf(rows, DUCKDB)];
    const wall = median(ratios(mine, duckdb, 'wallSeconds'));
    const peak = median(ratios(mine, duckdb, 'peakBytes'));
    const peakMegabytes = Math.max(...mine.map(({ peakBytes }) => peakBytes)) / 1e6;
    const mostMegabytes = (MOST_BYTES_BESIDES + MOST_BYTES_AN_EVENT * file.events) / 1e6;
    const wallTarget: Target = {
      what: `${name}: wall time, DuckDB's being 1`,
      kind: 'at most',
      limit: MOST_OF_WALL[shape],
      value: wall,
    };
    if (shape !== 'narrow') return [wallTarget];
    return [
      wallTarget,
      { what: `${name}: peak memory, DuckDB's being 1`, kind: 'at most', limit: MOST_OF_PEAK, value: peak },
      {
        what: `${name}: peak memory, ${MOST_BYTES_AN_EVENT} B an event and ${megabytes(MOST_BYTES_BESIDES)} MB`,
        kind: 'at most',
        limit: mostMegabytes,
        value: peakMegabytes,
        unit: ' MB',
      },
    ];
  });
}

function rowsOf({ file, sizeBytes, rows }: Comparison): string[][] {
  const duckdb = runsOf(rows, DUCKDB);
  return rows.map(({ contender, runs }) => {
    const wall = runs.map(({ wallSeconds }) => wallSeconds);
    const cpu = runs.map(({ cpuSeconds }) => cpuSeconds);
    const seconds = median(wall);
    return [
      nameOf(file, sizeBytes),
      contender.name,
      medianAndWorst(wall, 2),
      medianAndWorst(cpu, 2),
      whole(sizeBytes / 1e6 / seconds),
      `${(file.events / 1e6 / seconds).toFixed(2)}M`,
      megabytes(Math.max(...runs.map(({ peakBytes }) => peakBytes))),
      ...(['wallSeconds', 'cpuSeconds', 'peakBytes'] as const).map((of) =>
        medianAndWorst(ratios(runs, duckdb, of), 2),
      ),
    ];
  });
}

/** Compares a run with the one beside it, which had the same machine; a single one with the median. */
function ratios(
  runs: readonly Measurement[],
  duckdb: readonly Measurement[],
  of: 'wallSeconds' | 'cpuSeconds' | 'peakBytes',
): number[] {
  const middle = median(duckdb.map((measured) => measured[of]));
  return runs.map((measured, i) => measured[of] / (runs.length === duckdb.length ? duckdb[i][of] : middle));
}

function nameOf({ shape, events }: GeneratedFile, sizeBytes: number): string {
  return `${shape}, ${events / 1e6}M, ${megabytes(sizeBytes)} MB`;
}
