// @ts-check
/** Defines the bundles of the program: for build.mjs, the development loop (dev.mjs) and the third-party notices. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  globalProcess,
  inkWithoutAwait,
  leanDecompression,
  leanMeow,
  neverDev,
  yogaWithoutAwait,
} from './lean-packages.mjs';
import { LEAN_SCREEN } from './lean-screen.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @satisfies {import('esbuild').BuildOptions} */
const SHARED = /** @type {const} */ ({
  absWorkingDir: ROOT,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Constants of one file become literals in all others, including inner loops.
  minifySyntax: true,
  minifyWhitespace: true,
  // Maps without the sources: a report needs file and line. They make up half of the package; sources would double that.
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
});

/** The threads of the command. */
export const WORKERS = {
  'load-worker': 'source/app/workers/load-worker.ts',
  'pool-worker': 'source/app/workers/pool-worker.ts',
  'files-pool-worker': 'source/app/workers/files-pool-worker.ts',
  'decompress-worker': 'source/engine/decompress/decompress-worker.ts',
  'parquet-worker': 'source/engine/parquet/parquet-worker.ts',
};

/** The command with a terminal for its output, and without. */
const COMMANDS = { cli: 'cli.tsx', batch: 'cli-batch.ts' };

/** What scripts, which are no modules, have for `import.meta`. */
const IMPORT_META = /** @type {const} */ ({
  define: { 'import.meta': 'importMeta' },
  banner: { js: 'const importMeta = { url: require("node:url").pathToFileURL(__filename).href };' },
});

/** @satisfies {import('esbuild').BuildOptions} */
const LIBRARY = { ...SHARED, format: 'esm', entryPoints: { index: 'source/pipeline/index.ts' } };

/**
 * The code of the command and of each thread, one file each. They are CommonJS, since V8 keeps the code that it made of a
 * script, and not of a module (source/launch). Names are short: where no code is kept, each start parses the program, a
 * third faster so. The library keeps its names: they are in the reports of the programs that use it.
 *
 * @satisfies {import('esbuild').BuildOptions}
 */
export const PROGRAM = {
  ...SHARED,
  format: /** @type {const} */ ('cjs'),
  outExtension: { '.js': '.cjs' },
  entryPoints: Object.fromEntries(
    Object.entries({ ...COMMANDS, ...WORKERS }).map(([name, file]) => [`${name}-code`, file]),
  ),
  minifyIdentifiers: true,
  jsx: /** @type {const} */ ('automatic'),
  define: { ...IMPORT_META.define, 'process.env.NODE_ENV': '"production"' },
  // wrap-ansi has an older one: a text must be as wide where it is wrapped as where it is drawn.
  alias: { 'string-width': `${ROOT}node_modules/string-width/index.js` },
  banner: IMPORT_META.banner,
  plugins: [
    neverDev,
    inkWithoutAwait,
    yogaWithoutAwait,
    globalProcess,
    leanMeow,
    leanDecompression,
    ...LEAN_SCREEN,
  ],
};

/**
 * Makes the entries `launch:NAME`, which run the code NAME-code.cjs beside them, or one of COMMANDS.
 *
 * @type {import('esbuild').Plugin}
 */
const launchers = {
  name: 'launchers',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^launch:/ }, ({ path }) => ({ path: path.slice(7), namespace: 'launch' }));
    onLoad({ filter: /./, namespace: 'launch' }, ({ path }) => ({
      resolveDir: ROOT,
      contents: path === 'command' ? RUN_COMMAND : runThread(path),
    }));
  },
};

const RUN_COMMAND = `import { isatty } from 'node:tty';
import { runScript } from './source/launch/run-script.ts';
if (isatty(1)) runScript(new URL('./cli-code.cjs', import.meta.url), 'screen');
else runScript(new URL('./batch-code.cjs', import.meta.url), 'batch');`;

/** @param {string} name */
function runThread(name) {
  return `import { runScript } from './source/launch/run-script.ts';
runScript(new URL('./${name}-code.cjs', import.meta.url), 'thread');`;
}

/** @satisfies {import('esbuild').BuildOptions} */
export const LAUNCH_COMMAND = {
  ...SHARED,
  format: /** @type {const} */ ('esm'),
  entryPoints: { cli: 'launch:command' },
  banner: { js: '#!/usr/bin/env node' },
  plugins: [launchers],
};

/**
 * CommonJS too: a thread starts 2 ms sooner with it than with a module.
 *
 * @satisfies {import('esbuild').BuildOptions}
 */
export const LAUNCH_WORKERS = {
  ...SHARED,
  ...IMPORT_META,
  format: /** @type {const} */ ('cjs'),
  outExtension: { '.js': '.cjs' },
  entryPoints: Object.fromEntries(Object.keys(WORKERS).map((name) => [name, `launch:${name}`])),
  plugins: [launchers],
};

export const BUNDLES = [LIBRARY, PROGRAM, LAUNCH_COMMAND, LAUNCH_WORKERS];

/**
 * Writes the sample that the explorer shows when no file is named.
 *
 * @param {string} path
 */
export function makeSample(path) {
  execFileSync(process.execPath, ['--import', 'tsx', 'sample/make-sample.ts', path], {
    cwd: ROOT,
    stdio: ['ignore', process.stderr, process.stderr],
  });
}
