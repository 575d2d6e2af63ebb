import { describe, expect, it } from 'vitest';
import { EXAMPLE, EXAMPLE_SESSIONS, EXAMPLE_SUMMARY, GOOD_LINE, inFolder } from '../helpers/command.ts';
import { CRAFTED, runCrafted } from '../helpers/crafted.ts';

describe.concurrent('--summary', () => {
  it(
    'prints the five lines of the summary',
    inFolder(async (folder) => {
      const ended = await folder.run([EXAMPLE, '--summary']);
      expect(ended).toMatchObject({ code: 0, stdout: EXAMPLE_SUMMARY });
    }),
  );
});

describe.concurrent('--json', () => {
  it(
    'prints one object with everything the spec names',
    inFolder(async (folder) => {
      const { stdout } = await runCrafted(folder, ['--json']);
      expect(JSON.parse(stdout)).toEqual({
        input: 'crafted.json',
        size: Buffer.byteLength(CRAFTED),
        settings: expect.any(Object),
        plan: expect.objectContaining({
          user: { text: 'user_id', origin: 'standard' },
          id: null,
          warnings: [],
        }),
        total_events: 16,
        valid_events: 9,
        skipped_events: 7,
        duplicates_removed: 2,
        unique_users: 4,
        duplicates_that_differ: {
          ...{ count: 2, of: 2, exact: true },
          keys: [
            { key: 'event_time', count: 2 },
            { key: 'user_id', count: 1 },
          ],
        },
        reasons: {
          record_too_long: 1,
          json_decode_error: 1,
          missing_key_or_bad_schema: 2,
          'event_time not a string': 1,
          'event_time empty': 1,
          'invalid ISO-8601': 1,
        },
        stray_bytes: 0,
        stray_runs: 0,
        zones: { utc: 7, offset: 1, none: 1 },
        first_event: '2024-07-10T09:45:00.123456789Z',
        last_event: '2024-07-10T10:45:10.751Z',
        elapsed_seconds: expect.any(Number),
        warnings: [
          expect.stringMatching(/^times are written in several ways: /),
          '2 duplicates removed, 2 of 2 looked at differ, in event_time and user_id',
        ],
      });
    }),
  );

  it(
    'has null for the first and the last event if there is none',
    inFolder(async (folder) => {
      const { stdout } = await folder.run(['-', '--json'], { stdin: { piped: '' } });
      expect(JSON.parse(stdout)).toMatchObject({
        size: 0,
        total_events: 0,
        reasons: {},
        first_event: null,
        last_event: null,
      });
    }),
  );

  it(
    'prints the default settings if none were given',
    inFolder(async (folder) => {
      const { stdout } = await folder.run([EXAMPLE, '--json']);
      expect(JSON.parse(stdout).settings).toEqual({
        gap_seconds: null,
        bucket_seconds: 300,
        user_key: 'user_id',
        time_key: 'event_time',
        type_key: 'event_type',
        max_record_bytes: 16 * 1024 * 1024,
      });
    }),
  );

  it(
    'prints the given settings',
    inFolder(async (folder) => {
      const flags =
        '--gap 1d2h3m4s --bucket 90s --user-key u --time-key t --type-key k --max-record 64KiB'.split(' ');
      const { stdout } = await folder.run([EXAMPLE, '--json', ...flags]);
      expect(JSON.parse(stdout).settings).toEqual({
        gap_seconds: 86_400 + 2 * 3600 + 3 * 60 + 4,
        bucket_seconds: 90,
        user_key: 'u',
        time_key: 't',
        type_key: 'k',
        max_record_bytes: 64 * 1024,
      });
    }),
  );

  it(
    'counts stray bytes',
    inFolder(async (folder) => {
      const { stdout } = await folder.run(['-', '--json'], { stdin: { piped: `abc ${GOOD_LINE}}` } });
      expect(JSON.parse(stdout).stray_bytes).toBe(4);
    }),
  );

  it(
    'can be combined with outputs',
    inFolder(async (folder) => {
      const { stdout } = await folder.run([EXAMPLE, '--json', '--out', 'sessions.csv']);
      expect(JSON.parse(stdout).total_events).toBe(5);
      expect(await folder.read('sessions.csv')).toBe(EXAMPLE_SESSIONS);
    }),
  );
});
