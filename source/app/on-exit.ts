/** Clean-ups to run before the process ends, however it ends: the terminal, half-written files. The latest first. */
const acts: (() => void)[] = [];

/** Registers a clean-up, which is synchronous, may run more than once and does not throw. */
export function onExit(act: () => void): void {
  acts.unshift(act);
}

/** Runs all clean-ups now. */
export function cleanUp(): void {
  for (const act of acts) act();
}

/** The signals that end a process and can be caught. */
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

/** Cleans up on signals. The process then ends by the signal itself, so that its parent sees 128 + n. */
export function cleanUpOnSignals(): void {
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      cleanUp();
      process.kill(process.pid, signal);
    });
  }
  process.on('exit', cleanUp);
}
