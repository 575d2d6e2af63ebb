import type { TableData } from '../output/tables.ts';
import type { Crew } from './crew.ts';
import { type SharedTable, sharedDataOf, tableNamed } from './row-parts.ts';

/** Rows made by one thread at a time. */
const ROWS_OF_A_PART = 16 * 1024;
/** For each thread so many parts may be under way or wait to be written. */
const PARTS_AHEAD = 3;

/** The rows of a table in order, as bytes, made by all threads of a crew. */
export async function* partsByCrew(
  crew: Crew,
  table: SharedTable,
  data: TableData,
): AsyncGenerator<Uint8Array> {
  await crew.doByEach({ kind: 'takeData', data: sharedDataOf(data) });
  const { size } = tableNamed(table, data);
  const underWay: Promise<readonly Uint8Array[]>[] = [];
  let next = 0;
  while (next < size || underWay.length > 0) {
    while (next < size && underWay.length < PARTS_AHEAD * crew.size) {
      const to = Math.min(size, next + ROWS_OF_A_PART);
      underWay.push(crew.do({ kind: 'makeRows', table, from: next, to }));
      next = to;
    }
    for (const part of (await underWay.shift()) ?? []) yield part;
  }
}
