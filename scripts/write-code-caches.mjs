// @ts-check
/**
 * Writes the code caches of dist/ (source/launch) by running the built command: they hold what it ran. They are of the Node
 * that builds; another one compiles the scripts itself.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { spawn } from '@lydell/node-pty';
import { ROOT } from './bundles.mjs';

const COMMAND = ['--require', `${ROOT}scripts/code-cache-hook.cjs`, `${ROOT}dist/cli.js`];

/** How often the sample is repeated, in one file and as many: enough for threads. */
const COPIES = 100;

/** The keys pressed in the explorer, each of which draws: tabs, a list, help and its end, quit. */
const KEYS = ['2', '3', '4', '1', 'j', '\r', '?', '\x1b', 'q'];
/** A screen is drawn when nothing has come for so long. */
const QUIET_MILLISECONDS = 150;
/** When an explorer that does not end is killed. */
const MOST_MILLISECONDS = 30_000;

/**
 * Runs the command on `file`, with all outputs that a code cache should have the functions of.
 *
 * @param {string} cache
 * @param {string} file
 */
async function runBatch(cache, file) {
  const args = [file, '--json', '--out', `${file}.sessions.csv`, '--skips-out', `${file}.rejections.csv`];
  const env = { ...process.env, CODE_CACHE: cache };
  await promisify(execFile)(process.execPath, [...COMMAND, ...args], { env });
}

/**
 * Opens `file` in the explorer, on a terminal, and presses KEYS.
 *
 * @param {string} cache
 * @param {string} file
 * @returns {Promise<void>}
 */
function runExplorer(cache, file) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, CODE_CACHE: cache, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
    const terminal = spawn(process.execPath, [...COMMAND, file], { cols: 120, rows: 40, env });
    const keys = KEYS.values();
    const end = setTimeout(() => terminal.kill('SIGKILL'), MOST_MILLISECONDS);
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    terminal.onData(() => {
      clearTimeout(timer);
      timer = setTimeout(() => terminal.write(keys.next().value ?? ''), QUIET_MILLISECONDS);
    });
    terminal.onExit(({ exitCode, signal }) => {
      clearTimeout(timer);
      clearTimeout(end);
      if (exitCode === 0 && !signal) resolve();
      else reject(new Error(`the explorer ended with ${exitCode || signal}`));
    });
  });
}

/** Ends each script of dist/ with a hash of itself, by which its code caches know it. */
function addHashes() {
  for (const name of readdirSync(`${ROOT}dist`).filter((name) => name.endsWith('-code.cjs'))) {
    const path = `${ROOT}dist/${name}`;
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
    appendFileSync(path, `//${hash}`);
  }
}

/** What is run for each code cache, and on which input. */
const RUNS = [
  { cache: 'cli screen', input: 'screen.json', run: runExplorer },
  { cache: 'batch batch', input: 'small.json', run: runBatch },
  { cache: 'pool-worker thread', input: 'large.json', run: runBatch },
  { cache: 'files-pool-worker thread', input: 'files', run: runBatch },
  { cache: 'decompress-worker thread', input: 'small.json.gz', run: runBatch },
  { cache: 'load-worker thread', input: 'screen.json', run: runExplorer },
];

/** How long a run waits for its threads to rest before it ends them: longer where the machine was too busy for that. */
const REST_MILLISECONDS = [300, 1500, 6000];

/** @param {string} folder */
function writeInputs(folder) {
  const sample = readFileSync(`${ROOT}dist/sample.json`);
  const write = (/** @type {string} */ name, /** @type {Buffer} */ bytes) =>
    writeFileSync(join(folder, name), bytes);
  write('small.json', sample);
  write('screen.json', sample);
  write('small.json.gz', gzipSync(sample));
  write('large.json', Buffer.concat(Array.from({ length: COPIES }, () => sample)));
  mkdirSync(join(folder, 'files'));
  for (let copy = 0; copy < COPIES; copy++) write(`files/${copy}.json`, sample);
}

/** The runs whose code cache is not there. */
function missingRuns() {
  return RUNS.filter(({ cache }) => {
    const [script, use] = cache.split(' ');
    return !existsSync(`${ROOT}dist/${script}-code.cjs.${use}.cache`);
  });
}

/** Writes the code caches of all scripts in dist/ that many runs use. Throws if one could not be written. */
export async function writeCodeCaches() {
  addHashes();
  const folder = mkdtempSync(join(tmpdir(), 'event-sessions-tui-build-'));
  try {
    writeInputs(folder);
    for (const rest of REST_MILLISECONDS) {
      process.env.CODE_CACHE_REST_MILLISECONDS = String(rest);
      await Promise.all(missingRuns().map(({ cache, input, run }) => run(cache, join(folder, input))));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    // A thread that was ended while it wrote leaves its draft.
    const drafts = readdirSync(`${ROOT}dist`).filter((name) => /\.cache\./.test(name));
    for (const name of drafts) rmSync(`${ROOT}dist/${name}`);
  }
  const missing = missingRuns().map(({ cache }) => cache);
  if (missing.length > 0) throw new Error(`there is no code cache of ${missing.join(', ')}`);
}
