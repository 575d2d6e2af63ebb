/**
 * Runs a script as if it had been started itself, and tells on descriptor 3, when it ends, what it cost: peak memory and
 * processors' time of all its threads. Not a `--import` hook: worker threads would run that too, and pay for it.
 *
 *     node benchmark/account.mjs SCRIPT ARGUMENTS... 3>cost.json
 */
import { readFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** By Linux's own account of this program: the usage it tells of a process begins with the memory of who started it. */
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
