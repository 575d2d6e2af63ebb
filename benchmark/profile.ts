/** Prints the functions that the batch command spends its time in, over all its threads. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { OURS, outputsOf } from './contenders.ts';
import { dataFile, USERS } from './data-files.ts';
import { timed } from './measure.ts';
import { table } from './tables.ts';

const MOST_FUNCTIONS = 25;
/** Between two samples. */
const INTERVAL_MICROSECONDS = 500;
/** Not our work: the thread waits. */
const WAITING = '(idle)';

/** The part of V8's --cpu-prof output that is used. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  /** In microseconds, since the previous sample. */
  readonly timeDeltas: readonly number[];
}

/**
 * Runs the batch command on narrow events, 10M or, quick, 1M, with both CSVs. Returns the functions with the most self
 * time.
 */
export async function profileBatch(quick: boolean): Promise<string> {
  const events = quick ? 1_000_000 : 10_000_000;
  const input = dataFile({ shape: 'narrow', events, users: USERS });
  const folder = mkdtempSync(join(tmpdir(), 'event-sessions-profile-'));
  try {
    const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-interval=${INTERVAL_MICROSECONDS}`];
    await timed(process.execPath, [...flags, ...OURS.script(input, outputsOf(OURS)).args]);
    const threads = readdirSync(folder).map((name) =>
      selfTimes(JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile),
    );
    return `\`${OURS.command}\`, ${events / 1e6}M narrow events: self time by V8's samples, a thread a profile (what Node and
the kernel do outside of JavaScript is \`(program)\`; a wait is not counted).

${threads.map((times, i) => `- thread ${i + 1}: ${seconds(sum(times))} s`).join('\n')}

${functionTable(threads)}
`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Microseconds by function. */
function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): Map<string, number> {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
      const place = url === '' ? '' : ` ${basename(url)}:${lineNumber + 1}`;
      return [id, `${functionName || '(anonymous)'}${place}`];
    }),
  );
  const times = new Map<string, number>();
  for (const [i, id] of samples.entries()) {
    // The time up to the next sample belongs to this one.
    const name = names.get(id) ?? '(unknown)';
    times.set(name, (times.get(name) ?? 0) + Math.max(0, timeDeltas[i + 1] ?? 0));
  }
  times.delete(WAITING);
  return times;
}

function functionTable(threads: readonly Map<string, number>[]): string {
  const all = new Map<string, number>();
  for (const times of threads) {
    for (const [name, time] of times) all.set(name, (all.get(name) ?? 0) + time);
  }
  const total = sum(all);
  const first = [...all].sort(([, a], [, b]) => b - a).slice(0, MOST_FUNCTIONS);
  return table(
    ['self s', 'share', 'function'],
    first.map(([name, time]) => [seconds(time), `${((100 * time) / total).toFixed(1)} %`, `\`${name}\``]),
  );
}

function sum(times: ReadonlyMap<string, number>): number {
  return [...times.values()].reduce((total, time) => total + time, 0);
}

function seconds(microseconds: number): string {
  return (microseconds / 1e6).toFixed(2);
}
