import { describe, expect, it } from 'vitest';
import { readShape, shapesOf } from '../../source/app/shape-flags.ts';
import { sessionColumns, tableColumns } from '../../source/output/tables/table.ts';

const TABLES = new Map([
  ['sessions', { columns: sessionColumns(undefined), orders: ['duplicates'], hasRecords: false }],
  ['events', { columns: tableColumns('events', { areSeveral: false }), orders: [], hasRecords: true }],
]);
const KEYS = ['user_id', 'page', 'props', 'props.ms'];

function shapes(flags: Readonly<Record<string, string>>, names: readonly string[] = ['sessions', 'events']) {
  const shape = readShape(new Map(Object.entries(flags)));
  if (shape === undefined) throw new Error('no flag shapes anything');
  return shapesOf(shape, new Map([...TABLES].filter(([name]) => names.includes(name))), KEYS);
}

describe('--columns and --sort', () => {
  it('give each table those that it has, keys of records after them', () => {
    const found = shapes({ columns: 'page,user_id,event_count,"a,b"', sort: '-props.ms' });
    expect(found.get('sessions')).toEqual({ keys: [], picked: [0, 3], sort: undefined, order: undefined });
    expect(found.get('events')).toEqual({
      keys: [
        { name: 'page', path: ['page'] },
        { name: 'a,b', path: ['a,b'] },
        { name: 'props.ms', path: ['props', 'ms'] },
      ],
      picked: [6, 1, 7],
      sort: { column: 8, isDescending: true },
      order: undefined,
    });
    expect(shapes({ sort: 'event_count' }).get('events')).toEqual({
      keys: [],
      picked: undefined,
      sort: undefined,
      order: undefined,
    });
    // An order of sessions is no key that events would be read again for.
    const order = { name: 'duplicates', isDescending: false };
    const plain = { keys: [], picked: undefined, sort: undefined };
    expect([...shapes({ sort: 'duplicates' }).values()]).toEqual([
      { ...plain, order },
      { ...plain, order: undefined },
    ]);
  });

  it.for([
    [
      { columns: 'usr' },
      ['sessions'],
      'usr is no column of what is written; there are user_id, session_start',
    ],
    [{ columns: 'props.mss' }, ['events'], 'props.mss is no column and no key of the records'],
    [{ columns: 'duplicates' }, ['sessions'], 'duplicates is no column of what is written'],
    [{ sort: 'duplicates' }, ['events'], '--sort: duplicates is no column and no key'],
    [{ sort: 'page' }, ['sessions'], '--sort: page is no column of what is written'],
    [{ columns: 'line' }, ['sessions', 'events'], '--columns has none of the sessions: user_id, '],
    [{ columns: 'user_id,user_id' }, ['sessions'], 'names user_id twice'],
    [{ columns: 'user_id,' }, ['sessions'], 'empty name'],
    [{ columns: ',user_id' }, ['sessions'], 'empty name'],
    [{ sort: 'a,b' }, ['sessions'], '--sort takes one column'],
  ] as const)('are wrong usage where there is no such column: %j', ([flags, names, why]) => {
    expect(() => shapes(flags, names)).toThrow(why);
  });
});
