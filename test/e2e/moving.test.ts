import { afterEach, describe, expect, it } from 'vitest';
import { type Folder, inFolder } from '../helpers/command.ts';
import { closeTerminals, type Terminal } from '../helpers/terminal.ts';
import { EACH_REJECTED, explore, RECORDS, someEvents, USERS } from './explorer.ts';

afterEach(closeTerminals);

async function exploreEvents(folder: Folder): Promise<Terminal> {
  await folder.write('events.json', someEvents());
  return explore(folder, ['events.json']);
}

describe('with no file', () => {
  it(
    'the sample is there, and its four tabs',
    inFolder(async (folder) => {
      const terminal = await explore(folder, []);
      expect(terminal.lines()[0]).toMatch(/^ sample \(no file was named\) .* records .* done$/);
      expect(terminal.text()).toContain('o opens a file');
      expect(terminal.text()).toContain('╭ Total events ');
      expect(terminal.text()).toContain('user_id ▲');
      terminal.press('2');
      await terminal.untilShows("expected ',' or '}', found");
      terminal.press('tab');
      await terminal.untilShows(/v view +[0-9]+ /);
      terminal.clickOn('4 Original');
      await terminal.untilShows('│{"user_id"');
      terminal.press('tab');
      await terminal.untilShows('user_id ▲');
      terminal.press('?');
      await terminal.untilShows('half a page down');
      terminal.press('escape');
      await terminal.untilShows('user_id ▲');
      expect(await folder.names()).toEqual([]);
    }),
  );
});

describe('with a file', () => {
  it(
    'rows are put in order by key and by click, filtered and found',
    inFolder(async (folder) => {
      const terminal = await exploreEvents(folder);
      expect(terminal.lines()[0]).toContain(`kB  ${RECORDS} records`);
      await terminal.untilShows(`1 of ${USERS}`);
      terminal.press('right', 'right', 'right', 'right', ']');
      await terminal.untilShows('events ▼');
      await terminal.untilShows(/^▌u40 /m);
      terminal.press('s');
      await terminal.untilShows('events ▲');
      terminal.clickOn('start');
      await terminal.untilShows('start ▲');
      terminal.clickOn('start');
      await terminal.untilShows('start ▼');
      terminal.clickOn('user_id');
      await terminal.untilShows(/user_id ▲[\s\S]*▌u01 /);

      terminal.press('&');
      terminal.type('u3\r');
      await terminal.untilShows('& u3 ✕');
      await terminal.untilShows('1 of 10');
      terminal.press('escape');
      await terminal.untilShows(` 30 of ${USERS}`);
      terminal.press('&');
      terminal.type('!/u[0-4]/\r');
      await terminal.untilShows('nothing with & !/u[0-4]/');
      terminal.press('escape');
      await terminal.untilShows(` 1 of ${USERS}`);

      terminal.press('/');
      terminal.type('U2');
      await terminal.untilShows('/U2█');
      terminal.press('backspace', 'backspace');
      terminal.type('u25\r');
      await terminal.untilShows(/^▌u25 /m);
      terminal.press('n');
      await terminal.untilShows('only match');
      terminal.wheel(2, 10, 10);
      terminal.press('g');
      await terminal.untilShows(/^▌u01 /m);
    }),
  );

  it(
    'one goes in from a session to the bytes of a record, and back to the same row',
    inFolder(async (folder) => {
      const terminal = await exploreEvents(folder);
      terminal.press('down', 'down', 'down', 'down', 'enter');
      await terminal.untilShows('user u05 ✕');
      await terminal.untilShows(/^▌07-10 /m);
      const row = terminal.lines().find((line) => line.startsWith('▌07-10')) ?? '';
      const number = Number(/([0-9]+) *$/.exec(row)?.[1]);
      terminal.press('enter');
      await terminal.untilShows(`event ${number}, line ${number}`);
      await terminal.untilShows('  "user_id": "u05",');
      terminal.press('enter');
      await terminal.untilShows(new RegExp(`^▌ +${number} │\\{"user_id": "u05"`, 'm'));
      terminal.press('escape');
      await terminal.untilShows('  "user_id": "u05",');
      terminal.press('escape');
      await terminal.untilShows('user u05 ✕');
      expect(terminal.lines()).toContain(row);
      terminal.press('escape');
      await terminal.untilShows(/^▌u05 /m);
      terminal.press('escape');
      await terminal.untilShows('nothing to step back to; q quits');
    }),
  );

  it(
    'one goes in from a reason to its rejections and their bytes, and back',
    inFolder(async (folder) => {
      const terminal = await exploreEvents(folder);
      terminal.press('2', 'down');
      await terminal.untilShows(/^▌\+ invalid ISO-8601/m);
      terminal.press('enter');
      await terminal.untilShows('reason invalid ISO-8601');
      await terminal.untilShows(` 1 of ${EACH_REJECTED}`);
      terminal.press('down');
      await terminal.untilShows(/^▌ .* yesterday/m);
      terminal.press('enter');
      await terminal.untilShows(/^▌✗ +[0-9]+ │.*"yesterday"/m);
      await terminal.untilShows("invalid ISO-8601: 'yesterday' is no date");
      terminal.press('}');
      await terminal.untilShows(/^▌✗ .*← event 41: json_decode_error/m);
      terminal.press('escape');
      await terminal.untilShows(` 2 of ${EACH_REJECTED}`);
      terminal.press('escape');
      await terminal.untilShows(/^▌\+ invalid ISO-8601/m);
      await terminal.untilShows('2 of 2');
    }),
  );

  it(
    'Events follow the user, the types and the stretch of time that are chosen',
    inFolder(async (folder) => {
      const terminal = await exploreEvents(folder);
      terminal.press('3');
      await terminal.untilShows(/c click +205 /);
      terminal.press('t', 'down', 'x');
      await terminal.untilShows(' 1 type off ✕');
      terminal.press('+');
      await terminal.untilShows(/ 07-10 [0-9:]+ → [0-9:]+ ✕/);
      terminal.press('0');
      await terminal.untilShows(/^ all users .* 00:00 → .* 541 events/m);
      terminal.press('u');
      await terminal.untilShows('▌all users');
      terminal.type('u4');
      await terminal.untilShows('▌u40');
      terminal.press('enter');
      await terminal.untilShows('user u40 ✕');
      terminal.press('d');
      await terminal.untilShows('duplicate_of');
      terminal.press('escape');
      await terminal.untilShows('all users ▾');
    }),
  );

  it(
    'keys that come all at once each do what they do',
    inFolder(async (folder) => {
      const terminal = await exploreEvents(folder);
      terminal.type('jjjjjjjjkk\u001b[B\u001b[B');
      await terminal.untilShows(`9 of ${USERS}`);
      terminal.type('2wjjj');
      await terminal.untilShows(`4 of ${2 * EACH_REJECTED}`);
      terminal.type('1&u1\r');
      await terminal.untilShows(/& u1 ✕[\s\S]* 1 of 10/);
      terminal.type('G4Gg:100\r');
      await terminal.untilShows(/^▌.* 100 │/m);
    }),
  );

  it(
    'pasted text is typed where something can be, and never does what its letters do',
    inFolder(async (folder) => {
      const terminal = await exploreEvents(folder);
      terminal.paste('q\nq');
      await terminal.untilShows('paste into a prompt: / & : o e');
      terminal.press('&');
      terminal.paste('u3\nq\u0003');
      await terminal.untilShows('&u3 q␃█');
      terminal.press('ctrl+u');
      terminal.paste('u3');
      terminal.press('enter');
      await terminal.untilShows(/& u3 ✕[\s\S]* 1 of 10/);
    }),
  );
});
