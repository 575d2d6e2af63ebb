/** Stages; 0 while more may be written. */
const ENDED = 1;
const FAILED = 2;
const FAILURE_BYTES = 1024;

/** Whether more will be written to a spool, in memory shared with its readers on other threads. */
export interface SpoolState {
  /** One number: the stage. */
  readonly stage: Int32Array;
  /** The error's code, a line feed and its message, in UTF-8, padded with zeros. */
  readonly failure: Uint8Array;
}

/** Returns the state of a spool that may grow. */
export function growingSpool(): SpoolState {
  return {
    stage: new Int32Array(new SharedArrayBuffer(4)),
    failure: new Uint8Array(new SharedArrayBuffer(FAILURE_BYTES)),
  };
}

/** Marks the whole input as written. */
export function endSpool({ stage }: SpoolState): void {
  Atomics.store(stage, 0, ENDED);
}

/** Marks everything that could be read or written before `error` as written. */
export function failSpool({ stage, failure }: SpoolState, error: unknown): void {
  const { code = '', message } = error as NodeJS.ErrnoException;
  failure.set(new TextEncoder().encode(`${code}\n${message}`).subarray(0, FAILURE_BYTES));
  Atomics.store(stage, 0, FAILED);
}

/** Whether nothing more will be written. A reader must ask before it reads, not after. */
export function spoolIsWhole({ stage }: SpoolState): boolean {
  return Atomics.load(stage, 0) !== 0;
}

/** Throws the error that ended the spooling, if one did. */
export function throwSpoolFailure({ stage, failure }: SpoolState): void {
  if (Atomics.load(stage, 0) !== FAILED) return;
  const bytes = failure.slice();
  const end = bytes.indexOf(0);
  const text = new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  const at = text.indexOf('\n');
  const code = text.slice(0, at);
  throw Object.assign(new Error(text.slice(at + 1)), code !== '' && { code });
}
