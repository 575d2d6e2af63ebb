/** What must be put right before the process ends, however it ends: terminal, half-written files. The latest first. */
const acts: (() => void)[] = [];

/** An act is synchronous, may run more than once and does not throw. */
export function onExit(act: () => void): void {
  acts.unshift(act);
}

/** Puts everything right now. */
export function cleanUp(): void {
  for (const act of acts) act();
}

/** Those that end a process and can be answered. */
const SIGNALS = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  'SIGALRM',
  'SIGVTALRM',
  'SIGXCPU',
  'SIGIO',
  'SIGPWR',
  // Node would open a port for a debugger.
  'SIGUSR1',
  'SIGUSR2',
] as const;

/** The process then ends by the signal itself, so that whoever started it sees 128 + n. */
export function cleanUpOnSignals(): void {
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      cleanUp();
      process.kill(process.pid, signal);
    });
  }
  process.on('exit', cleanUp);
}
