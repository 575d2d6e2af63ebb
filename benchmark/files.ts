import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { checkCounts, countsOf, duckdbReading, duckdbVersion, OURS, run } from './contenders.ts';
import { fingerprint, madeFile } from './data-files.ts';
import { type Measurement, median } from './measure.ts';
import { medianAndWorst, table, targetTable, whole } from './tables.ts';

const RUNS = 7;
const QUICK_RUNS = 3;
const USERS = 50_000;
/** Wall time of files of 100 kB, relative to the same bytes in one file (spec section 15). */
const MOST_OF_ONE = 1.3;
/** Microseconds that a file of 1 kB takes above the same bytes in one file. */
const MOST_MICROSECONDS = 100;

const DUCKDB = duckdbReading('folder');

interface Row {
  readonly files: number;
  readonly fileBytes: number;
  readonly one: Measurement[];
  readonly several: Measurement[];
  readonly duckdb: Measurement[];
}

/** Measures folders of many files beside the same bytes in one file, in turns; returns a section of results.md. */
export async function measureFiles(quick: boolean): Promise<string> {
  const tenth = quick ? 10 : 1;
  const rows: Row[] = [
    { files: 1000, fileBytes: 1_000_000 / tenth, one: [], several: [], duckdb: [] },
    { files: 10_000 / tenth, fileBytes: 100_000, one: [], several: [], duckdb: [] },
    { files: 100_000 / tenth, fileBytes: 1000, one: [], several: [], duckdb: [] },
  ];
  for (const { files, fileBytes, one, several, duckdb } of rows) {
    const name = `files-${files}-${fileBytes}-${fingerprint('files.ts')}`;
    const whole = madeFile(`${name}.jsonl`, 2.2 * files * fileBytes, (path) => {
      writeFiles(files, fileBytes, path);
    });
    for (let round = 0; round <= (quick ? QUICK_RUNS : RUNS); round++) {
      const [alone, parts] = [await run(OURS, whole), await run(OURS, `${whole}.d`)];
      const beside = await run(DUCKDB, `${whole}.d`);
      if (round === 0) continue;
      one.push(alone);
      several.push(parts);
      duckdb.push(beside);
    }
    const counts = countsOf(several[0].stdout);
    checkCounts(counts, counts.records, OURS, [DUCKDB]);
  }
  const [, hundred, tiny] = rows;
  const ratios = ({ one, several }: Row): number[] =>
    several.map(({ wallSeconds }, i) => wallSeconds / one[i].wallSeconds);
  const ofDuckdb = ({ several, duckdb }: Row): number[] =>
    several.map(({ wallSeconds }, i) => wallSeconds / duckdb[i].wallSeconds);
  const above = ({ files, one, several }: Row): number[] =>
    several.map(({ wallSeconds }, i) => (1e6 * (wallSeconds - one[i].wallSeconds)) / files);
  return `Folders of files, beside the same bytes in one file. Both CSVs written, by DuckDB
${duckdbVersion()} the sessions alone, which are equal byte for byte; in turns, the median of ${tiny.one.length} runs
(the worst of them) after one that is not counted; ratios are of runs beside each other.

${targetTable([
  {
    what: `wall time of ${whole(hundred.files)} files of 100 kB, the same bytes in one file being 1`,
    kind: 'at most',
    limit: MOST_OF_ONE,
    value: median(ratios(hundred)),
  },
  {
    what: `what each of ${whole(tiny.files)} files of 1 kB takes above the same bytes in one file`,
    kind: 'at most',
    limit: MOST_MICROSECONDS,
    value: median(above(tiny)),
    unit: ' us',
  },
])}

${table(
  [
    ...[
      'files',
      'of bytes',
      'one file, wall s',
      'the files, wall s',
      'one file being 1',
      'above one, us a file',
    ],
    ...['DuckDB, wall s', 'DuckDB being 1'],
  ],
  rows.map((row) => [
    whole(row.files),
    whole(row.fileBytes),
    medianAndWorst(
      row.one.map(({ wallSeconds }) => wallSeconds),
      2,
    ),
    medianAndWorst(
      row.several.map(({ wallSeconds }) => wallSeconds),
      2,
    ),
    medianAndWorst(ratios(row), 2),
    medianAndWorst(above(row), 0),
    medianAndWorst(
      row.duckdb.map(({ wallSeconds }) => wallSeconds),
      2,
    ),
    medianAndWorst(ofDuckdb(row), 2),
  ]),
)}
`;
}

/** Writes a folder of files, and what they hold to `path`, in their order. */
function writeFiles(files: number, fileBytes: number, path: string): void {
  // `madeFile` renames what it has made.
  const folder = `${path.replace(/\.part$/, '')}.d`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, '');
  let state = 20_240_701;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
  for (let file = 0; file < files; file++) {
    let text = '';
    while (text.length < fileBytes) {
      const time = new Date(Date.UTC(2024, 6, 1) + random(30 * 86_400) * 1000).toISOString();
      text += `{"user_id": ${1 + random(USERS)}, "event_time": "${time}", "event_type": "t${random(5)}"}\n`;
    }
    writeFileSync(`${folder}/${file}.jsonl`, text);
    writeFileSync(path, text, { flag: 'a' });
  }
  if (statSync(path).size === 0) throw new Error('nothing was written');
}
