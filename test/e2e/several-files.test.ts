import { mkdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, it } from 'vitest';
import { BAD_LINE, GOOD_LINE, inFolder } from '../helpers/command.ts';
import { tarOf, zipOf } from '../helpers/packed.ts';
import { closeTerminals } from '../helpers/terminal.ts';
import { explore } from './explorer.ts';

afterEach(closeTerminals);

/** Spec sections 10 and 15: the screen with several files. */
describe('a folder', () => {
  it(
    'is shown as one, each record in Original with its file and the line in it, and read again by r',
    inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      await folder.write('logs/day1.json', GOOD_LINE.repeat(2).trimEnd());
      await folder.write('logs/day2.json.gz', gzipSync(GOOD_LINE + BAD_LINE));
      await folder.write('logs/day10.json', GOOD_LINE);
      const terminal = await explore(folder, ['logs']);
      await terminal.untilShows(/^ logs \(3 files\) .* 5 records .* done$/m);
      terminal.type('2w');
      await terminal.untilShows(/^▌ +2 +\S*day2/m);
      terminal.press('enter');
      await terminal.untilShows('logs/day2.json.gz:2  @76');
      // The file before has no final line feed, and a row of its own all the same.
      await terminal.untilShows(/^ +1 ┍\{.*\n.*✗ +2 │/m);
      terminal.press('down');
      await terminal.untilShows('logs/day10.json:1  @0');
      terminal.type('iG');
      await terminal.untilShows('3 files read');
      await terminal.untilShows('logs/day2.json.gz: 2 records, 1 rejected');
      terminal.press('escape');
      await folder.write('logs/day3.json', GOOD_LINE);
      terminal.type('r');
      await terminal.untilShows(/^ logs \(4 files\) .* 6 records .* done$/m);
    }),
  );
});

describe('an archive', () => {
  it(
    'has its members as files, with their lines in Original, and one with a single file is that file',
    inFolder(async (folder) => {
      const tar = tarOf({
        'a.json': GOOD_LINE,
        'b.json.gz': gzipSync(GOOD_LINE + BAD_LINE),
        '.h.json': GOOD_LINE,
      });
      await folder.write('d.tgz', gzipSync(tar));
      await folder.write('one.zip', zipOf({ 'day.json': GOOD_LINE + BAD_LINE }));
      const terminal = await explore(folder, ['d.tgz']);
      await terminal.untilShows(/^ d.tgz \(2 files\) .* 3 records .* done$/m);
      terminal.type('2w');
      await terminal.untilShows(/^▌ +2 +\S*b\.json\.gz/m);
      terminal.press('enter');
      await terminal.untilShows('d.tgz/b.json.gz:2  @76');
      terminal.type('oone.zip');
      terminal.press('enter');
      await terminal.untilShows(/^ one.zip\/day.json .* 2 records .* done$/m);
      terminal.type('4G');
      await terminal.untilShows(/✗ +2 │/);
    }),
  );
});
