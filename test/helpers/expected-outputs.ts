import { expect } from 'vitest';
import { type Folder, parseCsv, summary } from './command.ts';
import type { Expected } from './conformance.ts';

/** The flags for the outputs that `expectExpected` looks at. */
export const OUTPUTS = ['--out', 'sessions.csv', '--skips_out', 'skipped.csv'];

/** That a run in the folder has given the outputs that a conformance case expects. */
export async function expectExpected(folder: Folder, stdout: string, expected: Expected): Promise<void> {
  const { stats } = expected;
  expect(stdout).toBe(
    summary({
      total: stats.total_events,
      valid: stats.valid_events,
      skipped: stats.skipped_events,
      duplicates: stats.duplicates_removed,
      users: stats.unique_users,
    }),
  );
  const [, ...sessions] = parseCsv(await folder.read('sessions.csv'));
  expect(sessions.map(([user, start, end, count]) => [user, start, end, Number(count)])).toEqual(
    expected.sessions,
  );
  const [, ...skipped] = parseCsv(await folder.read('skipped.csv'));
  const found = skipped.map(([event, reason, , , , , line]) => [
    Number(event),
    reason.slice(0, reason.indexOf(':')),
    Number(line),
  ]);
  expect(found).toEqual(expected.skipped);
}
