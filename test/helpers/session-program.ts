/**
 * A program on a terminal that does what the keys say: `l` leaves, `m` and `n` turn the mouse on and off, `z` suspends,
 * `x` fails, `q` ends. It starts with some text on the normal screen, and says on its own what it does.
 */

import { readKeys } from '../../source/terminal/key-reader.ts';
import { openTerminal } from '../../source/terminal/open-terminal.ts';
import { TerminalOutput } from '../../source/terminal/terminal-output.ts';
import { TerminalSession } from '../../source/terminal/terminal-session.ts';

const keyTerminal = openTerminal();
const session = new TerminalSession(keyTerminal.input, new TerminalOutput(process.stdout.fd), {
  mouse: true,
});

function say(text: string): void {
  process.stdout.write(`${text}\r\n`);
}

for (let line = 1; line <= 50; line++) say(`line ${line}`);
process.on('exit', () => session.leave());
session.enter();
// As a crash in the middle of a frame would leave it.
process.stdout.write('\u001b[?2026h\u001b[41mdrawing\u001b[?2026l');

const stop = readKeys(
  keyTerminal.input,
  (input) => {
    if (input.kind !== 'key') return say(JSON.stringify(input));
    if (input.key === 'm' || input.key === 'n') return session.setMouse(input.key === 'm');
    if (input.key === 'z') return session.suspend(() => say('resumed'));
    if (input.key === 'x') {
      process.stdout.write('\u001b[?2026h');
      throw new Error('a fault');
    }
    if (input.key === 'l' || input.key === 'q') {
      session.leave();
      session.leave();
    }
    if (input.key !== 'q') return say(`got ${input.key}`);
    stop();
    keyTerminal.close();
  },
  () => process.exit(3),
);
