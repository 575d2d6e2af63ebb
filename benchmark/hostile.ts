import { statSync } from 'node:fs';
import { type Counts, countsOf, summaryOf } from './contenders.ts';
import { dataFile, USERS, warm } from './data-files.ts';
import { HOSTILE_FILES, hostileFile } from './hostile-files.ts';
import { type Measurement, measure, median } from './measure.ts';
import { medianAndWorst, megabytes, table, targetTable, whole } from './tables.ts';

const ROUNDS = 3;
/** The least share of the ordinary rate, in bytes per second. */
const LEAST_RATE = 0.1;
/** One record per byte, each kept with its address: measured, but the promised rate in bytes does not apply. */
const UNPROMISED = '`{` again and again';

interface Row {
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly runs: Measurement[];
}

/**
 * Measures `--summary` on files made to be slow, alternating with an ordinary one; quick: a tenth of each. Returns a
 * section of results.md.
 */
export async function measureHostile(quick: boolean): Promise<string> {
  const events = quick ? 1_000_000 : 10_000_000;
  const ordinary = rowOf(
    `ordinary: ${events / 1e6}M narrow events`,
    dataFile({ shape: 'narrow', events, users: USERS }),
  );
  const hostile = HOSTILE_FILES.map((file) => rowOf(file.name, hostileFile(file, quick ? 0.1 : 1)));
  const rounds = quick ? 1 : ROUNDS;
  for (let round = 0; round < rounds; round++) {
    for (const { path, runs } of [ordinary, ...hostile]) {
      warm(path);
      runs.push(await measure(summaryOf(path)));
    }
  }
  const ordinaryRates = ratesOf(ordinary);
  const ratios = (row: Row): number[] => ratesOf(row).map((rate, round) => rate / ordinaryRates[round]);
  const promised = hostile.filter(({ name }) => name !== UNPROMISED);
  const leastRatio = Math.min(...promised.map((row) => median(ratios(row))));
  const slowest = promised.find((row) => median(ratios(row)) === leastRatio);
  return `\`event-sessions-tui FILE --summary\`, whole processes on two cores, in turns, ${rounds} ${rounds === 1 ? 'run' : 'runs'} of each: the median (the worst).
The first file is an ordinary one; the rate of the others, in bytes a second, is beside its rate in the same turn.
The worst case of all, ${UNPROMISED}, has a record in every byte, and each is kept with its address: nothing is promised of it.

${targetTable([
  {
    what: `slowest: ${slowest?.name}; the ordinary rate being 1`,
    kind: 'at least',
    limit: LEAST_RATE,
    value: leastRatio,
  },
])}

${table(
  [
    'file',
    'MB',
    'records',
    'rejected',
    'wall s',
    'CPU s',
    'MB/s',
    'of the ordinary rate',
    `at least ${LEAST_RATE}`,
    'peak MB',
  ],
  [ordinary, ...hostile].map((row) => cellsOf(row, median(ratios(row)))),
)}
`;
}

function rowOf(name: string, path: string): Row {
  return { name, path, sizeBytes: statSync(path).size, runs: [] };
}

/** Returns the bytes per second of each run. */
function ratesOf({ sizeBytes, runs }: Row): number[] {
  return runs.map(({ wallSeconds }) => sizeBytes / wallSeconds);
}

function cellsOf(row: Row, ratio: number): string[] {
  const { name, sizeBytes, runs } = row;
  const { records, rejected } = sameCounts(runs);
  return [
    name,
    megabytes(sizeBytes),
    whole(records),
    whole(rejected),
    medianAndWorst(
      runs.map(({ wallSeconds }) => wallSeconds),
      2,
    ),
    medianAndWorst(
      runs.map(({ cpuSeconds }) => cpuSeconds),
      2,
    ),
    whole(median(ratesOf(row)) / 1e6),
    ratio.toFixed(2),
    name === UNPROMISED ? 'not promised' : ratio >= LEAST_RATE ? 'reached' : '**not reached**',
    megabytes(Math.max(...runs.map(({ peakBytes }) => peakBytes))),
  ];
}

function sameCounts(runs: readonly Measurement[]): Counts {
  const [first, ...others] = runs.map(({ stdout }) => stdout);
  if (others.some((summary) => summary !== first)) throw new Error('two runs gave different counts');
  return countsOf(first);
}
