// @ts-check
/**
 * Preloaded by write-code-caches.mjs into the command, and so into its threads: writes the code cache of the script and
 * use that CODE_CACHE names, such as `cli batch`, with the functions that ran. The command writes it when it exits, a
 * thread whenever it rests.
 */
const { openSync } = require('node:fs');
const { basename } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { isMainThread, Worker } = require('node:worker_threads');

/** How long the command waits for its threads to rest before it ends one of them or itself. */
const REST_MILLISECONDS = Number(process.env.CODE_CACHE_REST_MILLISECONDS);
const WRITE_EVERY_MILLISECONDS = 100;

// V8 drops the code of functions that have not run for a while. Its flags are those of the process: a thread that sets one
// while another writes would change what that one writes.
if (isMainThread) setFlagsFromString('--no-flush-bytecode');

/**
 * Calls `write` with the flags that V8 has when the script is run: it takes no cache that was made with others.
 *
 * @param {() => void} write
 */
function withUsualFlags(write) {
  setFlagsFromString('--flush-bytecode');
  // The command sets this for its threads (source/engine/start-worker.ts), after it was started.
  if (isMainThread) setFlagsFromString('--initial-old-space-size=0');
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
    withUsualFlags(write);
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
  if (isMainThread) process.on('exit', () => withUsualFlags(write));
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
