import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCodeCache, writeCodeCache } from '../../source/launch/code-cache.ts';
import { EXAMPLE, EXAMPLE_SUMMARY, GOOD_LINE, inFolder } from '../helpers/command.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** Reports on stderr of each script that is compiled with a code cache whether V8 takes it. */
const REPORT = `import vm from 'node:vm';
import { writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    if (options.cachedData === undefined) return;
    writeSync(2, basename(options.filename) + ' rejected: ' + this.cachedDataRejected + '\\n');
  }
};
syncBuiltinESMExports();`;

/** A script in `folder` and its code cache. */
function cachedScript(folder: string): { script: string; cache: string } {
  const [script, cache] = [join(folder, 'script.cjs'), join(folder, 'script.cache')];
  writeFileSync(script, '1 + 1;');
  writeCodeCache(new Script('1 + 1;'), script, cache);
  return { script, cache };
}

describe('the built command', () => {
  it(
    'starts with the code that V8 made of it during the build, and so do its threads',
    inFolder(async (folder) => {
      await folder.write('large.jsonl', GOOD_LINE.repeat(350_000));
      const args = ['large.jsonl', '--summary', '--workers', '2'];
      const { stderr } = await folder.run(args, { preload: REPORT });
      const reports = stderr.split('\n').filter((line) => line.includes('rejected: '));
      expect(new Set(reports)).toEqual(
        new Set(['cli-code.cjs rejected: false', 'pool-worker-code.cjs rejected: false']),
      );
    }),
  );

  it(
    'gives the same where there is no such code',
    inFolder(async (folder) => {
      cpSync(DIST, folder.at('dist'), { recursive: true, filter: (path) => !path.endsWith('.cache') });
      await folder.write('package.json', '{ "type": "module" }');
      const args = [folder.at('dist/cli.js'), EXAMPLE, '--summary'];
      expect(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' })).toBe(EXAMPLE_SUMMARY);
    }),
  );
});

describe('a code cache', () => {
  it(
    'is read for the script that it was made of',
    inFolder(async ({ path }) => {
      const { script, cache } = cachedScript(path);
      const cachedData = readCodeCache(script, cache);
      expect(new Script('1 + 1;', { cachedData }).cachedDataRejected).toBe(false);
    }),
  );

  it.each<[string, (files: { script: string; cache: string }) => void]>([
    ['the script was changed', ({ script }) => appendFileSync(script, '\n')],
    ['it is not there', ({ cache }) => rmSync(cache)],
    ['it is empty', ({ cache }) => truncateSync(cache)],
    ['it is something else', ({ cache }) => writeFileSync(cache, Buffer.alloc(10_000))],
  ])('is passed over where %s', (_, change) => {
    const folder = mkdtempSync(join(tmpdir(), 'event-sessions-tui-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const files = cachedScript(folder);
    change(files);
    expect(readCodeCache(files.script, files.cache)).toBeUndefined();
  });
});
