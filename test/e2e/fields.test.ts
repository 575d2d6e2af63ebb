import { afterEach, describe, expect, it } from 'vitest';
import { inFolder } from '../helpers/command.ts';
import { closeTerminals, openTerminal } from '../helpers/terminal.ts';
import { explore, untilDone } from './explorer.ts';

afterEach(closeTerminals);

/** Sixty records of three members on two devices, with a time of the event and a later one of its load. */
const MEMBERS = Array.from({ length: 60 }, (_, i) =>
  JSON.stringify({
    memberId: ['ann', 'bob', 'cid'][i % 3],
    deviceId: `d${i % 2}`,
    time: `2024-07-10T10:${String(i).padStart(2, '0')}:00Z`,
    loaded_at: '2024-07-11T00:00:00Z',
    action: ['view', 'click'][i % 2],
  }),
).join('\n');
const NO_TIME = MEMBERS.replaceAll(/"time":"[^"]*","loaded_at":"[^"]*",/g, '"weight":7,');

describe('Fields', () => {
  it(
    'open by themselves where a key that was named is in no record, and one key reads the file with the best ones',
    inFolder(async (folder) => {
      await folder.write('events.json', MEMBERS);
      const terminal = await explore(folder, ['events.json', '--user-key', 'nobody']);
      await terminal.untilShows('No event could be read: which key is user, time, type?');
      expect(terminal.text()).toContain('60 of 60 sampled records would be events, of 3 users');
      terminal.press('enter');
      await terminal.untilShows(/^▌ann /m);
      await untilDone(terminal);
      expect(terminal.lines()[1]).toMatch(/user from memberId, time from time, type from action \(named/);
    }),
  );

  it(
    'are left by Esc, opened by M, and a user that is chosen there gives the sessions',
    inFolder(async (folder) => {
      await folder.write('events.json', MEMBERS);
      const terminal = await explore(folder, ['events.json', '--user-key', 'nobody']);
      await terminal.untilShows('No event could be read');
      terminal.press('escape');
      await terminal.untilShows('no events, so no sessions; M chooses the keys: nobody, event_time and');
      terminal.press('M', '/');
      await terminal.untilShows(/^ \/█/m);
      terminal.press(...'device');
      await terminal.untilShows(/^▌user\? +deviceId/m);
      terminal.press('enter', 'u');
      await terminal.untilShows('60 of 60 sampled records would be events, of 2 users');
      terminal.press('R');
      await terminal.untilShows(/^▌d0 /m);
      await terminal.untilShows('1 of 2');
    }),
  );

  it(
    'correct a wrong plan in six keys, in the same tab, and r keeps to it',
    inFolder(async (folder) => {
      await folder.write('events.json', MEMBERS);
      const terminal = await explore(folder, [
        'events.json',
        ...['--user-key', 'deviceId', '--time-key', 'loaded_at', '--type-key', 'action'],
      ]);
      await terminal.untilShows('1 of 2');
      terminal.press('3');
      await terminal.untilShows('07-11 00:00');
      const keys = ['M', 'u', 'w', 't', 'R'];
      expect(keys.length).toBeLessThanOrEqual(6);
      terminal.press(...keys);
      await terminal.untilShows('07-10 10:00');
      await terminal.untilShows(/60 events/);
      terminal.press('1');
      await terminal.untilShows(/^▌ann /m);
      await terminal.untilShows('1 of 3');
      terminal.press('r');
      await untilDone(terminal);
      await terminal.untilShows('1 of 3');
      expect(terminal.lines()[1]).toContain('memberId');
    }),
  );

  it.for([
    [120, 40],
    [80, 24],
    [40, 10],
  ] as const)(
    'open by themselves at %ix%i for a file without a time, and say what is missing',
    ([columns, rows], context) =>
      inFolder(async (folder) => {
        await folder.write('events.json', NO_TIME);
        const terminal = await explore(folder, ['events.json'], { columns, rows });
        await terminal.untilShows(/0 of 60.*: no key reads as a time/);
        expect(terminal.text()).toMatch(/^▌user +memberId/m);
        terminal.press('escape', 'q');
        expect(await terminal.exit()).toMatchObject({ exitCode: 0 });
      })(context),
  );

  it(
    'read a pipe again too',
    inFolder(async (folder) => {
      await folder.write('events.json', MEMBERS);
      const terminal = await explore(folder, [], { stdinFrom: 'cat events.json' });
      await terminal.untilShows(/^▌ann /m);
      terminal.press('M', 'j', 'u', 'R');
      await terminal.untilShows(/^▌d0 /m);
      await terminal.untilShows('1 of 2');
    }),
  );
});

describe('--tz', () => {
  it(
    'shows times by the clocks of a zone and says which; files stay in UTC',
    inFolder(async (folder) => {
      await folder.write('events.json', MEMBERS);
      const terminal = await explore(folder, ['events.json', '--tz', 'Asia/Kolkata']);
      await terminal.untilShows('07-10 15:30:00');
      expect(terminal.lines()[0]).toContain('times in Asia/Kolkata');
      terminal.press('e');
      await terminal.untilShows('export to: ');
      terminal.press('enter');
      await terminal.untilShows('wrote ');
      expect(await folder.read('sessions.csv')).toContain('2024-07-10T10:00:00Z');
    }),
  );

  it(
    'shows the zone of the machine where that is asked for, and refuses an unknown one',
    inFolder(async (folder) => {
      await folder.write('events.json', MEMBERS);
      const terminal = await openTerminal({
        args: ['events.json', '--tz', 'local'],
        cwd: folder.path,
        env: { TZ: 'America/New_York' },
      });
      await terminal.untilShows('times in America/New_York');
      await terminal.untilShows('07-10 06:00:00');
      const wrong = await openTerminal({ args: ['events.json', '--tz', 'Mars/Phobos'], cwd: folder.path });
      expect(await wrong.exit()).toMatchObject({ exitCode: 2 });
      expect(wrong.text()).toContain('Mars/Phobos is not a time zone');
    }),
  );
});
