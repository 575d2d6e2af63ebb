import { describe, expect, it } from 'vitest';
import { plainMessage } from '../../source/app/errors.ts';
import type { Action } from '../../source/explorer/model/action.ts';
import { datasetsOf, Explorer, failedAt } from '../helpers/explorer.ts';
import { textsOf } from './frames.tsx';

const LONG = 'a-user-with-a-name-that-is-longer-than-its-column';
const EVENTS = [
  `{"user_id": "${LONG}", "event_time": "2024-07-10T10:00:00Z", "event_type": "view"}`,
  '{"user_id": "short", "event_time": "the day before yesterday", "event_type": "view"}',
].join('\n');

const SMALL = { columns: 70, rows: 20 };

/** The last line, where messages take the place of the hints, without the position. */
async function messageAfter(keys: readonly string[], ...actions: readonly Action[]): Promise<string> {
  const explorer = await Explorer.of(EVENTS, { ...SMALL, keys });
  for (const action of actions) await explorer.send(action).settle();
  return (textsOf(explorer.model).at(-1) ?? '').replace(/ {2,}[0-9,]+ of [0-9,]+ *$/, '').trimEnd();
}

describe('the message line', () => {
  it('shows a cell whole that the table shows only the beginning of', async () => {
    expect(await messageAfter([])).toMatch(new RegExp(`^ user_id: ${LONG} +\\? help$`));
    expect(await messageAfter(['l'])).toContain('? help');
    expect(await messageAfter(['2', 'w', 'l', 'l', 'l', 'l'])).toMatch(
      /^ time as written: the day before yesterday +\? help$/,
    );
  });

  it('shows in Original what is wrong with the record under the cursor', async () => {
    expect(await messageAfter(['4', '}'])).toContain('event 2: invalid ISO-8601');
  });

  it('leaves out the reason in Original rather than the end of what is wrong', async () => {
    const keys = ['4', '}'];
    expect(await messageAfter(keys)).toContain(
      "event 2: invalid ISO-8601: 'the day before yesterday' is no date",
    );
    const { model } = await Explorer.of(EVENTS, { columns: 60, rows: 20, keys });
    expect(textsOf(model).at(-1)).toContain("← event 2: 'the day before yesterday' is no date");
  });

  it('names the key that takes filters back where nothing matches them, at 40x10', async () => {
    const keys = ['1', '&', ...'user_id=nobody', 'enter'];
    const { model } = await Explorer.of(EVENTS, { columns: 40, rows: 10, keys });
    expect(textsOf(model).join('\n')).toMatch(/^ noth.*: Esc takes back the last *$/m);
  });

  it('ends what is wrong with a filter with how to write it, whole', async () => {
    expect(await messageAfter(['&', ...'duration>sooner', 'enter'])).toMatch(
      / {3}sooner.*…; write it like 90s, 30m, 1h30m or 1d$/,
    );
  });

  it.each([
    ['d', /^ duplicates shown; d shows them alone +\S/],
    ['dd', /^ duplicates alone; d hides them +\S/],
  ])('says after %s in whole words what the key does next, at 60 columns', async (keys, said) => {
    const { model } = await Explorer.of(EVENTS, { columns: 60, rows: 20, keys: ['3', ...keys] });
    expect(textsOf(model).at(-1)).toMatch(said);
  });

  it.each([40, 60, 79, 80, 81, 100])(
    'keeps two blanks between hints and position, at %i columns',
    async (columns) => {
      for (const keys of [['1'], ['2'], ['3'], ['3', 'w'], ['4'], ['U'], ['u'], ['c'], ['M']]) {
        const { model } = await Explorer.of(EVENTS, { columns, rows: 20, keys: ['1', ...keys] });
        const line = textsOf(model).at(-1) ?? '';
        expect(line, keys.join(' ')).not.toMatch(/\S (?:[0-9,]+ of [0-9,]+|[0-9,]+ users?|[0-9]+%|all) *$/);
      }
    },
  );

  it('shows what is typed, and where', async () => {
    expect(await messageAfter(['/'])).toBe(' /█   a text, or /regex/');
    expect(await messageAfter(['&', '!', 'a', 'b', 'left'])).toBe(' &!ab');
    expect(await messageAfter(['e'])).toBe(
      ' export to: sessions.csv   CSV; typing replaces it, End edits it',
    );
    expect(await messageAfter(['e', 'end'])).toBe(' export to: sessions.csv█   CSV');
    expect(await messageAfter(['e', 'a'])).toBe(' export to: a█   CSV');
    expect(await messageAfter(['o', ...'/a/b'])).toBe(' open: /a/b█');
    expect(await messageAfter([':', ...'12'])).toBe(' :12█');
  });

  it('shows the end of what is typed where not all fits', async () => {
    const typed = Array.from({ length: 100 }, (_, index) => String(index % 10));
    expect(await messageAfter(['/', ...typed])).toMatch(/^ \/[0-9]+89█$/);
  });

  it('says what is wrong with a regular expression while it is typed', async () => {
    expect(await messageAfter(['/', ...'/(/'])).toMatch(/^ \/\/\(\/█ {3}\S/);
    // However long it is.
    expect(await messageAfter(['&', ...`/${'a'.repeat(100)}(/`])).toMatch(
      /^ &a{10,}\(\/█ {3}not a regular expression: \S/,
    );
  });

  it('asks before a file is overwritten', async () => {
    expect(await messageAfter([], { kind: 'exportBlocked', path: 'sessions.csv' })).toBe(
      ' sessions.csv exists: overwrite it? y / n',
    );
  });

  it('names the choices of a completion', async () => {
    const completed = {
      kind: 'completed',
      of: 'e',
      text: 'ev',
      choices: ['events.json', 'evening.json'],
    } as const;
    expect(await messageAfter(['o', 'e'], completed)).toBe(' open: ev█   events.json  evening.json');
  });

  it('shows the progress of a long task, and how to end it', async () => {
    const progress = { kind: 'taskProgress', text: 'writing a.csv: 5 of 9 rows' } as const;
    expect(await messageAfter(['e', 'enter'], progress)).toMatch(
      /^ writing a.csv: 5 of 9 rows \(Esc cancels\) +\? help$/,
    );
  });

  it('says that reading failed, and so does the header', async () => {
    const [read] = datasetsOf([EVENTS, EVENTS]);
    const explorer = new Explorer(EVENTS + EVENTS, { columns: 100, rows: 20 });
    await explorer.load(failedAt(read, EVENTS.length, 'the device failed'));
    const lines = textsOf(explorer.model);
    expect(lines[0]).toMatch(/ failed$/);
    expect(lines.at(-1)).toContain('the device failed; what was read before can be explored');
  });

  it('says that the file has changed, and so does the header', async () => {
    const explorer = await Explorer.of(EVENTS, { columns: 100, rows: 20 });
    await explorer.send({ kind: 'fileChanged', changed: true }).settle();
    const lines = textsOf(explorer.model);
    expect(lines[0]).toMatch(/ changed on disk \(r reads again\)$/);
    expect(lines.at(-1)).toMatch(/^ events.json changed on disk; r reads it again +\? help {2}1 of 1$/);
  });

  it.each([
    ['cannot write', 'ENOSPC', 'no space left on the device; free some or choose another place'],
    ['cannot write', 'EDQUOT', 'the disk quota is used up; free some space or choose another place'],
    ['cannot write', 'EROFS', 'the file system is read-only; choose another place'],
    ['cannot read', 'ENOENT', 'no such file or folder; check the name'],
    ['cannot read', 'ECONNRESET', 'the sender closed the connection; check it and start again'],
  ])('shows at 100 columns what to do about a file with a long name: %s %s', async (doing, code, advice) => {
    const name = `/data/${'a long name '.repeat(20)}/events.json`;
    const text = plainMessage(Object.assign(new Error(code), { code }), doing, name);
    const explorer = await Explorer.of(EVENTS, { columns: 100, rows: 20 });
    await explorer.send({ kind: 'message', message: { text, kind: 'bad' } }).settle();
    const line = textsOf(explorer.model).at(-1) ?? '';
    expect(line).toMatch(new RegExp(`^ ${doing} /.*….*${advice} *$`));
    expect(line.length).toBeLessThanOrEqual(100);
  });

  it('takes the place of the hints on a low screen', async () => {
    const { model } = await Explorer.of(EVENTS, { columns: 40, rows: 10, keys: ['/'] });
    expect(textsOf(model).at(-1)?.trimEnd()).toBe(' /█   a text, or /regex/');
  });
});
