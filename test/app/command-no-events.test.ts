import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expectError, GOOD_LINE, inFolder } from '../helpers/command.ts';

const OUTPUTS = ['--out', 'sessions.csv', '--skips_out', 'skipped.csv'];
const file = (name: string): string =>
  fileURLToPath(new URL(`../conformance/files/${name}`, import.meta.url));

describe.concurrent('an input that holds no events as it is', () => {
  it.for([
    ['wrong-html.json', 'an HTML page'],
    ['time-python.json', "Python's notation"],
  ])('is named in one line, with what to do: %s', async ([name, what], context) => {
    await inFolder(async (folder) => {
      await copyFile(file(name), folder.at(name));
      expectError(await folder.run([name, ...OUTPUTS]), 1, name, what);
      expectError(await folder.run(['-', '--json'], { stdin: { from: folder.at(name) } }), 1, 'stdin', what);
      expect(await folder.names()).toEqual([name]);
    })(context);
  });

  it(
    'is named with a command in which the name can be typed as it is',
    inFolder(async (folder) => {
      const archive = Buffer.concat([Buffer.from("7z\xbc\xaf'\x1c", 'latin1'), Buffer.alloc(100)]);
      await folder.write('my events.json', archive);
      const ended = await folder.run(['my events.json', '--summary']);
      expectError(
        ended,
        1,
        "it is a 7-Zip archive; read what is in it: 7z x -so 'my events.json' | event-sessions-tui",
      );
      const piped = await folder.run(['--summary'], { stdin: { piped: archive } });
      expectError(piped, 1, 'cannot read stdin: it is a 7-Zip archive', '7z x -so FILE');
    }),
  );

  it(
    'is named where it is compressed too',
    inFolder(async (folder) => {
      const database = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(100)]);
      await folder.write('events.gz', gzipSync(database));
      const ended = await folder.run(['events.gz', '--summary']);
      expectError(ended, 1, 'what is compressed in it is an SQLite database');
    }),
  );

  it(
    'is read all the same where a flag says what it is',
    inFolder(async (folder) => {
      await folder.write('page.html', `<html>\n${GOOD_LINE}`);
      expect((await folder.run(['page.html', '--summary'])).code).toBe(1);
      const { code, stdout } = await folder.run(['page.html', '--format', 'json', '--summary']);
      expect(code).toBe(0);
      expect(stdout).toContain('valid_events: 1');
    }),
  );

  it.for([
    ['notes.txt', 'no records\n', 'it is text without a JSON object; convert it to JSON Lines'],
    [
      'table.csv',
      'colour,shape\nred,square\nblue,circle\n',
      'it is a table of text; name its columns: event-sessions-tui --header user_id,event_time -- table.csv',
    ],
    [
      'wide.csv',
      '1;2;a;b;x\n3;4;c;d;y\n',
      'it is a table of text; name its 5 columns in their order: event-sessions-tui --header user_id,event_time,event_type,c4,c5 -- wide.csv',
    ],
    ['mac.csv', 'user,time\rana,2024\rben,"2\n"\r', 'it is text with the line ends of old Macs'],
    ['array.json', '[1, 2, 3]\n', 'it is text without a JSON object'],
    [
      'words.txt',
      'user time\tevent\nana  1 x\nben  2 y\n',
      'it is a table with blanks between its columns; put tabs',
    ],
    [
      'spark.csv',
      'a,"b \\"c\\" d"\na,"b \\"c\\" d"\n',
      'it is a table whose quotes have backslashes before them',
    ],
    [
      'mysql.csv',
      '"ana","2024-05-03 09:00:00","a, \\"b\\""\n"ben","2024-05-03 09:01:00","x"\n',
      'it is a table whose quotes have backslashes before them; double them: sed',
    ],
    [
      'ratings.dat',
      '1::1193::5\n2::661::3\n',
      'it is a table with :: between its columns; put tabs there: awk',
    ],
  ])(
    'and has no record is an error that says what it looks like, and nothing is written: %s',
    async ([name, text, said], context) => {
      await inFolder(async (folder) => {
        await folder.write(name, text);
        expectError(await folder.run([name, ...OUTPUTS]), 1, `cannot read ${name}: ${said}`);
        expect(await folder.names()).toEqual([name]);
      })(context);
    },
  );

  it(
    'and is empty fails the gate, and nothing else',
    inFolder(async (folder) => {
      await folder.write('events.json', '[]\n');
      expect((await folder.run(['events.json', ...OUTPUTS])).code).toBe(0);
      const { code, stderr } = await folder.run(['events.json', '--max-skip-rate', '5', '--summary']);
      expect(code).toBe(3);
      expect(stderr).toContain('there was no record at all');
    }),
  );
});

describe.concurrent('the example files', () => {
  it.for([
    ['compressed.jsonl.gz', 60, 2],
    ['utf16le.jsonl', 5, 2],
  ] as const)('open with no flag: %s', async ([name, events, users], context) => {
    await inFolder(async (folder) => {
      const { code, stdout, stderr } = await folder.run([file(name), '--json']);
      expect(JSON.parse(stdout)).toMatchObject({ valid_events: events, unique_users: users });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    })(context);
  });
});
