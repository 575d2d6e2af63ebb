import { symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { EXAMPLE, type Folder, inFolder } from '../helpers/command.ts';
import { COMMAND, spawnOnPty } from '../helpers/pty.ts';

/** A type that would set the title of a terminal, ring it, and turn its text red. */
const TYPE = '\\u001b]0;mine\\u0007\\u001b[31m\\u009b31m';
const HOSTILE = `{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "${TYPE}"}\n`;
const SHOWN = '␛]0;mine␇␛[31m<U+009B>31m';

/** Runs the command as the last words of a line of sh on a terminal; returns all that the terminal got. */
function onTerminal(folder: Folder, script: string, args: readonly string[]): Promise<string> {
  const command = ['sh', '-c', script, 'sh', ...COMMAND];
  const pty = spawnOnPty({ command, args, cwd: folder.path, columns: 200 });
  let got = '';
  pty.onData((text) => {
    got += text;
  });
  return new Promise((resolve) => {
    pty.onExit(({ exitCode }) => resolve(`${got}exit ${exitCode}`));
  });
}

describe.concurrent('an output that is a terminal gets no control from the data', () => {
  it.for<[how: string, script: string, path: string]>([
    ['the terminal of the process', '"$@"', '/dev/tty'],
    ['a terminal by its name', '"$@" --events-out "$(tty)"', ''],
    ['a link to one', 'ln -s "$(tty)" linked.csv; "$@"', 'linked.csv'],
    ['an open descriptor', '"$@" 3>/dev/tty', '/dev/fd/3'],
    ['standard output', '"$@"', '-'],
  ])('when it is %s', async ([_, script, path], context) => {
    await inFolder(async (folder) => {
      await folder.write('events.json', HOSTILE);
      const outputs = path === '' ? [] : ['--events-out', path];
      const got = await onTerminal(folder, script, ['events.json', ...outputs]);
      expect(got).toContain(`1,1,2024-07-10T10:00:00Z,${SHOWN},1,0\r\n`);
      for (const control of ['\u001b', '\u0007', '\u009b']) expect(got).not.toContain(control);
      expect(got).toContain('exit 0');
    })(context);
  });

  it.for<[path: string, script: string]>([
    ['-.parquet', '"$@"'],
    ['linked.parquet', 'ln -s /dev/tty linked.parquet; "$@"'],
    ['linked.csv.gz', 'ln -s /dev/tty linked.csv.gz; "$@"'],
  ])('and no file that is not text: %s', async ([path, script], context) => {
    await inFolder(async (folder) => {
      const got = await onTerminal(folder, script, [EXAMPLE, '--out', path]);
      expect(got).toContain(`${path} is not text, and the output is a terminal; name a file`);
      expect(got).toContain('exit 2');
    })(context);
  });

  it(
    'and a file as it is',
    inFolder(async (folder) => {
      await folder.write('events.json', HOSTILE);
      await symlink('events.csv', folder.at('linked'));
      await folder.run(['events.json', '--events-out', 'linked']);
      expect(await folder.read('events.csv')).toContain('\u001b[31m');
    }),
  );
});
