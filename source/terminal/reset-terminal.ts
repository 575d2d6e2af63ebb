import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { ALL_OFF, NO_MARGINS, STRING_TERMINATOR } from './modes.ts';
import { TerminalOutput } from './terminal-output.ts';

const STDIN = 0;
/** stty waits for a terminal that takes nothing. */
const PATIENCE_MILLISECONDS = 500;

/**
 * How the runtime sets a terminal up for reading single keys; only a run that was killed leaves it so. Other programs that
 * read single keys set it up otherwise.
 */
const AS_LEFT = ['-icanon', '-echo', '-isig', '-iexten', '-ixon', '-icrnl', 'opost', 'onlcr'];
/** What the runtime turns off; the rest stays as the user has it, which `sane` would not leave so. */
const MENDED = ['icanon', 'echo', 'isig', 'iexten', 'ixon', 'icrnl', 'brkint'];

/**
 * Puts the settings of the terminal right if a run that was killed left them for single keys: this run would take them for
 * the user's and restore them. Does nothing where the system cannot say how they are.
 */
export async function mendSettings(): Promise<void> {
  await withTerminal(async (descriptor) => {
    const settings = await settingsOf(descriptor);
    if (AS_LEFT.every((setting) => settings.has(setting))) mend(descriptor);
  });
}

/**
 * Puts a terminal right that a run which was killed left: its modes, the normal screen, its settings. Throws a system error
 * if there is none.
 */
export async function resetTerminal(): Promise<void> {
  await withTerminal(async (descriptor) => {
    const output = new TerminalOutput(descriptor);
    output.sendLast(STRING_TERMINATOR + NO_MARGINS + ALL_OFF);
    output.close();
    const settings = await settingsOf(descriptor);
    if (settings.has('-icanon') || settings.has('-echo')) mend(descriptor);
  });
}

/** Runs `act` on stdin if that is a terminal, else on the controlling terminal of the process. */
async function withTerminal(act: (descriptor: number) => Promise<void>): Promise<void> {
  if (isatty(STDIN)) return act(STDIN);
  const descriptor = openSync('/dev/tty', 'r+');
  try {
    await act(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The words of `stty -a`; none where the system has no such command. */
function settingsOf(descriptor: number): Promise<ReadonlySet<string>> {
  return new Promise((resolve) => {
    const child = spawn('stty', ['-a'], {
      stdio: [descriptor, 'pipe', 'ignore'],
      timeout: PATIENCE_MILLISECONDS,
    });
    let text = '';
    child.stdout?.on('data', (part) => {
      text += part;
    });
    child.on('error', () => resolve(new Set()));
    child.on('close', () => resolve(new Set(text.split(/[\s;]+/))));
  });
}

function mend(descriptor: number): void {
  try {
    const stdio = [descriptor, 'ignore', 'ignore'] as const;
    execFileSync('stty', MENDED, { stdio: [...stdio], timeout: PATIENCE_MILLISECONDS });
    process.once('exit', closeStandardStreams);
  } catch {
    // There is no such command, or the terminal takes nothing.
  }
}

/** The runtime ends with the settings that it began with, on all standard streams that are still what they were. */
function closeStandardStreams(): void {
  for (const stream of [0, 1, 2]) {
    try {
      closeSync(stream);
    } catch {
      // It was closed already.
    }
  }
}
