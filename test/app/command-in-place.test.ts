import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  BAD_LINE,
  type Ended,
  EXAMPLE,
  EXAMPLE_SESSIONS,
  expectError,
  type Folder,
  inFolder,
} from '../helpers/command.ts';
import { mayMount } from '../helpers/may-mount.ts';

/** Mounts real.csv as s.csv, as a single file is mounted into a container, and runs the command. */
const MOUNTED = `exec unshare --map-root-user --mount sh -c 'mount --bind real.csv "$0" && exec "$@"'`;

async function runMounted(folder: Folder, mountedAt: string, args: readonly string[]): Promise<Ended> {
  await folder.write(mountedAt, 'never seen');
  await folder.write('real.csv', 'old');
  return folder.shell(`${MOUNTED} '${mountedAt}' "$@"`, args);
}

describe.concurrent('an output that nothing can be renamed over', () => {
  it.skipIf(!mayMount()).for(['s.csv', 'with a blank\\.csv'])(
    'is written in place where it is a mount point of its own: %s',
    async (name, context) => {
      await inFolder(async (folder) => {
        const ended = await runMounted(folder, name, [EXAMPLE, '--out', name]);
        expect(ended).toMatchObject({ code: 0 });
        expect(ended.stderr).toContain(
          `warning: ${name} is written in place, since it is a mount point of its own: if the run ends early it is half written\n`,
        );
        expect(await folder.read('real.csv')).toBe(EXAMPLE_SESSIONS);
        expect(await folder.drafts()).toEqual([]);
      })(context);
    },
  );

  it.skipIf(!mayMount())(
    'is as it was where nothing was read',
    inFolder(async (folder) => {
      await folder.write('page.json', '<html><body>error</body></html>\n');
      expectError(await runMounted(folder, 's.csv', ['page.json', '--out', 's.csv']), 1, 'page.json');
      expect(await folder.read('real.csv')).toBe('old');
    }),
  );

  it.skipIf(!mayMount())(
    'is named in JSON too',
    inFolder(async (folder) => {
      const ended = await runMounted(folder, 's.csv', [EXAMPLE, '--out', 's.csv', '--json']);
      const { warnings } = JSON.parse(ended.stdout);
      expect(warnings).toEqual([expect.stringContaining('s.csv is written in place')]);
    }),
  );

  it(
    'is written in place where no file can be made in its folder',
    inFolder(async (folder) => {
      await mkdir(folder.at('inner'));
      await chmod(await folder.write('inner/s.csv', `${'old '.repeat(1000)}`), 0o666);
      await chmod(folder.at('inner'), 0o555);
      await folder.write('events.json', BAD_LINE);
      const ended = await folder.run(['events.json', '--out', 'inner/s.csv'], { unprivileged: true });
      expect(ended.code).toBe(0);
      expect(ended.stderr).toContain('since no file can be made in its folder: if the run ends early');
      expect(await folder.read('inner/s.csv')).toBe('user_id,session_start,session_end,event_count\n');
    }),
  );
});

describe.concurrent('a file of another user in a shared folder', () => {
  it.skipIf(process.getuid?.() !== 0)(
    'is written in place, since it cannot be replaced there',
    inFolder(async (folder) => {
      await mkdir(folder.at('shared'));
      await chmod(folder.at('shared'), 0o1777);
      await chmod(await folder.write('shared/s.csv', 'old'), 0o666);
      await folder.write('events.json', BAD_LINE);
      const ended = await folder.run(['events.json', '--out', 'shared/s.csv'], { unprivileged: true });
      expect(ended.code).toBe(0);
      expect(ended.stderr).toContain('since only its owner may replace it in its folder');
      expect(await folder.read('shared/s.csv')).toBe('user_id,session_start,session_end,event_count\n');
    }),
  );
});

describe.concurrent('a file that is replaced', () => {
  it(
    'keeps its permissions, and never the bits that make it run as its owner',
    inFolder(async (folder) => {
      const path = await folder.write('s.csv', 'old');
      await chmod(path, 0o6755);
      await folder.run([EXAMPLE, '--out', 's.csv']);
      expect((await stat(path)).mode & 0o7777).toBe(0o755);
    }),
  );

  it.skipIf(process.getuid?.() !== 0)(
    'keeps its owner',
    inFolder(async (folder) => {
      const path = await folder.write('s.csv', 'old');
      await chown(path, 65534, 65534);
      await folder.run([EXAMPLE, '--out', 's.csv']);
      expect(await stat(path)).toMatchObject({ uid: 65534, gid: 65534 });
    }),
  );

  it(
    'is on the disk before it is renamed, and its folder after that',
    inFolder(async (folder) => {
      const preload = `
        import fs from 'node:fs';
        import { syncBuiltinESMExports } from 'node:module';
        const { open, rename } = fs.promises;
        const say = (text) => fs.writeSync(2, text + '\\n');
        fs.promises.open = async (path, ...rest) => {
          const file = await open(path, ...rest);
          const sync = file.sync.bind(file);
          file.sync = () => { say('sync ' + (path.endsWith('.part') ? 'draft' : 'folder')); return sync(); };
          return file;
        };
        fs.promises.rename = (from, to) => { say('rename'); return rename(from, to); };
        syncBuiltinESMExports();
      `;
      const { stderr } = await folder.run([EXAMPLE, '--out', 's.csv'], { preload });
      expect(stderr.match(/^(?:sync|rename).*$/gm)).toEqual(['sync draft', 'rename', 'sync folder']);
    }),
  );
});
