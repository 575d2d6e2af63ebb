/** Builds dist/: the command and the library, one file each, and the library's types. Run by `npm ci`. */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { cli: 'cli.tsx', index: 'source/pipeline/index.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Constants of one file become literals in all others, where inner loops use them.
  minifySyntax: true,
  logLevel: 'warning',
});
chmodSync(`${root}dist/cli.js`, 0o755);
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.types.json'], {
  cwd: root,
  stdio: ['ignore', process.stderr, process.stderr],
});
