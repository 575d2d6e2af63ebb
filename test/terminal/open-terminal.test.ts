import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const MODULE = new URL('../../source/terminal/open-terminal.ts', import.meta.url);
const CODE = `
  import { openTerminal } from '${MODULE}';
  try { openTerminal(); } catch (error) { console.log(error.code); }
`;

it('opening the terminal of a process without one fails', async () => {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', CODE];
  // Detached: in a session of its own, which has no terminal.
  const child = spawn(process.execPath, args, {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(output.trim()).toMatch(/^(?:ENXIO|ENOENT)$/);
});
