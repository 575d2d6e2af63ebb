import { spawn, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The folder of the generated files and of their results; ignored by git. */
export const DATA = fileURLToPath(new URL('data/', import.meta.url));

/** The cost of a whole process. */
export interface Cost {
  readonly wallSeconds: number;
  /** User and system time of all threads. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

/** A finished run of a whole process, and what it wrote to stdout. */
export interface Measurement extends Cost {
  readonly stdout: string;
}

/** A Node or Python script and its arguments. */
export interface Script {
  readonly runtime: 'node' | 'python3';
  readonly args: readonly string[];
  /** A command whose output is its standard input, as in `zcat FILE | …`. Only its wall time counts. */
  readonly through?: readonly [tool: string, path: string];
}

/** Every contender gets this many cores, the number that the figures refer to. */
const CORES = 2;
const LIMITED = cpus().length > CORES && spawnSync('taskset', ['--version']).status === 0;

/** Shorter runs are not conclusive: the system counts in hundredths of a second. */
const LEAST_SECONDS = 0.25;
let mostOthersShare = 0;

const PIPE = '"$1" "$2" | { shift 2; exec "$@"; }';

/**
 * Returns the largest share, from 0 to 1, of all cores' time in any run since the last call that was neither the measured
 * process's nor idle: other programs, other machines on the same hardware, or waiting for disks.
 */
export function takeOthersShare(): number {
  const share = mostOthersShare;
  mostOthersShare = 0;
  return share;
}

function idleSeconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.idle, 0) / 1000;
}

/** Runs the script from start to exit, on two cores. Throws when it fails. */
export async function measure({ runtime, args, through }: Script): Promise<Measurement> {
  const [program, account] =
    runtime === 'node' ? [process.execPath, 'account.mjs'] : ['python3', 'account.py'];
  const idleBefore = idleSeconds();
  const whole = [pathOf(account), ...args];
  const { wallSeconds, stdout, accounted } = await (through === undefined
    ? timed(program, whole)
    : timed('sh', ['-c', PIPE, 'sh', ...through, program, ...whole]));
  const { cpuSeconds, peakBytes } = JSON.parse(accounted) as Omit<Cost, 'wallSeconds'>;
  const coreSeconds = wallSeconds * cpus().length;
  const othersSeconds = coreSeconds - (idleSeconds() - idleBefore) - cpuSeconds;
  if (wallSeconds >= LEAST_SECONDS) mostOthersShare = Math.max(mostOthersShare, othersSeconds / coreSeconds);
  return { wallSeconds, cpuSeconds, peakBytes, stdout };
}

/** A finished process: what it wrote to stdout, and to descriptor 3. */
interface TimedRun {
  readonly wallSeconds: number;
  readonly stdout: string;
  readonly accounted: string;
}

/** Runs a program from start to exit, in the folder of the generated files. Throws when it fails. */
export async function timed(program: string, args: readonly string[]): Promise<TimedRun> {
  const [command, ...rest] = LIMITED
    ? ['taskset', '-c', `0-${CORES - 1}`, program, ...args]
    : [program, ...args];
  const startedAt = performance.now();
  const child = spawn(command, rest, { cwd: DATA, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const texts = ['', '', '', ''];
  for (const descriptor of [1, 2, 3]) {
    child.stdio[descriptor]?.on('data', (chunk: Buffer) => {
      texts[descriptor] += chunk;
    });
  }
  let endedAt = startedAt;
  child.once('exit', () => {
    endedAt = performance.now();
  });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${texts[2]}`);
  return { wallSeconds: (endedAt - startedAt) / 1000, stdout: texts[1], accounted: texts[3] };
}

/** The path of a file in the benchmark's folder. */
export function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Returns the smallest value that a share of the values, from 0 to 1, does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)];
}

/** Whether this module is the one that was started. */
export function isMain(moduleUrl: string): boolean {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === moduleUrl;
}
