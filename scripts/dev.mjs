// @ts-check
/**
 * The development loop: npm run dev -- [FILE] [flags]
 *
 * Bundles the command and its workers with source maps, runs the command on this terminal, and on every change of a
 * source, of kernel/ too, builds again and starts it again. A build that fails stops it, so that its screen does not
 * cover the errors, until a change mends them. The loop ends with the command: q, ^C, a wrong flag.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, context, formatMessages } from 'esbuild';
import { LAUNCH_COMMAND, LAUNCH_WORKERS, makeSample, PROGRAM } from './bundles.mjs';
import { devKernels } from './dev-kernels.mjs';
import { RestartedCommand } from './restarted-command.mjs';

// Outside of the project: two loops at once do not collide, and nothing has to be ignored.
const folder = mkdtempSync(join(tmpdir(), 'event-sessions-tui-dev-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
// cli.js is a module, as package.json says of those in dist/.
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
makeSample(join(folder, 'sample.json'));

const command = new RestartedCommand(
  [process.execPath, '--enable-source-maps', join(folder, 'cli.js'), ...process.argv.slice(2)],
  (exitCode) => process.exit(exitCode),
);

/** @param {import('esbuild').BuildResult} result */
async function onBuilt({ errors }) {
  await command.stop();
  if (errors.length > 0) {
    const texts = await formatMessages(errors, { kind: 'error', color: process.stderr.isTTY });
    process.stderr.write(`${texts.join('')}The build failed: waiting for a change; ^C ends the loop.\n`);
    return;
  }
  command.start();
}

await Promise.all([LAUNCH_COMMAND, LAUNCH_WORKERS].map((bundle) => build({ ...bundle, outdir: folder })));
const bundle = await context({
  ...PROGRAM,
  outdir: folder,
  logLevel: 'silent',
  plugins: [...PROGRAM.plugins, devKernels, { name: 'restart', setup: ({ onEnd }) => onEnd(onBuilt) }],
});
await bundle.watch();
