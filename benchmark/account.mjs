/**
 * Runs a script as if it were started directly, and writes its cost to descriptor 3 when it ends: peak memory and CPU
 * time of all its threads. Not a `--import` hook: worker threads would run that too, and pay for it.
 *
 *     node benchmark/account.mjs SCRIPT ARGUMENTS... 3>cost.json
 */
import { readFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Linux's own figure for this program: getrusage would begin with the memory of its parent. */
function peakBytes() {
  try {
    return 1024 * Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))[1]);
  } catch {
    return 1024 * process.resourceUsage().maxRSS;
  }
}

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ peakBytes: peakBytes(), cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }));
});
process.argv.splice(1, 1);
process.argv[1] = resolve(process.argv[1]);
await import(pathToFileURL(process.argv[1]).href);
