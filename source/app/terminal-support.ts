import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';

const STDIN = 0;
const STDOUT = 1;

/** The environment variables that the drawing libraries read when they are loaded. */
export interface DrawingEnvironment {
  readonly FORCE_COLOR: string;
  readonly CI: string;
  readonly NODE_ENV: string;
}

/**
 * Whether there is a screen to draw on and a terminal to read keys from: not with a pipe, a file, TERM=dumb, or without a
 * controlling terminal.
 */
export function hasScreen(environment: NodeJS.ProcessEnv): boolean {
  return isatty(STDOUT) && environment.TERM !== 'dumb' && keysCanBeRead();
}

/** Returns the environment for drawing. `color`: wanted; NO_COLOR takes precedence. */
export function drawingEnvironment(environment: NodeJS.ProcessEnv, color: boolean): DrawingEnvironment {
  const noColor = environment.NO_COLOR !== undefined && environment.NO_COLOR !== '';
  return {
    // Sixteen colours are all that is used. Set explicitly: in CI the libraries would choose none.
    FORCE_COLOR: color && !noColor ? '1' : '0',
    // In CI Ink would only draw at the end.
    CI: 'false',
    NODE_ENV: 'production',
  };
}

function keysCanBeRead(): boolean {
  if (isatty(STDIN)) return true;
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}
