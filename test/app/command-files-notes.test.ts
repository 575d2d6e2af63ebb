import { mkdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../helpers/command.ts';
import { event, row } from '../helpers/several-files.ts';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const TABLE = latin1(`user_id,event_time,event_type\n${row(1, 1)}J\xf6rg,2024-07-10T10:02:00Z,f\xfcr\n`);

describe.concurrent('for several files the program notes, as for one,', () => {
  it(
    'which names contradict what they are',
    inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      await folder.write('logs/a.json', gzipSync(event(1, 1)));
      await folder.write('logs/b.json', event(1, 2));
      await folder.write('logs/c.json.gz', event(1, 3));
      await folder.write('logs/d.json', gzipSync(event(1, 4)));
      const { stderr, code } = await folder.run(['logs']);
      expect(stderr).toContain(
        'warning: logs/a.json is compressed with gzip, whatever its name says; it was decompressed (and 1 file more)\n',
      );
      expect(stderr).toContain(
        'warning: logs/c.json.gz is not compressed, whatever its name says; it was read as it is\n',
      );
      expect(stderr).not.toContain('logs/b.json');
      expect(code).toBe(0);
    }),
  );

  it(
    'in which encodings tables are read, and not where one was named',
    inFolder(async (folder) => {
      await folder.write('a.csv', TABLE);
      await folder.write('b.csv', TABLE);
      await folder.write('c.csv', `user_id,event_time,event_type\n${row(2, 1)}`);
      const files = ['a.csv', 'b.csv', 'c.csv'];
      const { stderr } = await folder.run(files);
      expect(stderr).toContain(
        'warning: a.csv: it is not UTF-8; it was read as windows-1252 (--encoding names another) (and 1 file more)\n',
      );
      const named = await folder.run([...files, '--encoding', 'windows-1252']);
      expect(named.stderr).not.toContain('not UTF-8');
    }),
  );
});
