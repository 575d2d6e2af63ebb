import { describe, expect, it } from 'vitest';
import { infoRows } from '../../source/explorer/overlays/info-rows.ts';
import { listedRows } from '../../source/explorer/tabs/skipped/reason-rows.ts';
import { eventLine } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';

const EVENTS = ['1', '2', '3', '4', '5'].map((user) => eventLine(user, '2024-07-10T10:00:00Z', '"view"'));
const BAD = eventLine('9', 'yesterday', '"view"');
const CONFLICT = [
  ...['[\n', EVENTS[0], '<<<<<<< HEAD\n', EVENTS[1], '=======\n', BAD],
  ...['>>>>>>> feature\n', EVENTS[2], ']\n'],
].join('');
/** A log in which each line has a prefix, and two have no record. */
const LOG = [...[EVENTS[0], EVENTS[1], 'Traceback\n', BAD, EVENTS[2], '  in main()\n', EVENTS[3]]].map(
  (line) => (line.startsWith('{') ? `09:00:13 INFO [app] - ${line}` : line),
);

/** What the list of reasons says, from top to bottom. */
function said({ model }: Explorer): [string, number][] {
  return listedRows(model).map((row) => [row.name, row.kind === 'note' ? 0 : row.count]);
}

/** Where the cursor of Original is after each key. */
async function stops(explorer: Explorer, keys: readonly string[]): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for (const key of keys) {
    await explorer.press(key);
    found.push(explorer.original.cursor?.slice(0, 13));
  }
  return found;
}

describe('what is in no record, in Skipped', () => {
  it('is a row below the reasons; it is no rejection and is in no total', async () => {
    const explorer = await Explorer.of(CONFLICT, { keys: ['2'] });
    expect(said(explorer)).toEqual([
      ['invalid ISO-8601', 1],
      ['3 stray runs', 3],
    ]);
    expect(explorer.model.dataset).toMatchObject({ totalEvents: 4, rejections: { count: 1 } });
  });

  it('is a calm row where most records have text before them, and a row of its own beside that', async () => {
    const explorer = await Explorer.of(LOG.join(''), { keys: ['2'] });
    expect(said(explorer)).toEqual([
      ['invalid ISO-8601', 1],
      ['text before 5 of 5 records', 5],
      ['2 stray runs', 2],
    ]);
  });

  it('is narrowed by no filter, and = says so', async () => {
    const explorer = await Explorer.of(CONFLICT, { keys: ['2', 'G', 'enter', '='] });
    expect(explorer.message).toBe('no filter narrows these rows');
    expect(explorer.model.chips).toEqual([]);
  });

  it('is shown in Original by }, from where Esc leads back', async () => {
    const explorer = await Explorer.of(LOG.join(''), { keys: ['2', 'G', '}'] });
    expect([explorer.model.tab, explorer.original.cursor]).toEqual(['original', 'Traceback']);
    await explorer.press('escape');
    expect(explorer.model.tab).toBe('skipped');
    await explorer.press('up', '}');
    expect(explorer.original.cursor).toBe('09:00:13 INFO [app] - ');
  });

  it('is listed by Enter with where it is, how long, and what it says; Enter again shows the run', async () => {
    const explorer = await Explorer.of(LOG.join(''), { columns: 120, keys: ['2', 'G', 'enter'] });
    const offset = LOG.join('').indexOf('Traceback');
    expect(explorer.rows).toEqual([
      ['3', String(offset), '9', 'Traceback'],
      ['6', String(LOG.join('').indexOf('in main()')), '9', 'in main()'],
    ]);
    await explorer.press('}');
    expect(explorer.chosen[0]).toBe('6');
    await explorer.press('}');
    expect(explorer.message).toBe('no stray run after this one');
    await explorer.press('enter');
    expect([explorer.model.tab, explorer.original.cursor]).toEqual(['original', '  in main()']);
    await explorer.press('escape', 'escape');
    expect(explorer.model.tabs.skipped.pane).toBe('reasons');
    await explorer.press('w');
    expect(explorer.column('event_time')).toEqual(['yesterday']);
  });

  it('lists the runs that most records have before them apart, sorts and finds them', async () => {
    const explorer = await Explorer.of(LOG.join(''), { columns: 120, keys: ['2', 'G', 'up', 'enter'] });
    expect(explorer.column('line')).toEqual(['1', '2', '4', '5', '7']);
    expect(new Set(explorer.column('raw'))).toEqual(new Set(['09:00:13 INFO [app] -']));
    await explorer.press(']');
    expect(explorer.column('line')).toEqual(['7', '5', '4', '2', '1']);
    await explorer.enter('/', 'INFO');
    expect(explorer.chosen[0]).toBe('5');
  });

  it('is there with nothing rejected too, and Enter lists it', async () => {
    const explorer = await Explorer.of(`${EVENTS[0]}oops\n`, { keys: ['2'] });
    expect(said(explorer)).toEqual([['1 stray run', 1]]);
    await explorer.press('enter', 'enter');
    expect(explorer.original.cursor).toBe('oops');
  });

  it('keeps the cursor on its row while reasons and runs are still found', async () => {
    const explorer = await Explorer.of(CONFLICT, { keys: ['2', 'G'] });
    const more = await Explorer.of(CONFLICT + EVENTS[3].replace('"view"', 'null') + LOG.join(''));
    if (more.model.dataset === undefined) throw new Error('nothing was loaded');
    await explorer.load(more.model.dataset);
    const { cursor } = explorer.model.tabs.skipped.reasons;
    expect(said(explorer)[cursor]).toEqual(['10 stray runs', 10]);
  });

  it.each([
    ['G', [2, 5]],
    ['down', [0, 1, 3, 4, 6]],
  ])('is written by e, the runs of the row under the cursor: %s', async (key, runs) => {
    const explorer = await Explorer.of(LOG.join(''), { keys: ['2', key] });
    await explorer.press('e');
    expect(explorer.model.prompt?.text).toBe('stray.csv');
    await explorer.press('escape');
    await explorer.enter('e', 'out.csv');
    const [effect] = explorer.asked;
    expect(effect.kind === 'export' && effect.exported).toMatchObject({
      what: 'strays',
      rows: { rows: Uint32Array.from(runs), rowCount: runs.length },
      isPart: false,
    });
    await explorer.press('escape', 'w', 'e');
    expect(explorer.model.prompt?.text).toBe('skipped.csv');
  });
});

describe('} and { in Original', () => {
  it('stop at stray runs and at rejected records, in file order', async () => {
    const explorer = await Explorer.of(CONFLICT, { keys: ['4'] });
    expect(await stops(explorer, ['}', '}', '}', '}', '}', '{', '{'])).toEqual([
      ...['<<<<<<< HEAD', '=======', '{"user_id": 9', '>>>>>>> featu', '>>>>>>> featu'],
      ...['{"user_id": 9', '======='],
    ]);
    await explorer.press('{', '{');
    expect(explorer.message).toBe('no rejected record or stray run before this one');
  });

  it('pass the text that most records have before them', async () => {
    const explorer = await Explorer.of(LOG.join(''), { keys: ['4'] });
    expect(await stops(explorer, ['}', '}', '}', '}', '{'])).toEqual([
      ...['Traceback', '{"user_id": 9', '  in main()', '  in main()', '{"user_id": 9'],
    ]);
    expect(explorer.message).toBe('');
  });

  it('stop at text before a record where most records have none', async () => {
    const explorer = await Explorer.of(`${EVENTS.join('')}oops ${EVENTS[0]}`, { keys: ['4', '}'] });
    expect(explorer.original.cursor).toBe('oops ');
  });

  it('say that no more are kept', async () => {
    const explorer = await Explorer.of(`${EVENTS[0]}${'x\n'.repeat(100_002)}`, { keys: ['4', 'G', '}'] });
    expect(explorer.message).toBe(
      'no rejected record or stray run after this one among the 100,000 runs that are kept',
    );
  });
});

it('i has what is in no record among the facts about the file', async () => {
  const explorer = await Explorer.of(LOG.join(''), { keys: ['i'] });
  const rows = infoRows(explorer.model).filter(({ name }) => name === 'stray_runs');
  expect(rows.map(({ value }) => value)).toEqual(['text before 5 of 5 records', '2 stray runs']);
});
