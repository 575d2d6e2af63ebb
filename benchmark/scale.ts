import { statSync } from 'node:fs';
import {
  type Contender,
  checkCounts,
  checkEqual,
  countsOf,
  DUCKDB,
  OURS,
  ours,
  run,
  summaryOf,
} from './contenders.ts';
import { dataFile, USERS, warm } from './data-files.ts';
import { type Measurement, measure } from './measure.ts';
import { medianAndWorst, megabytes, type Target, table, targetTable, whole } from './tables.ts';

const MANY_USERS = 5_000_000;
/** The largest cost of an event of the large file, relative to one of the small file. */
const MOST_OF_SMALL = 1.2;
const ROUNDS = 3;

const SUMMARY = { name: 'summary alone' };
const ONE_WORKER = ours(['--workers', '1']);

interface Input {
  readonly path: string;
  readonly events: number;
  readonly users: number;
}

/** One run. */
interface Row {
  readonly input: Input;
  readonly what: string;
  readonly measured: Measurement;
}

/**
 * Measures how cost grows with events and users, and the gain of a second thread; quick: a tenth of it. Returns a section
 * of results.md.
 */
export async function measureScale(quick: boolean): Promise<string> {
  const events = quick ? 1_000_000 : 10_000_000;
  const small = inputOf(events, USERS);
  const large = inputOf(10 * events, USERS);
  const many = inputOf(events, MANY_USERS);
  const rows: Row[] = [];
  const remarks: string[] = [];
  const add = async (what: Contender | typeof SUMMARY, input: Input): Promise<void> => {
    rows.push(await runOnce(what, input));
  };
  for (const input of [small, large, small, many]) await add(SUMMARY, input);
  for (const input of [small, large, small, many]) {
    await add(OURS, input);
    const others: Contender[] = [];
    try {
      await add(DUCKDB, input);
      others.push(DUCKDB);
    } catch (error) {
      remarks.push(`DuckDB on ${whole(input.events)} events: ${firstLine(error)}`);
    }
    checkRuns(rows, input, others);
  }
  const targets = [SUMMARY, OURS].flatMap((what) =>
    (['wallSeconds', 'cpuSeconds'] as const).map((of) => linearTarget(rows, what, of, small, large)),
  );
  const workers = await compareWorkers(small.path, quick ? 1 : ROUNDS);
  return `Whole processes on two cores: the large file between two turns of the small one; first the summary alone of all, which
\`event-sessions-tui FILE --summary\` makes, then both CSVs beside DuckDB. Each row is one run, just after the file
was read once by another process, so that it is in memory. Checked as in Throughput: counts, and CSVs byte for byte.

${targetTable(targets)}

${table(
  ['file', 'command', 'wall s', 'CPU s', 'wall ns an event', 'CPU ns an event', 'peak MB', 'peak B an event'],
  rows.map(cellsOf),
)}
${remarks.map((text) => `\n${text}\n`).join('')}
Threads, ${fileName(small)}, both CSVs, in turns, ${quick ? 'one run' : `${ROUNDS} runs`} each; the CSVs are equal byte for byte:

${workers}
`;
}

function inputOf(events: number, users: number): Input {
  return { path: dataFile({ shape: 'narrow', events, users }), events, users };
}

async function runOnce(what: Contender | typeof SUMMARY, input: Input): Promise<Row> {
  // The large file evicts the others from the system's cache.
  warm(input.path);
  const measured = await ('script' in what ? run(what, input.path) : measure(summaryOf(input.path)));
  return { input, what: what.name, measured };
}

function fileName({ path, events, users }: Input): string {
  return `${events / 1e6}M, ${whole(users)} users, ${megabytes(statSync(path).size)} MB`;
}

function runsOf(rows: readonly Row[], input: Input, what: { readonly name: string }): Measurement[] {
  return rows.filter((row) => row.input === input && row.what === what.name).map(({ measured }) => measured);
}

/** Must be called while the CSVs of that file are those on disk. */
function checkRuns(rows: readonly Row[], input: Input, others: readonly Contender[]): void {
  const summaries = [SUMMARY, OURS].flatMap((what) => runsOf(rows, input, what)).map(({ stdout }) => stdout);
  if (new Set(summaries).size > 1) throw new Error(`not every summary of ${input.path} is the same`);
  checkCounts(countsOf(summaries[0]), input.events, OURS, others);
}

function linearTarget(
  rows: readonly Row[],
  what: { readonly name: string },
  of: 'wallSeconds' | 'cpuSeconds',
  small: Input,
  large: Input,
): Target {
  const anEvent = (input: Input): number => {
    const runs = runsOf(rows, input, what);
    return runs.reduce((sum, measured) => sum + measured[of], 0) / runs.length / input.events;
  };
  const time = of === 'wallSeconds' ? 'wall' : 'CPU';
  return {
    what: `${what.name}: ${time} time an event of ${large.events / 1e6}M, that of ${small.events / 1e6}M being 1`,
    kind: 'at most',
    limit: MOST_OF_SMALL,
    value: anEvent(large) / anEvent(small),
  };
}

function cellsOf({ input, what, measured: { wallSeconds, cpuSeconds, peakBytes } }: Row): string[] {
  return [
    fileName(input),
    what,
    wallSeconds.toFixed(2),
    cpuSeconds.toFixed(2),
    whole((1e9 * wallSeconds) / input.events),
    whole((1e9 * cpuSeconds) / input.events),
    megabytes(peakBytes),
    whole(peakBytes / input.events),
  ];
}

async function compareWorkers(path: string, rounds: number): Promise<string> {
  const contenders = [OURS, ONE_WORKER];
  const runs: Measurement[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) runs[i].push(await run(contender, path));
    checkEqual(OURS, ONE_WORKER);
  }
  return table(
    ['command', 'wall s', 'CPU s', 'peak MB', 'wall, the default being 1'],
    contenders.map(({ name }, i) => [
      name,
      medianAndWorst(
        runs[i].map(({ wallSeconds }) => wallSeconds),
        2,
      ),
      medianAndWorst(
        runs[i].map(({ cpuSeconds }) => cpuSeconds),
        2,
      ),
      megabytes(Math.max(...runs[i].map(({ peakBytes }) => peakBytes))),
      medianAndWorst(
        runs[i].map(({ wallSeconds }, round) => wallSeconds / runs[0][round].wallSeconds),
        2,
      ),
    ]),
  );
}

function firstLine(error: unknown): string {
  return String(error).split('\n')[0].slice(0, 200);
}
