/** Builds dist/: the command, its load worker and the library, and the library's types. Run by `npm ci`. */
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildKernels } from './kernel/build.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const options = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Constants of one file become literals in all others, where inner loops use them.
  minifySyntax: true,
  logLevel: 'warning',
};

/** With DEV set, whatever for, Ink would look for files that a bundle has not, and for React's developer tools. */
const neverDev = {
  name: 'never-dev',
  setup: ({ onLoad }) =>
    onLoad({ filter: /ink[\\/]build[\\/](utils|devtools)\.js$/ }, () => ({
      contents: 'export const isDev = () => false;',
    })),
};

/** What meow would do with package.json nobody asks of it; only to have it ready takes 25 ms of each start. */
const UNUSED = [
  ['var normalizeExports = requireNormalize();', 'var normalizeExports = () => undefined;'],
  ['promisify(execFile);', ''],
  ["import { execFile } from 'node:child_process';", ''],
];
const leanMeow = {
  name: 'lean-meow',
  setup: ({ onLoad }) =>
    onLoad({ filter: /meow[\\/]build[\\/]dependencies\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const [unused, instead] of UNUSED) {
        if (!contents.includes(unused)) throw new Error(`${path} is another meow: it has no ${unused}`);
        contents = contents.replace(unused, instead);
      }
      return { contents };
    }),
};

await buildKernels();
rmSync(`${root}dist`, { recursive: true, force: true });
// Each of these is one file: a thread or a program starts sooner from one than from many.
await build({
  ...options,
  entryPoints: {
    index: 'source/pipeline/index.ts',
    'load-worker': 'source/engine/load/load-worker.ts',
    'pool-worker': 'source/engine/pool/pool-worker.ts',
  },
});
// What is imported only when it is needed, the explorer with Ink and React, is split off: batch never loads it.
await build({
  ...options,
  entryPoints: { cli: 'cli.tsx' },
  splitting: true,
  // Beside the command: what they open by its place is there too.
  chunkNames: '[name]-[hash]',
  jsx: 'automatic',
  // Yoga would fetch its own WebAssembly from within itself, and loading what fetches takes longer than all of Yoga.
  define: { 'process.env.NODE_ENV': '"production"', fetch: 'undefined' },
  plugins: [neverDev, leanMeow],
  // Some of what Ink uses is CommonJS and asks for Node's modules by `require`, which modules do not have.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
});
chmodSync(`${root}dist/cli.js`, 0o755);
const sample = ['--import', 'tsx', 'sample/make-sample.ts', 'dist/sample.json'];
execFileSync(process.execPath, sample, { cwd: root, stdio: ['ignore', process.stderr, process.stderr] });
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.types.json'], {
  cwd: root,
  stdio: ['ignore', process.stderr, process.stderr],
});
