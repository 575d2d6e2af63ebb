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

/** What ends the run in good order; undefined: signals end the process at once. */
let gentleEnd: (() => void) | undefined;

/** Has the first SIGINT or SIGTERM call `end` instead of ending the process; a second one ends it. */
export function endGently(end: () => void): void {
  gentleEnd = end;
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
    const onSignal = (): void => {
      if (gentleEnd !== undefined && (signal === 'SIGINT' || signal === 'SIGTERM')) {
        const end = gentleEnd;
        gentleEnd = undefined;
        end();
        return;
      }
      process.off(signal, onSignal);
      cleanUp();
      process.kill(process.pid, signal);
    };
    process.on(signal, onSignal);
  }
  process.on('exit', cleanUp);
}
