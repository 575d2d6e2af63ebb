import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as v8 from 'node:v8';
import { Script } from 'node:vm';
import { readCodeCache, writeCodeCache } from './code-cache.ts';

/** What Node gives a CommonJS module, as far as the bundles use it. */
const PARAMETERS = '(function (require, module, exports, __filename) {';

type CommonJs = (require: NodeJS.Require, module: object, exports: object, filename: string) => void;

/** What a run is for: each use runs other functions of a script, and has its own code cache of it. */
export type ScriptUse = 'batch' | 'screen' | 'thread';

/**
 * Times by which the heap for young objects grows in one step while the explorer starts; V8's own factor is 2. The start
 * makes some 5 MB of objects that stay: with many small collections V8 concludes that little memory is needed, and marks
 * the whole heap, 30 ms, just when the first key comes. Threads grow as usual (source/engine/start-worker.ts).
 */
const YOUNG_HEAP_GROWTH = 8;

declare global {
  /** Receives each script that is run and what writes its code cache; set by the build (scripts/code-cache-hook.cjs). */
  var onEventSessionsScript: ((path: string, use: ScriptUse, writeCache: () => void) => void) | undefined;
}

/**
 * Runs the bundle at `url`, a CommonJS module in ASCII, with the code that V8 made of it during the build: compiling it
 * anew takes a third of the start of the command, and each thread compiles its own. Where there is no such code Node runs
 * the bundle as it runs all modules; where V8 refuses it (other flags), V8 compiles.
 */
export function runScript(url: URL, use: ScriptUse): void {
  const path = fileURLToPath(url);
  const require = createRequire(url);
  if (use === 'screen') {
    const { setFlagsFromString }: typeof v8 = require('node:v8');
    setFlagsFromString(`--semi-space-growth-factor=${YOUNG_HEAP_GROWTH}`);
  }
  const cachePath = `${path}.${use}.cache`;
  const onScript = globalThis.onEventSessionsScript;
  // Latin-1 takes no time to decode, and V8 reads such text faster.
  const source = readFileSync(path, 'latin1');
  const cachedData = readCodeCache(source, cachePath);
  if (cachedData === undefined && onScript === undefined) {
    require(path);
    return;
  }
  const script = new Script(`${PARAMETERS}${source}\n})`, {
    filename: path,
    columnOffset: -PARAMETERS.length,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  onScript?.(path, use, () => writeCodeCache(script, source, cachePath));
  const module = { exports: {} };
  (script.runInThisContext() as CommonJs)(require, module, module.exports, path);
}
