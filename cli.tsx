import packageJson from './package.json' with { type: 'json' };
import { runCommand } from './source/app/command.ts';

async function main(): Promise<never> {
  // Not process.exitCode: a read of an idle pipe may still be in progress, and nothing waits for it any more.
  const loadExplorer = () => import('./source/app/run-explorer.ts');
  process.exit(await runCommand(process.argv.slice(2), packageJson.version, loadExplorer));
}

void main();
