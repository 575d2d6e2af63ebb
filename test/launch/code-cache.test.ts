import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readCodeCache, writeCodeCache } from '../../source/launch/code-cache.ts';
import { EXAMPLE, EXAMPLE_SUMMARY, type Folder, GOOD_LINE, inFolder } from '../helpers/command.ts';
import { COMMAND, spawnOnPty } from '../helpers/pty.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** Appends to the file REPORT of each script that is compiled with a code cache whether V8 takes it. */
const REPORT = `import vm from 'node:vm';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    if (options?.cachedData === undefined) return;
    appendFileSync(process.env.REPORT, basename(options.filename) + ' rejected: ' + this.cachedDataRejected + '\\n');
  }
};
syncBuiltinESMExports();`;

const SOURCE = '1 + 1;';

const moduleOf = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

/** What was reported, each once. */
async function reported(folder: Folder): Promise<readonly string[]> {
  return [...new Set((await folder.read('report')).trim().split('\n'))].toSorted();
}

describe('the built command', () => {
  it(
    'starts with the code that V8 made of it during the build, and so do its threads',
    inFolder(async (folder) => {
      await folder.write('large.jsonl', GOOD_LINE.repeat(350_000));
      vi.stubEnv('REPORT', folder.at('report'));
      onTestFinished(() => void vi.unstubAllEnvs());
      await folder.run(['large.jsonl', '--summary', '--workers', '2'], { preload: REPORT });
      expect(await reported(folder)).toEqual([
        'batch-code.cjs rejected: false',
        'pool-worker-code.cjs rejected: false',
      ]);
    }),
  );

  it(
    'does so with a screen',
    inFolder(async (folder) => {
      await folder.write('large.jsonl', GOOD_LINE.repeat(350_000));
      const command = [process.execPath, '--import', moduleOf(REPORT), COMMAND[1]];
      const terminal = spawnOnPty({
        command,
        args: [folder.at('large.jsonl'), '--workers', '2'],
        env: { REPORT: folder.at('report') },
      });
      let screen = '';
      const isDone = new Promise<void>((resolve) =>
        terminal.onData((text) => {
          screen += text;
          if (/done/.test(screen)) resolve();
        }),
      );
      const ended = new Promise((resolve) => terminal.onExit(resolve));
      await isDone;
      terminal.write('q');
      await ended;
      const scripts = ['cli-code', 'load-worker-code', 'pool-worker-code'];
      expect(await reported(folder)).toEqual(scripts.map((name) => `${name}.cjs rejected: false`));
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
