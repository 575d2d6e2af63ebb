import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { type Contender, ours, run } from './contenders.ts';
import { fingerprint, madeFile } from './data-files.ts';
import { type Measurement, median } from './measure.ts';
import { medianAndWorst, megabytes, table, targetTable, whole } from './tables.ts';

const RUNS = 7;
const QUICK_RUNS = 3;
const USERS = 500_000;
const FIRST_MILLISECOND = Date.UTC(2024, 6, 1);
const MILLISECONDS = 30 * 86_400_000;
/** The wall time with mapped keys, relative to that with standard ones (spec section 13). */
const MOST_OF_STANDARD = 1.15;

/** The flags that name where the mapped file has its values. */
function flagsOf(userKey: string, typeKey: string): string[] {
  return ['--user-key', userKey, '--time-key', 'ts', '--type-key', typeKey, '--time-format', 'epoch-ms'];
}

/** Where the user, the time and the type of the same events are. */
type Keys = 'standard' | 'mapped';

interface Row {
  readonly what: string;
  readonly path: string;
  readonly contender: Contender;
  readonly runs: Measurement[];
}

/**
 * Measures the same events with standard keys and ISO times, and with a user in an object and epoch milliseconds, in turns;
 * returns a section of results.md.
 */
export async function measureMapped(quick: boolean): Promise<string> {
  const events = quick ? 1_000_000 : 10_000_000;
  const [standard, mapped] = (['standard', 'mapped'] as const).map((keys) =>
    madeFile(`${keys}-keys-${events}-${fingerprint('mapped.ts')}.jsonl`, events * 190, (path) =>
      writeEvents(keys, events, path),
    ),
  );
  const rows: Row[] = [
    { what: 'standard keys, ISO times', path: standard, contender: ours(['--strict']), runs: [] },
    {
      what: 'a path, epoch milliseconds',
      path: mapped,
      contender: ours(flagsOf('actor.login', 'name')),
      runs: [],
    },
    {
      what: 'the same, lists of keys',
      path: mapped,
      contender: ours(flagsOf('user_id,actor.login', 'verb,name')),
      runs: [],
    },
    {
      what: 'the same with an id',
      path: mapped,
      contender: ours([...flagsOf('actor.login', 'name'), '--id-key', 'id']),
      runs: [],
    },
  ];
  for (let round = 0; round <= (quick ? QUICK_RUNS : RUNS); round++) {
    for (const { contender, path, runs } of rows) {
      const measured = await run(contender, path);
      if (round > 0) runs.push(measured);
    }
  }
  const [first, second] = rows;
  const wallOf = ({ runs }: Row): number[] => runs.map(({ wallSeconds }) => wallSeconds);
  const ratios = (row: Row): number[] => wallOf(row).map((seconds, i) => seconds / wallOf(first)[i]);
  return `The same events of ${whole(USERS)} users, as \`{"id":"…","actor":{"id":…,"login":"user1"},"ts":1719792000123,"name":"view"}\` and as
\`{"id":"…","actor":{"id":…},"user_id":"user1","event_time":"2024-07-01T00:00:00.123Z","event_type":"view"}\`. Both CSVs written, in turns, the median of
${first.runs.length} runs (the worst of them) after one that is not counted; ratios are of runs beside each other.

${targetTable([
  {
    what: 'wall time with a path and epoch milliseconds, with standard keys being 1',
    kind: 'at most',
    limit: MOST_OF_STANDARD,
    value: median(ratios(second)),
  },
])}

${table(
  ['', 'file', 'wall s', 'CPU s', 'standard keys being 1'],
  rows.map((row) => [
    row.what,
    `${whole(events / 1e6)}M, ${megabytes(statSync(row.path).size)} MB`,
    medianAndWorst(wallOf(row), 2),
    medianAndWorst(
      row.runs.map(({ cpuSeconds }) => cpuSeconds),
      2,
    ),
    medianAndWorst(ratios(row), 2),
  ]),
)}
`;
}

/** Writes events as JSON Lines in the order of time. */
function writeEvents(keys: Keys, events: number, path: string): void {
  const file = openSync(path, 'w');
  let state = 20_240_701;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
  let lines: string[] = [];
  for (let event = 0; event < events; event++) {
    const user = 1 + random(USERS);
    const time = FIRST_MILLISECOND + Math.floor((event / events) * MILLISECONDS) + random(60_000);
    const type = ['view', 'click', 'search', 'login', 'purchase'][random(5)];
    lines.push(
      keys === 'mapped'
        ? `{"id":"${event}${time}","actor":{"id":${user},"login":"user${user}"},"ts":${time},"name":"${type}"}`
        : `{"id":"${event}${time}","actor":{"id":${user}},"user_id":"user${user}","event_time":"${new Date(time).toISOString()}","event_type":"${type}"}`,
    );
    if (lines.length === 10_000 || event === events - 1) {
      writeSync(file, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  closeSync(file);
}
