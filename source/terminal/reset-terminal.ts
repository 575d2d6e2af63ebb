import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { ALL_OFF, NO_MARGINS, STRING_TERMINATOR } from './modes.ts';
import { TerminalOutput } from './terminal-output.ts';

const STDIN = 0;
/** How long stty may wait for a terminal that takes nothing. */
const PATIENCE_MILLISECONDS = 500;

/**
 * How the runtime sets up a terminal for reading single keys; only a killed run leaves it so. Other programs that read
 * single keys set it up in other ways.
 */
const AS_LEFT = ['-icanon', '-echo', '-isig', '-iexten', '-ixon', '-icrnl', 'opost', 'onlcr'];
/** What the runtime turns off. All else stays as the user has it, unlike with `sane`. */
const MENDED = ['icanon', 'echo', 'isig', 'iexten', 'ixon', 'icrnl', 'brkint'];

/**
 * Mends the settings of the terminal if a killed run left them set for single keys: this run would take them for the user's
 * own and restore them. Does nothing if the system cannot report them.
 */
export async function mendSettings(): Promise<void> {
  await withTerminal(async (descriptor) => {
    const settings = await settingsOf(descriptor);
    if (AS_LEFT.every((setting) => settings.has(setting))) mend(descriptor);
  });
}

/**
 * Mends a terminal that a killed run left: its modes, the normal screen, its settings. Throws a system error if there is no
 * terminal.
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

/** Returns the words of `stty -a`; none if the system has no such command. */
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
    // The system has no such command, or the terminal takes nothing.
  }
}

/** At its end, the runtime restores the settings that it began with, on all standard streams that are still open. */
function closeStandardStreams(): void {
  for (const stream of [0, 1, 2]) {
    try {
      closeSync(stream);
    } catch {
      // The stream was closed already.
    }
  }
}
