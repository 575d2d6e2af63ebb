import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** One finished run of a whole process. */
export interface Measurement {
  readonly wallSeconds: number;
  readonly peakBytes: number;
}

/** A Node or Python script that tells its own peak memory, by the operating system's account, when it ends. */
export interface Script {
  readonly runtime: 'node' | 'python3';
  readonly args: readonly string[];
}

const NODE_HOOK = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs';" +
    "process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));",
)}`;

const PYTHON_HOOK = `import atexit, os, resource, runpy, sys
atexit.register(lambda: os.write(3, str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss).encode()))
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")`;

/** Runs the script from start to exit. Throws when it fails. */
export async function measure({ runtime, args }: Script): Promise<Measurement> {
  const [command, hook] =
    runtime === 'node' ? [process.execPath, ['--import', NODE_HOOK]] : ['python3', ['-c', PYTHON_HOOK]];
  const started = performance.now();
  const child = spawn(command, [...hook, ...args], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let stderr = '';
  let peak = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    peak += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const wallSeconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${runtime} ${args.join(' ')} ended with ${code}: ${stderr}`);
  return { wallSeconds, peakBytes: Number(peak) * 1024 };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** The least value that a share of them, from 0 to 1, does not go beyond. */
export function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)];
}

/** Whether this file is the one that was started. */
export function isMain(moduleUrl: string): boolean {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === moduleUrl;
}
