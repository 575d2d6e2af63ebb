import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
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

const SOURCE = '1 + 1;';

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
  /** The path of a code cache of SOURCE, in a folder of its own. */
  function writtenCache(): string {
    const folder = mkdtempSync(join(tmpdir(), 'event-sessions-tui-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'script.cache');
    writeCodeCache(new Script(SOURCE), SOURCE, path);
    return path;
  }

  it('is read for the script that it was made of', () => {
    const cachedData = readCodeCache(SOURCE, writtenCache());
    expect(cachedData).toBeDefined();
    expect(new Script(SOURCE, { cachedData }).cachedDataRejected).toBe(false);
  });

  it('is passed over for another script of the same length', () => {
    expect(readCodeCache('2 + 2;', writtenCache())).toBeUndefined();
  });

  it.each<[string, (path: string) => void]>([
    ['is not there', (path) => rmSync(path)],
    ['is empty', (path) => truncateSync(path)],
    ['is something else', (path) => writeFileSync(path, Buffer.alloc(10_000))],
  ])('is passed over where it %s', (_, change) => {
    const path = writtenCache();
    change(path);
    expect(readCodeCache(SOURCE, path)).toBeUndefined();
  });
});
