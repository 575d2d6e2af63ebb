import packageJson from './package.json' with { type: 'json' };
import { runCommand } from './source/app/command.ts';

/**
 * The command where stdout is no terminal: without what draws, which is half of its code. V8 reads the code cache of a
 * script whole, so each start takes some milliseconds less.
 */
async function main(): Promise<never> {
  // As in cli.tsx: a read of an idle pipe may still be in progress.
  process.exit(await runCommand(process.argv.slice(2), packageJson.version, undefined));
}

void main();
