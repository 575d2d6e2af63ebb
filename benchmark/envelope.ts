import { closeSync, createReadStream, openSync, statSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Contender, duckdbReading, duckdbVersion, OURS, run } from './contenders.ts';
import { dataFile, fingerprint, madeFileLater, USERS, warm } from './data-files.ts';
import { type Measurement, median } from './measure.ts';
import { medianAndWorst, megabytes, table, targetTable, whole } from './tables.ts';

const RUNS = 5;
const QUICK_RUNS = 3;
/** The most that an envelope may take of the time and the memory of the same array: as much, and some noise. */
const MOST_OF_ARRAY = 1.1;
/** How many lines are written at once. */
const LINES = 10_000;

/** The text around the same records. */
const AROUND = {
  array: { before: '[', after: ']' },
  envelope: { before: '{"took":5,"data":[', after: '],"next":null}' },
} as const;
type Around = keyof typeof AROUND;

interface Row {
  readonly file: Around;
  readonly path: string;
  readonly contender: Contender;
  readonly runs: Measurement[];
}

/**
 * Measures the same undamaged records in an array and in an envelope around it, read by us and by DuckDB, in turns; returns
 * a section of results.md. DuckDB holds an envelope as one object, so it is only given what it can hold.
 */
export async function measureEnvelope(quick: boolean): Promise<string> {
  const events = quick ? 1_000_000 : 10_000_000;
  const lines = dataFile({ shape: 'narrow', events, users: USERS });
  const rows: Row[] = [];
  for (const file of ['array', 'envelope'] as const) {
    const path = await madeFileLater(
      `${file}-${events}-${fingerprint('envelope.ts')}.json`,
      events * 90,
      (to) => surround(lines, file, to),
    );
    warm(path);
    for (const contender of [OURS, duckdbReading(file)]) rows.push({ file, path, contender, runs: [] });
  }
  const failed = new Set<Row>();
  for (let round = 0; round <= (quick ? QUICK_RUNS : RUNS); round++) {
    for (const row of rows) {
      if (failed.has(row)) continue;
      try {
        const measured = await run(row.contender, row.path);
        if (round > 0) row.runs.push(measured);
      } catch (error) {
        // The table says what DuckDB cannot hold; what we cannot read is a bug.
        if (row.contender === OURS) throw error;
        failed.add(row);
      }
    }
  }
  const wallOf = ({ runs }: Row): number[] => runs.map(({ wallSeconds }) => wallSeconds);
  const peakOf = ({ runs }: Row): number => median(runs.map(({ peakBytes }) => peakBytes));
  const ratio = (row: Row, to: Row): string =>
    failed.has(row) || failed.has(to)
      ? '-'
      : median(wallOf(row).map((seconds, i) => seconds / wallOf(to)[i])).toFixed(2);
  const [array, , envelope] = rows;
  return `The undamaged ones of ${whole(events / 1e6)}M narrow events in \`[…]\` and in \`{"took":5,"data":[…],"next":null}\`, with no flag. We write both CSVs,
DuckDB ${duckdbVersion()} the sessions alone; in turns, the median of ${array.runs.length} runs (the worst of them) after one that is not counted; ratios
are of runs beside each other.

${targetTable([
  {
    what: 'wall time of the envelope, with the same array being 1',
    kind: 'at most',
    limit: MOST_OF_ARRAY,
    value: median(wallOf(envelope).map((seconds, i) => seconds / wallOf(array)[i])),
  },
  {
    what: 'memory of the envelope, with the same array being 1',
    kind: 'at most',
    limit: MOST_OF_ARRAY,
    value: peakOf(envelope) / peakOf(array),
  },
])}

${table(
  ['file', '', 'wall s', 'CPU s', 'memory MB', 'DuckDB being 1'],
  rows.map((row, i) => [
    `${row.file}, ${megabytes(statSync(row.path).size)} MB`,
    row.contender.name,
    ...(failed.has(row)
      ? ['does not read it', '-', '-']
      : [
          medianAndWorst(wallOf(row), 2),
          medianAndWorst(
            row.runs.map(({ cpuSeconds }) => cpuSeconds),
            2,
          ),
          megabytes(peakOf(row)),
        ]),
    ratio(row, rows[i - (i % 2) + 1]),
  ]),
)}
`;
}

/** Writes the lines of a file that are JSON, separated by commas, with the text around them. */
async function surround(lines: string, around: Around, to: string): Promise<void> {
  const { before, after } = AROUND[around];
  const file = openSync(to, 'w');
  let waiting: string[] = [];
  let separator: string = before;
  const flush = (): void => {
    if (waiting.length === 0) return;
    writeSync(file, `${separator}\n${waiting.join(',\n')}`);
    separator = ',';
    waiting = [];
  };
  for await (const line of createInterface({ input: createReadStream(lines) })) {
    if (isJson(line)) waiting.push(line);
    if (waiting.length === LINES) flush();
  }
  flush();
  writeSync(file, `\n${after}\n`);
  closeSync(file);
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
