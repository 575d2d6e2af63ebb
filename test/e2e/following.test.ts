import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, rename, truncate } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { inFolder } from '../helpers/command.ts';
import { event } from '../helpers/several-files.ts';
import { closeTerminals, openTerminal } from '../helpers/terminal.ts';
import { explore } from './explorer.ts';

afterEach(closeTerminals);

describe('a log that is followed', () => {
  it(
    'shows what is appended, and the file that takes its place; f ends that',
    inFolder(async (folder) => {
      const log = await folder.write('app.log', event('u1', 1) + event('u2', 2));
      const terminal = await openTerminal({ args: ['-f', 'app.log'], cwd: folder.path });
      await terminal.untilShows(/ 2 records .* following$/m);
      await terminal.untilShows(/^ u2 /m);
      await appendFile(log, event('u3', 3) + event('u4', 4).slice(0, 20));
      await terminal.untilShows(/^ u3 /m);
      await appendFile(log, event('u4', 4).slice(20));
      await terminal.untilShows(/^ u4 /m);
      expect(terminal.lines()[0]).toMatch(/ 4 records .* following$/);
      await rename(log, folder.at('app.log.1'));
      await folder.write('app.log', event('u5', 5));
      await terminal.untilShows(/^ u5 /m);
      await terminal.untilShows('app.log was replaced');
      // Records of both files can still be read.
      terminal.press('3');
      await terminal.untilShows('app.log');
      terminal.press('4');
      await terminal.untilShows('"u1"');
      terminal.press('G');
      await terminal.untilShows('"u5"');
      terminal.press('f');
      await terminal.untilShows(/ 5 records .* done$/m);
    }),
  );

  it(
    'is followed from its beginning when it is cut off; what was read still counts',
    inFolder(async (folder) => {
      const log = await folder.write('app.log', event('u1', 1) + event('u2', 2));
      const terminal = await openTerminal({ args: ['-f', 'app.log'], cwd: folder.path });
      await terminal.untilShows(/ 2 records .* following$/m);
      await truncate(log, 0);
      await appendFile(log, event('u3', 3));
      await terminal.untilShows(/^ u3 /m);
      await terminal.untilShows('app.log became shorter');
      expect(terminal.lines()[0]).toMatch(/ 3 records .* following$/);
      // Of what is gone Original has blanks, of the rest the text.
      terminal.press('4', 'G');
      await terminal.untilShows('"u3"');
      expect(terminal.text()).not.toContain('"u1"');
    }),
  );

  it(
    'may be a folder: each file grows on its own, and new ones join',
    inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      const a = await folder.write('logs/a.jsonl', event('u1', 1));
      await folder.write('logs/b.jsonl', event('u2', 2));
      const terminal = await openTerminal({ args: ['-f', 'logs'], cwd: folder.path });
      await terminal.untilShows(/ 2 records .* following$/m);
      await appendFile(a, event('u3', 3) + event('u4', 4).slice(0, 20));
      await terminal.untilShows(/^ u3 /m);
      await folder.write('logs/c.jsonl', event('u5', 5));
      await terminal.untilShows(/ \(3 files\) .* 4 records .* following$/m);
      await appendFile(a, `${event('u4', 4).slice(20)}{"user_id": }\n`);
      await terminal.untilShows(/^ u4 /m);
      // Each record has the address in its file, wherever it came among the others.
      terminal.press('2');
      await terminal.untilShows('logs/a.jsonl');
      terminal.press('4', 'G');
      await terminal.untilShows('"u4"');
      expect(terminal.text()).toContain('"u5"');
      expect(terminal.text()).toMatch(/^.{0,6}3 .*"u4"/m);
      // A name that changes alone is shown too.
      await rename(folder.at('logs/b.jsonl'), folder.at('logs/b.old'));
      await terminal.untilShows('logs/b.old');
      // Large enough to be read in order alone: Original has a copy of it.
      const noise = Array.from({ length: 12_000 }, () => event(randomBytes(70).toString('base64'), 1)).join(
        '',
      );
      await folder.write('.d.jsonl.gz', gzipSync(noise + event('u6', 6), { level: 1 }));
      await rename(folder.at('.d.jsonl.gz'), folder.at('logs/d.jsonl.gz'));
      await terminal.untilShows(/ 12,007 records .* following$/m);
      terminal.press('1', '4', 'G');
      await terminal.untilShows('"u6"');
      terminal.press('f');
      await terminal.untilShows(/ 12,007 records .* done$/m);
    }),
  );

  it(
    'is one that was opened without the flag, from f on',
    inFolder(async (folder) => {
      const log = await folder.write('app.log', event('u1', 1));
      const terminal = await explore(folder, ['app.log']);
      terminal.press('f');
      await terminal.untilShows(/ 1 record .* following$/m);
      await appendFile(log, event('u2', 2));
      await terminal.untilShows(/ 2 records .* following$/m);
      await terminal.untilShows(/^ u2 /m);
    }),
  );

  it(
    'may be empty at first: its first record says what is read as what',
    inFolder(async (folder) => {
      const log = await folder.write('app.log', '');
      const terminal = await openTerminal({ args: ['-f', 'app.log'], cwd: folder.path });
      await terminal.untilShows(/ following$/m);
      await appendFile(log, '{"userId": "ann", "timestamp": 1720605600000, "event": "x"}\n');
      await terminal.untilShows('ann');
      await terminal.untilShows(/ 1 record .* following$/m);
    }),
  );

  it(
    'may be a folder of empty files at first, or of none: the first record in it says so',
    inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      const terminal = await openTerminal({ args: ['-f', 'logs'], cwd: folder.path });
      await terminal.untilShows(/ following$/m);
      await folder.write('logs/a.log', '');
      await folder.write('logs/b.log', '{"userId": "ann", "timestamp": 1720605600000, "event": "x"}\n');
      await terminal.untilShows(/^.ann /m);
      await terminal.untilShows('reading user from userId');
    }),
  );
});
