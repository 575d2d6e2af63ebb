import { describe, expect, it } from 'vitest';
import { placeChips } from '../../source/explorer/chips/chip-places.ts';
import { chipsOf } from '../../source/explorer/chips/chips.ts';
import { typeRows } from '../../source/explorer/tabs/events/type-rows.ts';
import { tabLabels } from '../../source/explorer/tabs/tab-labels.ts';
import { datasetOf, eventLine, upTo } from '../helpers/dataset.ts';
import { DAMAGED, eventsOf, FEW } from '../helpers/explored-files.ts';
import { datasetsOf, Explorer } from '../helpers/explorer.ts';

function chips({ model }: Explorer): string[] {
  return chipsOf(model).map(({ text }) => text);
}

function labels({ model }: Explorer): string {
  return tabLabels({ ...model, columns: 200 }).join('');
}

describe('a range', () => {
  it.each([
    ['9..10', '07-10 09:00 → 10:00', ['Bob', 'Bob']],
    ['09:00..09:30', '07-10 09:00 → 09:30', ['Bob']],
    ['2024-07-10 11:01..11:02', '07-10 11:01 → 11:02', ['dan']],
    ['-19m..', 'from 07-10 11:01', ['dan', 'dan', 'dan']],
    ['..08:30', 'until 07-10 08:30', ['ann']],
    [
      '2024-07-10',
      '07-10',
      FEW.split('\n')
        .slice(1)
        .map(() => ''),
    ],
    ['07-10 9..10', '07-10 09:00 → 10:00', ['Bob', 'Bob']],
    ['1999-01-01', '1999-01-01', []],
  ])(':%s narrows all tabs and is shown as the chip %s', async (text, chip, users) => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter(':', text);
    expect(chips(explorer)).toEqual([chip]);
    await explorer.press('3');
    expect(explorer.rows).toHaveLength(users.length);
    if (users[0] !== '') expect(explorer.column('user_id')).toEqual(users);
    await explorer.press('1');
    expect(explorer.rows).toHaveLength(users[0] === '' ? 4 : new Set(users).size);
  });

  it('that ends before it begins is reported', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter(':', '2024-07-10 11:00..2024-07-10 10:00');
    expect(explorer.message).toBe('this range ends before it begins');
    expect(chips(explorer)).toEqual([]);
  });

  it('puts a time alone on the last day in it', async () => {
    const later = eventLine('9', '2024-07-12T09:30:00Z', '"view"');
    const explorer = await Explorer.of(FEW + later);
    await explorer.press('3');
    await explorer.enter(':', '09:20');
    expect(explorer.chosen[0]).toBe('2024-07-12 09:30:00');
    await explorer.enter(':', '2024-07-10');
    await explorer.enter(':', '09:20');
    expect(explorer.chosen[0]).toBe('2024-07-10 09:30:00');
  });
});

describe('a time alone', () => {
  const far = eventLine('9', '2031-01-19T09:00:00Z', '"view"');
  const file = eventsOf(upTo(60)) + far;

  it('is of the last day that the chart shows, however fast it is typed', async () => {
    const explorer = await Explorer.of(file);
    for (const key of [':', ...'8..9', 'enter', '3']) explorer.send({ kind: 'key', key });
    await explorer.settle();
    expect(chips(explorer)).toEqual(['2024-07-10 08:00 → 09:00']);
    expect(explorer.model.tab).toBe('events');
  });

  it('is forgotten with its prompt', async () => {
    const explorer = await Explorer.of(file);
    for (const key of [':', ...'8..9', 'enter', 'escape']) explorer.send({ kind: 'key', key });
    await explorer.settle();
    expect(chips(explorer)).toEqual([]);
    expect(explorer.model.tab).toBe('sessions');
  });
});

describe('the tabs', () => {
  it('count what is shown of how many there are, whichever is open', async () => {
    const explorer = await Explorer.of(FEW);
    expect(labels(explorer)).toBe(' 1 Sessions 4  2 Skipped 0  3 Events 10  4 Original ');
    await explorer.enter('&', 'type=view');
    expect(labels(explorer)).toBe(' 1 Sessions 3 of 4  2 Skipped 0  3 Events 4 of 10  4 Original ');
    await explorer.enter('&', 'type=view');
    expect(labels(explorer)).toContain('3 Events 4 of 10');
    await explorer.press('3', 't', 'x');
    expect(labels(explorer)).toContain('3 Events 0 of 10');
  });

  it('show of the whole file no count of what was read before', async () => {
    const [first, all] = datasetsOf([FEW, FEW.replaceAll('07-10', '07-11')]);
    const explorer = await new Explorer(FEW).load(first);
    await explorer.enter('&', 'type=view');
    expect(labels(explorer)).toContain('3 Events 4 of ≥10');
    const { inputBytes } = all;
    explorer.send({
      kind: 'loaded',
      dataset: all,
      bytesRead: inputBytes,
      bytesPerSecond: 1,
      shareRead: undefined,
    });
    expect(labels(explorer)).toBe(' 1 Sessions … of 4  2 Skipped 0  3 Events … of 20  4 Original ');
    await explorer.settle();
    expect(labels(explorer)).toContain('3 Events 8 of 20');
  });

  it('count the rejections for which they cannot tell', async () => {
    const explorer = await Explorer.of('{"user_id": 1}\n{"a\n{}\n', { keys: ['2', 'w'] });
    const all = explorer.rows.length;
    await explorer.enter('&', 'user_id=nobody');
    const { undecided = 0, rowCount = -1 } = explorer.state.shown ?? {};
    expect(undecided).toBeGreaterThan(0);
    expect(rowCount).toBe(0);
    expect(explorer.model.counts.rejections?.counts).toEqual({ rejections: 0, undecided });
    expect(undecided).toBeLessThan(all);
  });
});

describe('Esc', () => {
  it('takes back the chip that was set last, when nothing else is left', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter('&', 'type=view');
    await explorer.enter(':', '9..12');
    await explorer.press('3', 'enter');
    expect(explorer.record).toBeDefined();
    await explorer.press('escape');
    expect(chips(explorer)).toEqual(['& type=view', '07-10 09:00 → 12:00']);
    await explorer.press('escape');
    expect(chips(explorer)).toEqual(['& type=view']);
    await explorer.press('escape');
    expect(chips(explorer)).toEqual([]);
    await explorer.press('escape');
    expect(explorer.message).toContain('nothing to step back to');
  });

  it('steps out of what was opened first, which brings back what was looked at there', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter('&', 'type=view');
    await explorer.press('enter');
    expect(chips(explorer)).toEqual(['& type=view', 'user Bob']);
    await explorer.press('escape');
    expect(explorer.model.tab).toBe('sessions');
    expect(chips(explorer)).toEqual(['& type=view']);
  });
});

describe('=', () => {
  it.each([
    ['1', [], 'user_id=Bob', 1],
    ['1', ['l', 'l', 'l', ']', 'down', 'down'], 'duration>=1200s duration<1201s', 1],
    ['3', ['l', 'l'], 'event_type=login', 4],
    ['3', [], 'time="2024-07-10 08:00:00"', 1],
    ['3', ['l', 'l', 'l', 'l'], 'event=1', 1],
  ])('filters by the cell under the cursor: in tab %s after %j by %s', async (tab, keys, filter, rows) => {
    const explorer = await Explorer.of(FEW);
    await explorer.press(tab, ...keys, '=');
    expect(explorer.model.scope.filter?.text).toBe(filter);
    expect(explorer.rows).toHaveLength(rows);
  });

  it('finds a user whose id is no text, as it is shown', async () => {
    const damaged = eventLine('"\\ud800Abc"', '2024-07-10T10:00:00Z', '"view"');
    const explorer = await Explorer.of(damaged + eventLine('"Abc"', '2024-07-10T11:00:00Z', '"view"'));
    await explorer.press('G', '=');
    expect(explorer.model.scope.filter?.text).toContain('\ufffd');
    expect(explorer.rows).toHaveLength(1);
  });

  it('adds a term to those that there are, once', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3', 'l', '=', 'l', '=');
    expect(explorer.model.scope.filter?.text).toBe('user_id=ann event_type=login');
    await explorer.press('=');
    expect(explorer.message).toBe('event_type=login is in the filter already');
  });

  it.each([
    [[], 'types', 'types is nothing to filter by'],
    [['U'], 'sessions', 'sessions is nothing to filter by'],
    [['U'], 'rejections', 'rejected is nothing to filter by'],
    [['U'], 'first_event', ''],
    [['U', '+'], 'type:0', 'login is nothing to filter by'],
  ])(
    'in a list opened with %j takes a cell of %s only for what rows have by themselves',
    async (keys, column, message) => {
      const explorer = await Explorer.of(FEW, { columns: 200, keys });
      while (explorer.state.column !== column) await explorer.press('l');
      await explorer.press('=');
      expect(explorer.message).toContain(message);
      const filter = explorer.model.scope.filter?.text;
      expect(filter).toBe(message === '' ? 'time="2024-07-10 11:00:00"' : undefined);
    },
  );

  it('takes the text of any other cell literally', async () => {
    const explorer = await Explorer.of(DAMAGED, { keys: ['2', 'w', 'l', 'l', '='] });
    expect(explorer.model.scope.filter?.text).toMatch(/^".*"$/);
    expect(explorer.rows.length).toBeGreaterThan(0);
  });

  it('leaves the range of time as it is', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(60)), { keys: ['3', '='] });
    expect(explorer.model.scope.range).toBeUndefined();
  });
});

it('an unknown key says so', async () => {
  const explorer = await Explorer.of(FEW, { keys: ['X'] });
  expect(explorer.message).toBe('unknown key X');
});

describe('reading the file again', () => {
  it('keeps the range, the user, the filter, the types that are off and the view of duplicates, by name', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3', 'u', 'c', 'i', 'd', 'enter', 't', 'x', 'escape', 'd', '1');
    await explorer.enter('&', 'event_count>1');
    await explorer.enter(':', '10..');
    const before = chips(explorer);
    expect(before).toHaveLength(5);
    await explorer.press('3');
    const { rows } = explorer;
    await explorer.send({ kind: 'opened', file: explorer.model.file }).settle();
    expect(chips(explorer).slice(0, 4)).toEqual(before.slice(0, 4));
    // Another user comes first now, and has another type.
    await explorer.load(datasetOf(eventLine('"zoe"', '2024-07-09T10:00:00Z', '"quit"') + FEW));
    expect(chips(explorer)).toEqual(before);
    expect(explorer.rows.map((cells) => cells.slice(0, 3))).toEqual(rows.map((cells) => cells.slice(0, 3)));
  });

  it('shows only the type that was shown alone, though more types came, and whatever comes', async () => {
    const explorer = await Explorer.of(FEW, { keys: ['3', 't', 'enter', 'escape'] });
    expect(chips(explorer)).toEqual(['only login']);
    const { rows } = explorer;
    const quits = eventLine('"zoe"', '2024-07-09T10:00:00Z', '"quit"');
    await explorer.send({ kind: 'opened', file: explorer.model.file }).settle();
    const [first, second, third] = datasetsOf([quits, FEW, quits.replace('quit', 'stop')]);
    await explorer.load(first);
    expect([chips(explorer), explorer.rows]).toEqual([['only login'], []]);
    for (const more of [second, third]) {
      await explorer.load(more);
      expect([chips(explorer), explorer.rows.map((row) => row.slice(0, 3))]).toEqual([
        ['only login'],
        rows.map((row) => row.slice(0, 3)),
      ]);
    }
    expect(typeRows(explorer.model).flatMap(({ name, shown }) => (shown ? [name] : []))).toEqual(['login']);
  });

  it('shows nothing of a user who is not in it any more, and says whose events these would be', async () => {
    const explorer = await Explorer.of(FEW, { keys: ['3', 'u', 'c', 'i', 'd', 'enter'] });
    await explorer.send({ kind: 'opened', file: explorer.model.file }).settle();
    await explorer.load(datasetOf(eventLine('"ann"', '2024-07-10T10:00:00Z', '"view"')));
    expect(chips(explorer)).toEqual(['user cid']);
    expect(explorer.rows).toEqual([]);
    await explorer.press('escape', 'escape');
    expect(explorer.rows).toHaveLength(1);
  });
});

it('chips and numbers of tabs share a row where there are few', async () => {
  const explorer = await Explorer.of(FEW, { columns: 40, rows: 10 });
  await explorer.enter('&', 'type=view');
  expect(placeChips(explorer.model, 10)).toMatchObject({
    chips: [{ kind: 'filter', text: ' & ty… ✕' }],
    areCut: false,
  });
  await explorer.enter(':', '9..12');
  expect(tabLabels(explorer.model).join('')).toBe(' 1 Sess  2  3  4 ');
  const left = tabLabels(explorer.model).join('').length;
  expect(placeChips(explorer.model, 40 - left)).toMatchObject({
    chips: [{ kind: 'range', text: ' 07-10 09:00 → 12… ✕' }],
    areCut: true,
  });
});

it.each([
  [24, 5],
  [10, 2],
])('a click on a chip takes it back: on a screen of %i rows in row %i', async (rows, row) => {
  const explorer = await Explorer.of(FEW, { columns: 80, rows });
  await explorer.enter('&', 'type=view');
  await explorer.enter(':', '9..12');
  const left = rows < 18 ? tabLabels(explorer.model).join('').length : 0;
  await explorer.click(row, left + 3);
  expect(chips(explorer)).toEqual(['07-10 09:00 → 12:00']);
  // A click beside it opens what lies there.
  await explorer.click(row, 79);
  expect(chips(explorer)).toEqual(['07-10 09:00 → 12:00']);
});
