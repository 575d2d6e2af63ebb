import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, type TestContext } from 'vitest';
import { WORKERS } from '../../scripts/bundles.mjs';
import { type Folder, GOOD_LINE, inFolder } from '../helpers/command.ts';
import { IS_FULL } from '../helpers/full.ts';
import { openTerminal, type Terminal } from '../helpers/terminal.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const COPIED = [
  'cli.tsx',
  'cli-batch.ts',
  'kernel',
  'package.json',
  'sample',
  'scripts',
  'source',
  'tsconfig.json',
];

/** A test of the loop, `npm run dev -- events.json`, in a copy of the project that it may edit. */
function inLoop(
  test: (terminal: Terminal, folder: Folder) => Promise<void>,
): (context: TestContext) => Promise<void> {
  return inFolder(async (folder) => {
    for (const name of COPIED) cpSync(join(root, name), folder.at(name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), folder.at('node_modules'));
    await folder.write('events.json', GOOD_LINE);
    const command = [process.execPath, 'scripts/dev.mjs'];
    const terminal = await openTerminal({ command, args: ['events.json'], cwd: folder.path });
    try {
      await terminal.untilShows(' 1 Sessions 1 ');
      await test(terminal, folder);
    } finally {
      await terminal.close();
    }
  });
}

/**
 * Replaces a file in one step. Written in place it is empty for a moment: a busy machine builds that command, which ends
 * with 0, and the loop with it.
 */
async function save(folder: Folder, name: string, text: string): Promise<void> {
  await folder.write(`${name}.new`, text);
  renameSync(folder.at(`${name}.new`), folder.at(name));
}

/** Replaces a text in every source that has it. */
function replaceInSources(folder: Folder, text: string, by: string): void {
  let replaced = 0;
  for (const name of readdirSync(folder.at('source'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name)) continue;
    const path = join(folder.at('source'), name);
    const source = readFileSync(path, 'utf8');
    if (!source.includes(text)) continue;
    writeFileSync(path, source.replaceAll(text, by));
    replaced++;
  }
  expect(replaced, `sources with '${text}'`).toBeGreaterThan(0);
}

/** Waits until the loop has stopped the command, with the terminal as a shell left it. */
async function untilWaiting(terminal: Terminal, message: string): Promise<void> {
  await terminal.untilShows(message);
  expect(terminal.text()).toContain('waiting for a change');
  expect(terminal.modes()).toMatchObject({ alternateScreen: false, cursorHidden: false, changed: [] });
  expect(terminal.isRaw()).toBe(false);
}

async function expectQuits(terminal: Terminal): Promise<void> {
  terminal.press('q');
  expect(await terminal.exit()).toEqual({ exitCode: 0, signal: null });
  expect(terminal.modes().changed).toEqual([]);
}

// Together they wait: esbuild takes up to two seconds to see a change.
describe.concurrent('the development loop', () => {
  it(
    'restarts the explorer with each change of its sources and of its workers, until q',
    inLoop(async (terminal, folder) => {
      replaceInSources(folder, "title: 'Sessions'", "title: 'Visits'");
      await terminal.untilShows(' 1 Visits 1 ');
      const worker = folder.at(WORKERS['load-worker']);
      appendFileSync(worker, "\nthrow new Error('from the changed worker');\n");
      await terminal.untilShows('from the changed worker');
      await expectQuits(terminal);
    }),
  );

  it.runIf(IS_FULL)(
    'shows the errors of a build that fails, and goes on when they are mended',
    inLoop(async (terminal, folder) => {
      const before = await folder.read('cli.tsx');
      await save(folder, 'cli.tsx', `${before}\nconst a = ;\n`);
      await untilWaiting(terminal, 'Unexpected ";"');
      await save(folder, 'cli.tsx', before);
      await terminal.untilShows(' 1 Sessions 1 ');
      await expectQuits(terminal);
    }),
  );

  it(
    'names the source line of a crash, and goes on when it is mended',
    inLoop(async (terminal, folder) => {
      const before = await folder.read('cli.tsx');
      await save(
        folder,
        'cli.tsx',
        before.replace('process.exit(', "throw new Error('a fault');\nprocess.exit("),
      );
      await untilWaiting(terminal, 'The command ended with 1');
      const line = before.slice(0, before.indexOf('process.exit(')).split('\n').length;
      expect(terminal.text().replaceAll('\n', '')).toContain(`cli.tsx:${line}:9`);
      await save(folder, 'cli.tsx', before);
      await terminal.untilShows(' 1 Sessions 1 ');
      await expectQuits(terminal);
    }),
  );

  it.runIf(IS_FULL)(
    'kills an explorer that hangs, and gives the terminal back for it',
    inLoop(async (terminal, folder) => {
      const before = await folder.read('cli.tsx');
      const hang = "process.stdin.once('data', () => { for (;;); });";
      await save(folder, 'cli.tsx', before.replace('process.exit(', `${hang}\nprocess.exit(`));
      terminal.mark();
      await terminal.until(
        () => terminal.output().includes('\u001b[?1049h') && terminal.text().includes(' 1 Sessions 1 '),
        'a restart',
      );
      terminal.press('j');
      await save(folder, 'cli.tsx', `${before}\nconst a = ;\n`);
      await untilWaiting(terminal, 'Unexpected ";"');
      await save(folder, 'cli.tsx', before);
      await terminal.untilShows(' 1 Sessions 1 ');
      await expectQuits(terminal);
    }),
  );
});
