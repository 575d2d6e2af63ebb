import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DATA, dataFile, USERS } from './data-files.ts';
import type { GeneratedFile } from './generate.ts';
import { type Measurement, measure, median, type Script } from './measure.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const RUNS = 5;

interface Contender {
  readonly name: string;
  readonly command: string;
  readonly script: (input: string, output: string) => Script;
  /** Too slow to be asked for more events than this, or for more than one run. */
  readonly mostEvents?: number;
}

const OURS: Contender = {
  name: 'event-sessions-tui',
  command: 'event-sessions-tui FILE --out sessions.csv --skips_out skipped.csv',
  script: (input, output) => ({
    runtime: 'node',
    args: [`${folder}../dist/cli.js`, input, '--out', output, '--skips_out', `${DATA}skipped.csv`],
  }),
};
const DUCKDB: Contender = {
  name: 'DuckDB',
  command: 'node duckdb.mjs FILE sessions.csv',
  script: (input, output) => ({ runtime: 'node', args: [`${folder}duckdb.mjs`, input, output] }),
};
const PANDAS: Contender = {
  name: 'pandas reference',
  command: 'python3 pandas_reference.py FILE sessions.csv',
  script: (input, output) => ({ runtime: 'python3', args: [`${folder}pandas_reference.py`, input, output] }),
  mostEvents: 1_000_000,
};

interface Row {
  readonly contender: Contender;
  readonly runs: Measurement[];
}

async function compare(file: GeneratedFile, contenders: readonly Contender[]): Promise<string[]> {
  const input = dataFile(file);
  const rows = contenders
    .filter(({ mostEvents }) => file.events <= (mostEvents ?? file.events))
    .map((contender): Row => ({ contender, runs: [] }));
  // Round 0 warms the file cache and is not counted. In turns, so that a machine that slows down slows all of them.
  for (let round = 0; round <= RUNS; round++) {
    for (const { contender, runs } of rows) {
      if (contender.mostEvents !== undefined && runs.length > 0) continue;
      const measured = await measure(contender.script(input, outputOf(contender)));
      if (round > 0 || contender.mostEvents !== undefined) runs.push(measured);
    }
  }
  const counts = rows.map(({ contender }) => readSessions(outputOf(contender)));
  const equal = counts.every((sessions) => sessions.text === counts[0].text);
  if (!equal)
    throw new Error(`the sessions of ${rows.map(({ contender }) => contender.name).join(', ')} differ`);
  console.error(`${input}: sessions equal, ${counts[0].sessions} of them with ${counts[0].events} events`);
  return tableRows(file, statSync(input).size, rows, counts[0]);
}

function outputOf({ name }: Contender): string {
  return `${DATA}sessions-${name.replaceAll(' ', '-')}.csv`;
}

interface Sessions {
  readonly text: string;
  readonly sessions: number;
  readonly events: number;
}

function readSessions(path: string): Sessions {
  const text = readFileSync(path, 'utf8');
  const lines = text.trimEnd().split('\n').slice(1);
  return {
    text,
    sessions: lines.length,
    events: lines.reduce((sum, line) => sum + Number(line.split(',')[3]), 0),
  };
}

function tableRows(file: GeneratedFile, bytes: number, rows: readonly Row[], counts: Sessions): string[] {
  const duckdb = rows.find(({ contender }) => contender === DUCKDB)?.runs ?? [];
  return rows.map(({ contender, runs }) => {
    const wall = runs.map(({ wallSeconds }) => wallSeconds);
    const seconds = median(wall);
    const peak = median(runs.map(({ peakBytes }) => peakBytes));
    // Pair by pair: a run is held against the one beside it, which met the same machine.
    const paired = runs.length === duckdb.length;
    const wallRatio = paired
      ? median(wall.map((value, i) => value / duckdb[i].wallSeconds))
      : seconds / median(duckdb.map((run) => run.wallSeconds));
    const peakRatio = peak / median(duckdb.map(({ peakBytes }) => peakBytes));
    const cells = [
      `${file.shape}, ${file.events / 1e6}M, ${Math.round(bytes / 1e6)} MB`,
      contender.name,
      `${seconds.toFixed(2)} (${Math.min(...wall).toFixed(2)}–${Math.max(...wall).toFixed(2)})`,
      String(Math.round(bytes / 1e6 / seconds)),
      `${(file.events / 1e6 / seconds).toFixed(2)}M`,
      String(Math.round(peak / 1e6)),
      wallRatio.toFixed(2),
      peakRatio.toFixed(2),
      `${counts.sessions.toLocaleString('en')} / ${counts.events.toLocaleString('en')}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
}

/** Our batch command and its peers on the same files, in turns; quick: on 1M events each. Answers a section of results.md. */
export async function measureThroughput(quick: boolean): Promise<string> {
  const hasPandas = spawnSync('python3', ['-c', 'import pandas']).status === 0;
  const contenders = [OURS, DUCKDB, ...(hasPandas ? [PANDAS] : [])];
  const rows: string[] = [];
  for (const shape of ['narrow', 'wide'] as const) {
    for (const events of quick ? [1_000_000] : [1_000_000, 10_000_000]) {
      rows.push(...(await compare({ shape, events, users: USERS }, contenders)));
    }
  }
  const commands = contenders.map(({ name, command }) => `- ${name}: \`${command}\``);
  return `Whole processes, in turns, the median of ${RUNS} runs after one that is not counted (pandas: one run); ratios pair by pair.
Files are seeded: 5 % duplicates, 1 % damaged, ${USERS.toLocaleString('en')} users. The sessions CSVs of all contenders are compared byte for byte.
Ours runs on one thread and accounts for every rejected record; DuckDB uses all cores and drops them silently.

${commands.join('\n')}

| file | command | wall s (min–max) | MB/s | events/s | peak MB | wall vs DuckDB | peak vs DuckDB | sessions / events kept |
|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}
