import { writeFileSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { GOOD_LINE, inFolder } from '../helpers/command.ts';
import { encoded } from '../helpers/encoded.ts';
import { closeTerminals, openTerminal } from '../helpers/terminal.ts';
import { explore, RECORDS, someEvents, untilDone } from './explorer.ts';

afterEach(closeTerminals);

describe('a file that is compressed or encoded', () => {
  it(
    'is explored as what is in it: rows, Original, search and places',
    inFolder(async (folder) => {
      await folder.write('events.json.gz', gzipSync(encoded(`\ufeff${someEvents()}`, 'utf-16le')));
      const terminal = await explore(folder, ['events.json.gz']);
      expect(terminal.lines()[0]).toContain(` events.json.gz `);
      expect(terminal.lines()[0]).toContain(` ${RECORDS} records`);
      terminal.press('4');
      await terminal.untilShows(/1 │\{"user_id": "u01", /m);
      terminal.type('/u40\r');
      await terminal.untilShows(/│\{"user_id": "u40", /m);
      terminal.press('2');
      await terminal.untilShows('yesterday');
      terminal.press('r');
      await untilDone(terminal);
      expect(terminal.lines()[0]).toContain(` ${RECORDS} records`);
    }),
  );

  it(
    'and cut off is explored as far as it goes, with the place of the cut',
    inFolder(async (folder) => {
      const archive = gzipSync(someEvents());
      await folder.write('events.json.gz', archive);
      await truncate(folder.at('events.json.gz'), archive.length - 200);
      const terminal = await openTerminal({ args: ['events.json.gz'], cwd: folder.path });
      await terminal.untilShows(/ failed$/m);
      await terminal.untilShows(`the gzip data is cut off after ${archive.length - 200} bytes`);
      terminal.press('4');
      terminal.type('G');
      // Half a record, which is none.
      const text = gunzipSync(archive.subarray(0, -200), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
      await terminal.untilShows(`803 │${text.slice(text.lastIndexOf('\n') + 1)}`);
    }),
  );

  it(
    'and changed on disk is noticed',
    inFolder(async (folder) => {
      await folder.write('events.json.gz', gzipSync(someEvents()));
      const terminal = await explore(folder, ['events.json.gz']);
      writeFileSync(folder.at('events.json.gz'), gzipSync(someEvents().repeat(2)));
      await terminal.untilShows('events.json.gz changed on disk; r reads it again');
    }),
  );

  it(
    'under a name that says otherwise is explored, and that is mentioned',
    inFolder(async (folder) => {
      await folder.write('events.json', gzipSync(someEvents()));
      const terminal = await openTerminal({ args: ['events.json'], cwd: folder.path });
      await terminal.untilShows('events.json is compressed with gzip, whatever its name says');
      await untilDone(terminal);
    }),
  );
});

describe('a pipe', () => {
  it(
    'of compressed bytes is explored as what is in it',
    inFolder(async (folder) => {
      await folder.write('events.gz', gzipSync(someEvents()));
      const terminal = await explore(folder, [], { stdinFrom: 'cat events.gz' });
      expect(terminal.lines()[0]).toContain(` ${RECORDS} records`);
    }),
  );

  it(
    'that nothing comes through has the screen at once, and is looked at when something comes',
    inFolder(async (folder) => {
      await folder.write('events.gz', gzipSync(someEvents()));
      folder.fifo('gate');
      const stdinFrom = 'cat gate > /dev/null; cat events.gz';
      const terminal = await openTerminal({ args: [], cwd: folder.path, stdinFrom });
      await terminal.untilShows('reading 0 B');
      writeFileSync(folder.at('gate'), '');
      await untilDone(terminal);
      expect(terminal.lines()[0]).toContain(` ${RECORDS} records`);
    }),
  );
});

describe('more than there is room for', () => {
  it(
    'is counted all the same, and Original says where it ends',
    inFolder(async (folder) => {
      await folder.write('events.gz', gzipSync(someEvents().repeat(100)));
      const terminal = await openTerminal({ args: ['events.gz', '--max-spool', '100K'], cwd: folder.path });
      await terminal.untilShows('only the first 102 kB are kept');
      await untilDone(terminal);
      expect(terminal.lines()[0]).toContain(' 85,200 records');
      terminal.press('4');
      await terminal.untilShows(/1 │\{"user_id": "u01", /m);
      terminal.type(':@200000\r');
      await terminal.untilShows('byte 200000 is not kept, only the first 102 kB are (--max-spool)');
      terminal.type('G');
      await terminal.untilShows('100% of the 102 kB kept');
      terminal.type('/not there\r');
      await terminal.untilShows('not there is not in the first 102 kB, and no more is kept (--max-spool)');
      terminal.type('e');
      await terminal.untilShows('events.gz.copy');
      terminal.press('enter');
      await terminal.untilShows('only the first 102 kB, no more is kept (--max-spool)');
      terminal.type('2wG');
      await terminal.untilShows('its bytes are no longer there');
    }),
  );
});

describe('an input that is not all UTF-8', () => {
  it(
    'is counted to its end, in the message and in its facts',
    inFolder(async (folder) => {
      const foreign = Buffer.from(GOOD_LINE.replace('login', 'l\u00f6gin'), 'latin1');
      const half = Buffer.from(GOOD_LINE.replace('login', '\\ud83d'));
      const text = [
        Buffer.from(GOOD_LINE.repeat(2000)),
        foreign,
        Buffer.from(GOOD_LINE.repeat(2000)),
        foreign,
        half,
      ];
      await folder.write('events.json', Buffer.concat(text));
      const terminal = await explore(folder, ['events.json']);
      const said = '2 records hold bytes that are not UTF-8; --encoding windows-1252 makes sense of them';
      await terminal.untilShows(said);
      terminal.type('i');
      await terminal.untilShows('1 record holds halves of characters (lone surrogates)');
      await terminal.untilShows('note                    2 records hold bytes');
    }),
  );
});

describe('an input that holds no events as it is', () => {
  it(
    'is reported in one line before the screen changes',
    inFolder(async (folder) => {
      await folder.write('events.json', '<!DOCTYPE html><html></html>');
      const terminal = await openTerminal({ args: ['events.json'], cwd: folder.path });
      expect(await terminal.exit()).toEqual({ exitCode: 1, signal: null });
      expect(terminal.scrollback().join('')).toContain('cannot read events.json: it is an HTML page; ');
      expect(terminal.output()).not.toContain('\u001b');
    }),
  );

  it(
    'is reported in the explorer, whose file stays',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      await folder.write('page', '<html></html>');
      const terminal = await explore(folder, ['events.json']);
      terminal.type('opage\r');
      await terminal.untilShows('cannot read page: it is an HTML page');
      expect(terminal.lines()[0]).toContain(` events.json `);
    }),
  );
});
