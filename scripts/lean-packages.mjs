// @ts-check
/** The changes that the bundles make to packages: what these have for other programs and platforms costs every start. */
import { readFileSync } from 'node:fs';

/**
 * Replaces pieces of one file of a package. Throws if the file has not one of them: it is of another version.
 *
 * @param {string} path
 * @param {readonly (readonly [code: string, instead: string])[]} pieces
 */
function replaced(path, pieces) {
  let contents = readFileSync(path, 'utf8');
  for (const [code, instead] of pieces) {
    if (!contents.includes(code)) throw new Error(`${path} is of another version: it has no ${code}`);
    contents = contents.replaceAll(code, instead);
  }
  return contents;
}

/**
 * A plugin that replaces pieces of the one file of a package that `filter` finds.
 *
 * @param {string} name
 * @param {RegExp} filter
 * @param {readonly (readonly [code: string, instead: string])[]} pieces
 * @returns {import('esbuild').Plugin}
 */
export function replacing(name, filter, pieces) {
  return {
    name,
    setup: ({ onLoad }) => onLoad({ filter }, ({ path }) => ({ contents: replaced(path, pieces) })),
  };
}

/**
 * Always answers Ink's question whether it is in development with no: with DEV set, whatever for, Ink would look for
 * files that a bundle does not have, and for React's developer tools.
 *
 * @type {import('esbuild').Plugin}
 */
export const neverDev = {
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
export const globalProcess = {
  name: 'global-process',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^(node:)?process$/ }, ({ path }) => ({ path, namespace: 'global-process' }));
    onLoad({ filter: /./, namespace: 'global-process' }, () => ({
      contents: 'export default process; export const { cwd, env } = process;',
    }));
  },
};

/**
 * What meow has for reading package.json, which this program never asks for: 25 ms of each start.
 *
 * @type {readonly (readonly [code: string, instead: string])[]}
 */
const UNUSED = [
  ['var normalizeExports = requireNormalize();', 'var normalizeExports = () => undefined;'],
  ['promisify(execFile);', ''],
  ["import { execFile } from 'node:child_process';", ''],
  ["const filePath = findUpSync('package.json', options);", 'return;'],
  ['var libExports = requireLib$1();', ''],
];

export const leanMeow = replacing('lean-meow', /meow[\\/]build[\\/]dependencies\.js$/, UNUSED);

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
      onLoad({ filter }, ({ path }) => ({ contents: replaced(path, [[code, instead]]) }));
    }
  },
};

/**
 * What Ink awaits while its modules are evaluated: React's developer tools and its own version for them. A script, unlike
 * a module, cannot await there.
 *
 * @type {readonly (readonly [code: string, instead: string])[]}
 */
const AWAITED = [
  ["await import('./devtools.js');", ''],
  ['await loadPackageJson()', 'undefined'],
];

export const inkWithoutAwait = replacing('ink-without-await', /ink[\\/]build[\\/]reconciler\.js$/, AWAITED);

/** Prepares Yoga, which lays out the screen, before its module ends: its own module awaits the compiler. */
const YOGA = `
import { loadYoga, wasm } from '../binaries/yoga-wasm-base64-esm.js';
import wrapAssembly from './wrapAssembly.js';
const yoga = {
  instantiateWasm(imports, onInstance) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports);
    onInstance(instance);
    return instance.exports;
  },
};
loadYoga(yoga);
export default wrapAssembly(yoga);
export * from './generated/YGEnums.js';
`;

const YOGA_BYTES = /"data:application\/octet-stream;base64,([\w+/=]+)"/;

/** @type {import('esbuild').Plugin} */
export const yogaWithoutAwait = {
  name: 'yoga-without-await',
  setup: ({ onLoad }) => {
    onLoad({ filter: /yoga-layout[\\/]dist[\\/]src[\\/]index\.js$/ }, () => ({ contents: YOGA }));
    onLoad({ filter: /yoga-layout[\\/]dist[\\/]binaries[\\/]yoga-wasm-base64-esm\.js$/ }, ({ path }) => {
      const contents = replaced(path, [['export default loadYoga;', 'export { loadYoga };']]);
      const bytes = YOGA_BYTES.exec(contents)?.[1];
      if (bytes === undefined)
        throw new Error(`${path} is of another version: it has no embedded WebAssembly`);
      const wasm = `export const wasm = Buffer.from('${bytes}', 'base64');`;
      return { contents: `${contents.replace(YOGA_BYTES, '""')}\n${wasm}` };
    });
  },
};
