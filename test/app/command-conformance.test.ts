import { describe, expect, it } from 'vitest';
import { type Folder, inFolder, parseCsv, summary } from '../helpers/command.ts';
import { conformanceCases, type Expected } from '../helpers/conformance.ts';

const OUTPUTS = ['--out', 'sessions.csv', '--skips_out', 'skipped.csv'];

async function expectExpected(folder: Folder, stdout: string, expected: Expected): Promise<void> {
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

describe.concurrent.each(conformanceCases)('the case $name', ({ input, expected }) => {
  it(
    'gives the outputs of the contract for the file',
    inFolder(async (folder) => {
      await folder.write('input.json', input);
      const { stdout } = await folder.run(['input.json', ...OUTPUTS]);
      await expectExpected(folder, stdout, expected);
    }),
  );

  it(
    'gives the outputs of the contract for the same bytes through a pipe',
    inFolder(async (folder) => {
      await folder.write('input.json', input);
      const { stdout } = await folder.shell('cat input.json | "$@"', OUTPUTS);
      await expectExpected(folder, stdout, expected);
    }),
  );
});
