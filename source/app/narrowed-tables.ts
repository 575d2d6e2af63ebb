import type { FinishedRun } from '../engine/finished-run.ts';
import { duplicatesTable, type ExtraCells, eventsTable } from '../output/tables/events-table.ts';
import { sessionsTable } from '../output/tables/sessions-table.ts';
import type { Table } from '../output/tables/table.ts';
import { trendTable } from '../output/tables/trend-table.ts';
import { runToEnd } from '../pipeline/columns/cooperative.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { DifferenceTally } from '../pipeline/differ/difference-tally.ts';
import { DuplicateComparer } from '../pipeline/differ/duplicate-comparer.ts';
import type { Result } from '../pipeline/result/result.ts';
import { windowedReads } from '../pipeline/text/byte-reads.ts';
import { NO_BYTES } from '../pipeline/text/bytes.ts';
import { asksForDuplicates, needsRecords } from '../query/filter-language/term-traits.ts';
import { type Scope, WHOLE_SCOPE } from '../query/scope.ts';
import { eventsInFileOrder, type ScopedData } from '../query/scoped-events.ts';
import { sessionsHolding } from '../query/scoped-sessions.ts';
import { sortSessions } from '../query/session-rows.ts';
import { userNamed } from '../query/user-ids.ts';
import { MORE_ORDERS } from '../schema/table-columns.ts';
import { CommandError, EXIT_FAILED } from './errors.ts';
import { type NarrowingFlags, rangeOf } from './narrowing-flags.ts';
import type { TableShape } from './shape-flags.ts';

/** A table that is narrowed. */
export type NarrowedName = 'sessions' | 'events' | 'duplicates' | 'trend';

/** Returns what flags narrow a result to. */
export function narrowingOf(flags: NarrowingFlags, { store }: Pick<Result, 'store'>): Scope {
  const { user, filter, from, to } = flags;
  const isRange = from !== undefined || to !== undefined;
  const range = isRange ? rangeOf(flags, store.columnStats.lastEvent) : undefined;
  return { ...WHOLE_SCOPE, range, filter, user: user === undefined ? undefined : userNamed(store, user) };
}

/** Returns what sessions are narrowed to: they may hold duplicates, which the other tables have no rows of. */
export function narrowingOfSessions(narrowing: Scope): Scope {
  return asksForDuplicates(narrowing.filter) ? { ...narrowing, duplicates: 'alone' } : narrowing;
}

/** Yields the wanted tables with the rows that belong to the narrowing, and how many rows each has without it. */
export function* narrowedTables(
  { result, readBytes }: FinishedRun,
  narrowing: Scope,
  { bucketSeconds, zone }: { readonly bucketSeconds: number; readonly zone: string | undefined },
  tally: DifferenceTally,
  wanted: Partial<Record<NarrowedName, unknown>> & { readonly order: TableShape['order'] },
  extraOf: (name: 'events' | 'duplicates') => ExtraCells | undefined,
): Generator<[NarrowedName, { readonly table: Table; readonly of: number }]> {
  const { store, duplicates, sessions, grouping } = result;
  const { filter } = narrowing;
  if (readBytes === undefined && filter !== undefined && needsRecords(filter)) throw notKept(filter.text);
  const readRecord = readBytes ?? (() => NO_BYTES);
  const data: ScopedData = { dataset: result, grouping, readRecord, zone };
  if (wanted.sessions || wanted.events || wanted.trend) {
    const chosen = runToEnd(eventsInFileOrder(data, narrowing));
    if (wanted.sessions) {
      const ofSessions = narrowingOfSessions(narrowing);
      const held = ofSessions === narrowing ? chosen : runToEnd(eventsInFileOrder(data, ofSessions));
      const holding = orderedSessions(
        result,
        runToEnd(sessionsHolding(data, ofSessions, held)),
        wanted.order,
      );
      yield ['sessions', { table: sessionsTable(result, holding), of: sessions.count }];
    }
    if (wanted.events) {
      yield [
        'events',
        { table: eventsTable(result, chosen, extraOf('events')), of: store.count - duplicates.count },
      ];
    }
    if (wanted.trend) {
      const of = trendTable(result, bucketSeconds).size;
      yield ['trend', { table: trendTable(result, bucketSeconds, chosen.rows), of }];
    }
  }
  if (wanted.duplicates) {
    const chosen = runToEnd(eventsInFileOrder(data, { ...narrowing, duplicates: 'alone' }));
    const comparer = new DuplicateComparer(result, readBytes && windowedReads(readBytes));
    const table = duplicatesTable(result, comparer.differs, chosen, extraOf('duplicates'));
    yield ['duplicates', { table, of: duplicates.count }];
    tally.addAll(comparer.tally);
  }
}

/** Returns sessions in an order that is no column of their file; undefined: that in which they are. */
export function orderedSessions(
  { store, grouping }: Pick<Result, 'store' | 'grouping'>,
  sessions: RowSelection,
  order: TableShape['order'],
): RowSelection {
  const column = MORE_ORDERS.sessions.find((name) => name === order?.name);
  if (order === undefined || column === undefined) return sessions;
  return runToEnd(sortSessions(store, grouping, sessions, { column, descending: order.isDescending }));
}

function notKept(filter: string): CommandError {
  return new CommandError(
    `--filter ${filter} reads records again, and those of an input of this size that comes only once are not kept; write it to a file first, decompressed`,
    EXIT_FAILED,
  );
}
