import { statSync } from 'node:fs';
import { OURS, run } from './contenders.ts';
import { fingerprint, madeFile } from './data-files.ts';
import { generate, KEY_BYTES } from './generate.ts';
import { type Measurement, median } from './measure.ts';
import { medianAndWorst, megabytes, table, targetTable, whole } from './tables.ts';

const RUNS = 7;
const QUICK_RUNS = 3;
const USERS = 500_000;
/** The cost of a byte with a key of 40 bytes, relative to one with a key of 10 bytes. */
const MOST_OF_SHORT = 1.15;

interface Row {
  readonly keyBytes: number;
  readonly path: string;
  readonly sizeBytes: number;
  readonly runs: Measurement[];
}

/** Measures the same events with one more key, of several lengths, alternating; returns a section of results.md. */
export async function measureKeys(quick: boolean): Promise<string> {
  const events = quick ? 1_000_000 : 10_000_000;
  const rows = KEY_BYTES.map((keyBytes): Row => {
    const name = `key-${keyBytes}-${events}-${fingerprint('generate.ts')}.jsonl`;
    const path = madeFile(name, events * (100 + keyBytes), (target) =>
      generate({ shape: 'narrow', events, users: USERS, extraKeyBytes: keyBytes }, target),
    );
    return { keyBytes, path, sizeBytes: statSync(path).size, runs: [] };
  });
  for (let round = 0; round <= (quick ? QUICK_RUNS : RUNS); round++) {
    for (const { path, runs } of rows) {
      const measured = await run(OURS, path);
      if (round > 0) runs.push(measured);
    }
  }
  const [short, ...longer] = rows;
  const perByte = ({ runs, sizeBytes }: Row): number[] =>
    runs.map(({ wallSeconds }) => wallSeconds / sizeBytes);
  const ratios = (row: Row): number[] => perByte(row).map((value, i) => value / perByte(short)[i]);
  const [forty] = longer;
  return `The narrow file with one more key in each record, \`"key…": 0\`. Both CSVs written, in turns, the median of ${short.runs.length} runs (the
worst of them) after one that is not counted; ratios are of runs beside each other.

${targetTable([
  {
    what: `wall time a byte with a key of ${forty.keyBytes} bytes, with one of ${short.keyBytes} being 1`,
    kind: 'at most',
    limit: MOST_OF_SHORT,
    value: median(ratios(forty)),
  },
])}

${table(
  ['key', 'file', 'wall s', 'CPU s', 'MB/s', `wall a byte, ${short.keyBytes} bytes being 1`],
  rows.map((row) => {
    const wall = row.runs.map(({ wallSeconds }) => wallSeconds);
    return [
      `${row.keyBytes} bytes`,
      `${whole(events / 1e6)}M, ${megabytes(row.sizeBytes)} MB`,
      medianAndWorst(wall, 2),
      medianAndWorst(
        row.runs.map(({ cpuSeconds }) => cpuSeconds),
        2,
      ),
      whole(row.sizeBytes / 1e6 / median(wall)),
      medianAndWorst(ratios(row), 2),
    ];
  }),
)}
`;
}
