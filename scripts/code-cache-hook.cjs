// @ts-check
/**
 * Preloaded by write-code-caches.mjs into the command, and so into its threads: writes the code cache of the script and
 * use that CODE_CACHE names, such as `batch batch`, with the functions that ran. The command writes it when it exits, a
 * thread whenever it rests.
 */
const { openSync } = require('node:fs');
const { basename } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { isMainThread, Worker } = require('node:worker_threads');

/** How long the command waits for its threads to rest before it ends one of them or itself. */
const REST_MILLISECONDS = Number(process.env.CODE_CACHE_REST_MILLISECONDS);
const WRITE_EVERY_MILLISECONDS = 100;
/** As in source/launch/run-script.ts. */
const YOUNG_HEAP_GROWTH = 8;

// V8 drops the code of functions that have not run for a while. Its flags are those of the process: a thread that sets one
// while another writes would change what that one writes.
if (isMainThread) setFlagsFromString('--no-flush-bytecode');

/**
 * Calls `write` with the flags that V8 has when the script is run: it takes no cache that was made with others.
 *
 * @param {string} use
 * @param {() => void} write
 */
function withUsualFlags(use, write) {
  setFlagsFromString('--flush-bytecode');
  if (isMainThread) {
    // The command sets others once it has started, for its threads (source/engine/v8-flags.ts).
    setFlagsFromString('--initial-old-space-size=0');
    setFlagsFromString(`--semi-space-growth-factor=${use === 'screen' ? YOUNG_HEAP_GROWTH : 2}`);
    if (process.versions.v8.startsWith('11.')) setFlagsFromString(`--interrupt-budget=${66 * 1024}`);
  }
  write();
  setFlagsFromString('--no-flush-bytecode');
}

/**
 * Returns whether this thread is the one of its process that writes: the first that asks. The build removes the file.
 *
 * @param {string} path
 */
function isFirstToWrite(path) {
  try {
    openSync(`${path}.cache.${process.pid}-writer`, 'wx');
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} path
 * @param {() => void} write
 */
function writeAtRest(path, write) {
  /** @type {boolean | undefined} */
  let isWriter;
  let writtenAt = 0;
  const writeNow = () => {
    isWriter ??= isFirstToWrite(path);
    if (!isWriter || performance.now() - writtenAt < WRITE_EVERY_MILLISECONDS) return;
    withUsualFlags('thread', write);
    writtenAt = performance.now();
  };
  setInterval(writeNow, WRITE_EVERY_MILLISECONDS).unref();
  // A thread of a pool never comes back to its event loop.
  const { wait } = Atomics;
  Atomics.wait = /** @type {typeof wait} */ (
    (/** @type {Parameters<typeof wait>} */ ...args) => {
      writeNow();
      return wait(...args);
    }
  );
}

globalThis.onEventSessionsScript = (path, use, write) => {
  if (process.env.CODE_CACHE !== `${basename(path, '-code.cjs')} ${use}`) return;
  if (isMainThread) process.on('exit', () => withUsualFlags(use, write));
  else writeAtRest(path, write);
};

if (isMainThread) {
  const { exit } = process;
  process.exit = /** @type {typeof exit} */ ((code) => void setTimeout(() => exit(code), REST_MILLISECONDS));
  const { terminate } = Worker.prototype;
  Worker.prototype.terminate = async function () {
    await new Promise((resolve) => setTimeout(resolve, REST_MILLISECONDS));
    return terminate.call(this);
  };
}
