import { afterEach, describe, expect, it } from 'vitest';
import { EXAMPLE, EXAMPLE_SUMMARY, type Folder, inFolder } from '../helpers/command.ts';
import { COMMAND } from '../helpers/pty.ts';
import { closeTerminals, openTerminal, type Terminal } from '../helpers/terminal.ts';
import { type ExploreOptions, explore, someEvents, USERS } from './explorer.ts';

afterEach(closeTerminals);

async function exploreEvents(
  folder: Folder,
  args: readonly string[] = [],
  options: ExploreOptions = {},
): Promise<Terminal> {
  await folder.write('events.json', someEvents());
  return explore(folder, ['events.json', ...args], options);
}

/** Every colour on the screen, of text and ground. */
function coloursOn(terminal: Terminal): Set<string | number> {
  const colours = new Set<string | number>();
  for (let row = 0; row < terminal.lines().length; row++) {
    for (let column = 0; column < 100; column++) {
      const { foreground, background } = terminal.styleAt(column, row);
      colours.add(foreground).add(background);
    }
  }
  return colours;
}

describe('the size of the terminal', () => {
  it(
    'may change at any time, and the place stays',
    inFolder(async (folder) => {
      const terminal = await exploreEvents(folder);
      terminal.type('jjjjjjjjjjjjjjjjjjjj');
      await terminal.untilShows(`21 of ${USERS}`);
      terminal.resize(40, 10);
      await terminal.untilShows(/^▌u21 /m);
      await terminal.untilShows('1 Sess  2 Skip');
      terminal.resize(20, 5);
      await terminal.untilShows('20x5 is too small');
      expect(terminal.lines().slice(1)).toEqual(['needs 30x8', 'q quits', '', '']);
      terminal.press('down');
      terminal.resize(120, 40);
      await terminal.untilShows(/^▌u22 /m);
      await terminal.untilShows('╭ Total events ');
      expect(terminal.lines().at(-1)).toMatch(new RegExp(` 22 of ${USERS}$`));
      expect(terminal.lines()[0]).toMatch(/ done$/);
    }),
  );
});

describe('what is written', () => {
  it(
    'for a key that moves the cursor is less than 600 bytes',
    inFolder(async (folder) => {
      const terminal = await exploreEvents(folder, [], { columns: 120, rows: 40 });
      // What is counted of all sessions, and of those on the screen, has arrived.
      await terminal.untilShows(/median[\s\S]* v▄/);
      terminal.mark();
      terminal.press('down');
      await terminal.untilShows(`2 of ${USERS}`);
      expect(terminal.bytesWritten).toBeLessThan(600);
    }),
  );

  it(
    'holds no control that comes from the file',
    inFolder(async (folder) => {
      const hostile = JSON.stringify('\u001b]52;c;c3RvbGVu\u0007\u001b[?1049l\u001b[2J\u202e\u009b2J');
      const event = (time: string): string =>
        `{"user_id": ${hostile}, "event_time": "${time}", "event_type": ${hostile}}\n`;
      await folder.write('events.json', event('2024-07-10') + event('never') + JSON.parse(hostile));
      const terminal = await explore(folder, ['events.json']);
      const { changed } = terminal.modes();
      for (const [keys, shown] of [
        ['1', '▌␛]52;c;…+202E><U+009B>2J'],
        ['2', "'never' is no date"],
        ['3', '▌07-10 00:00:00'],
        ['t', '▌c ␛]52;c;c3R'],
        ['4', '│␛]52;c;c3RvbGVu␇␛[?1049l␛[2J<U+202E><U+009B>2J'],
      ]) {
        terminal.press(keys);
        await terminal.untilShows(shown);
        expect(terminal.lines()[0]).toMatch(/ events\.json .* done$/);
      }
      expect(terminal.modes()).toMatchObject({ alternateScreen: true, changed });
      expect(terminal.clipboard()).toEqual([]);
    }),
  );
});

describe('colour', () => {
  it(
    'is there, also where CI is set',
    inFolder(async (folder) => {
      const terminal = await exploreEvents(folder, [], { env: { CI: 'true' } });
      terminal.press('4');
      await terminal.untilShows('│{"user_id"');
      expect([...coloursOn(terminal)]).toEqual(expect.arrayContaining(['default', 2, 6]));
    }),
  );

  it.for([
    ['NO_COLOR', [], { NO_COLOR: '1' }],
    ['--no-color', ['--no-color'], { COLORTERM: 'truecolor' }],
  ] as const)('is not there with %s, but what is chosen is to be seen', async ([, args, env], context) => {
    await inFolder(async (folder) => {
      const terminal = await exploreEvents(folder, args, { env });
      const { row } = terminal.placeOf('▌u01');
      expect(terminal.styleAt(1, row).inverse).toBe(true);
      expect(terminal.styleAt(terminal.placeOf('user_id').column, row - 1).bold).toBe(true);
      expect([...coloursOn(terminal)]).toEqual(['default']);
      terminal.press('4');
      await terminal.untilShows('│{"user_id"');
      expect([...coloursOn(terminal)]).toEqual(['default']);
    })(context);
  });
});

describe('--ascii', () => {
  it(
    'draws with ASCII alone',
    inFolder(async (folder) => {
      const terminal = await exploreEvents(folder, ['--ascii']);
      expect(terminal.text()).toContain('+ Total events ');
      for (const [key, shown] of [
        ['1', '>u01'],
        ['2', '=====#'],
        ['3', 'v view '],
        ['4', ' |{"user_id"'],
        ['?', 'half a page down'],
      ]) {
        terminal.press(key);
        await terminal.untilShows(shown);
        expect(terminal.text()).toMatch(/^[ -~\n]*$/);
      }
    }),
  );
});

describe('the mouse', () => {
  it(
    'is left to the terminal with --no-mouse, and m turns it on and off',
    inFolder(async (folder) => {
      const terminal = await exploreEvents(folder, ['--no-mouse']);
      expect(terminal.modes().mouse).toBe('none');
      terminal.press('m');
      await terminal.untilShows('mouse on');
      expect(terminal.modes()).toMatchObject({ mouse: 'drag', sgrMouse: true });
      terminal.clickOn('2 Skipped');
      await terminal.untilShows('invalid ISO-8601');
      terminal.press('m');
      await terminal.untilShows('mouse off: the terminal selects text');
      expect(terminal.modes()).toMatchObject({ mouse: 'none', sgrMouse: false });
    }),
  );
});

describe('where there is no screen', () => {
  it(
    'the summary is written instead',
    inFolder(async (folder) => {
      const dumb = await openTerminal({ args: [EXAMPLE], cwd: folder.path, env: { TERM: 'dumb' } });
      expect(await dumb.exit()).toEqual({ exitCode: 0, signal: null });
      expect(dumb.text()).toContain(EXAMPLE_SUMMARY.trimEnd());
      const piped = await openTerminal({
        command: ['sh', '-c', '"$@" > out.txt', 'sh', ...COMMAND],
        args: [EXAMPLE],
        cwd: folder.path,
      });
      expect(await piped.exit()).toEqual({ exitCode: 0, signal: null });
      expect(await folder.read('out.txt')).toBe(EXAMPLE_SUMMARY);
      for (const terminal of [dumb, piped]) expect(terminal.output()).not.toContain('\u001b[?1049h');
    }),
  );
});
