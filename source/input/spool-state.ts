const ENDED = 1;
const FAILED = 2;
const FAILURE_BYTES = 1024;

/** Whether more will be written to a spool: plain data, in memory that its readers on other threads look at. */
export interface SpoolState {
  /** One number: 0 as long as there may be more. */
  readonly stage: Int32Array;
  /** What went wrong: the code, a line feed and the message, in UTF-8, zeros behind them. */
  readonly failure: Uint8Array;
}

export function growingSpool(): SpoolState {
  return {
    stage: new Int32Array(new SharedArrayBuffer(4)),
    failure: new Uint8Array(new SharedArrayBuffer(FAILURE_BYTES)),
  };
}

/** To be called when all is written. */
export function endSpool({ stage }: SpoolState): void {
  Atomics.store(stage, 0, ENDED);
}

/** To be called when all that could be had is written. */
export function failSpool({ stage, failure }: SpoolState, error: unknown): void {
  const { code = '', message } = error as NodeJS.ErrnoException;
  failure.set(new TextEncoder().encode(`${code}\n${message}`).subarray(0, FAILURE_BYTES));
  Atomics.store(stage, 0, FAILED);
}

/** Whether all is written. What it tells holds for whoever reads the spool after asking. */
export function spoolIsWhole({ stage }: SpoolState): boolean {
  return Atomics.load(stage, 0) !== 0;
}

/** Throws what broke the writing, if that did. */
export function throwSpoolFailure({ stage, failure }: SpoolState): void {
  if (Atomics.load(stage, 0) !== FAILED) return;
  const bytes = failure.slice();
  const end = bytes.indexOf(0);
  const text = new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  const at = text.indexOf('\n');
  const code = text.slice(0, at);
  throw Object.assign(new Error(text.slice(at + 1)), code !== '' && { code });
}
