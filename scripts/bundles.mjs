// @ts-check
/** Defines the bundles of the program: for build.mjs, the development loop (dev.mjs) and the third-party notices. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Always answers Ink's question whether it is in development with no: with DEV set, whatever for, Ink would look for
 * files that a bundle does not have, and for React's developer tools.
 *
 * @type {import('esbuild').Plugin}
 */
const neverDev = {
  name: 'never-dev',
  setup: ({ onLoad }) =>
    onLoad({ filter: /ink[\\/]build[\\/](utils|devtools)\.js$/ }, () => ({
      contents: 'export const isDev = () => false;',
    })),
};

/**
 * Gives packages the global `process`: importing node:process reads all its properties, which opens standard input, output
 * and error as streams, 3 ms of each start.
 *
 * @type {import('esbuild').Plugin}
 */
const globalProcess = {
  name: 'global-process',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^(node:)?process$/ }, ({ path }) => ({ path, namespace: 'global-process' }));
    onLoad({ filter: /./, namespace: 'global-process' }, () => ({
      contents: 'export default process; export const { cwd, env } = process;',
    }));
  },
};

/** What meow has for reading package.json, which this program never asks for: 25 ms of each start. */
const UNUSED = [
  ['var normalizeExports = requireNormalize();', 'var normalizeExports = () => undefined;'],
  ['promisify(execFile);', ''],
  ["import { execFile } from 'node:child_process';", ''],
  ["const filePath = findUpSync('package.json', options);", 'return;'],
  ['var libExports = requireLib$1();', ''],
];

/** @type {import('esbuild').Plugin} */
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

/**
 * What the packages that decompress do for other platforms and older versions: `new Buffer` warns, modules have no
 * `require`, and loading fetch takes longer than what it would load.
 *
 * @type {readonly (readonly [file: RegExp, code: string, instead: string])[]}
 */
const OTHER_PLATFORMS = [
  [/seek-bzip[\\/]lib[\\/](?:index|bitreader)\.js$/, 'new Buffer(', 'Buffer.alloc('],
  [/xz-decompress[\\/]dist[\\/]package[\\/]xz-decompress\.js$/, 'require("stream/web")', '{}'],
  [/zstddec[\\/]dist[\\/]zstddec-stream\.mjs$/, 'typeof fetch !== "undefined"', 'false'],
];

/** @type {import('esbuild').Plugin} */
export const leanDecompression = {
  name: 'lean-decompression',
  setup: ({ onLoad }) => {
    for (const [filter, code, instead] of OTHER_PLATFORMS) {
      onLoad({ filter }, ({ path }) => {
        const contents = readFileSync(path, 'utf8');
        if (!contents.includes(code)) throw new Error(`${path} is of another version: it has no ${code}`);
        return { contents: contents.replaceAll(code, instead) };
      });
    }
  },
};

/** @satisfies {import('esbuild').BuildOptions} */
const SHARED = /** @type {const} */ ({
  absWorkingDir: ROOT,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Constants of one file become literals in all others, including inner loops.
  minifySyntax: true,
  minifyWhitespace: true,
  // Maps without the sources: a report needs file and line. They make up half of the package, sources would be as much again.
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
});

/** The threads of the command, each one file: a thread starts faster from one than from many. */
export const WORKERS = {
  'load-worker': 'source/app/workers/load-worker.ts',
  'pool-worker': 'source/app/workers/pool-worker.ts',
  'files-pool-worker': 'source/app/workers/files-pool-worker.ts',
  'decompress-worker': 'source/engine/decompress/decompress-worker.ts',
  'parquet-worker': 'source/engine/parquet/parquet-worker.ts',
};

/**
 * What the command imports only when it needs it, the screen aside: each a file with all that it needs. As chunks split off
 * from the command they would cost every start half a millisecond each.
 */
export const LATER = {
  'plan-report': 'source/app/plan-report.ts',
  'parquet-rows': 'source/output/formats/parquet-rows.ts',
  'list-members': 'source/input/archives/list-members.ts',
};

/** @type {import('esbuild').Plugin} */
const laterApart = {
  name: 'later-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\.ts$/ }, ({ path, kind }) => {
      const name = Object.keys(LATER).find((name) => path.endsWith(`/${name}.ts`));
      return name !== undefined && kind === 'dynamic-import'
        ? { path: `./${name}.js`, external: true }
        : undefined;
    }),
};

/**
 * Each start parses the program, a third faster with short names. The library keeps its names: they are in the
 * reports of the programs that use it.
 */
const PROGRAM = /** @type {const} */ ({ ...SHARED, minifyIdentifiers: true });

/** @satisfies {import('esbuild').BuildOptions} */
const LIBRARY = { ...SHARED, entryPoints: { index: 'source/pipeline/index.ts' } };

/** @satisfies {import('esbuild').BuildOptions} */
const APART = {
  ...PROGRAM,
  entryPoints: { ...WORKERS, ...LATER },
  plugins: [leanDecompression, laterApart],
};

/**
 * What is imported only when it is needed, the explorer with Ink and React, is split off: batch never loads it.
 *
 * @satisfies {import('esbuild').BuildOptions}
 */
export const COMMAND = {
  ...PROGRAM,
  entryPoints: { cli: 'cli.tsx' },
  splitting: true,
  // Beside the command, so that the workers and the sample are beside every chunk that looks for them.
  chunkNames: '[name]-[hash]',
  jsx: /** @type {const} */ ('automatic'),
  // Yoga would fetch its embedded WebAssembly, and loading fetch takes longer than all of Yoga.
  define: { 'process.env.NODE_ENV': '"production"', fetch: 'undefined' },
  plugins: [neverDev, globalProcess, leanMeow, laterApart],
  // Some of what Ink uses is CommonJS and calls `require` for Node's modules, which modules do not have.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
};

export const BUNDLES = [LIBRARY, APART, COMMAND];

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
