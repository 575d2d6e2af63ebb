/** Why the input could not be read to its end. Plain data: it crosses threads. */
export interface ReadFailure {
  readonly message: string;
  /** The code of a system error, such as EIO. */
  readonly code: string | undefined;
  /** The first byte of the input that could not be read. */
  readonly byteOffset: number;
}

/** Converts the error that reading the input threw at `byteOffset` to plain data. */
export function readFailureOf(error: unknown, byteOffset: number): ReadFailure {
  if (!(error instanceof Error)) return { message: String(error), code: undefined, byteOffset };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { message: error.message, code, byteOffset };
}

/** Returns an error with a code, as those of the system have one. Without a code it is an error like any. */
export function errorWithCode(message: string, code: string | undefined): Error & { code?: string } {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}
