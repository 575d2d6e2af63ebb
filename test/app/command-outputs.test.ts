import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  type Ended,
  EXAMPLE,
  EXAMPLE_REJECTIONS,
  EXAMPLE_SESSIONS,
  EXAMPLE_SUMMARY,
  type Folder,
  GOOD_LINE,
  inFolder,
  summary,
} from '../helpers/command.ts';

/** With every reason, duplicates, sub-second times, values that CSV must quote, and records that share a line. */
const LONG_RECORD = `{"user_id": 7, "event_time": "2024-07-10T10:15:00Z", "event_type": "long", "pad": "${'x'.repeat(200)}"}`;
const CRAFTED = `{"user_id": 7, "event_time": "2024-07-10T11:45:00.5+02:00", "event_type": "view"}
{"user_id": "u, \\"x\\"\\n\\ry", "event_time": "2024-07-10T09:45:00.123456789Z", "event_type": "a,b"}
{"user_id": 7 "event_time": "2024-07-10T09:46:00Z", "event_type": "view"}
{"user_id": "7", "event_time": "2024-07-10T09:45:00.500Z", "event_type": "view"}
  [{"user_id": 7, "event_time": 5, "event_type": "view"},
{"user_id": 7, "event_time": " ", "event_type": "vi\\"ew"}, {"user_id": 7, "event_time": "2024-07-10 10:15:00,5", "event_type": 5}]
{"user_id": 1.5, "event_time": "2024-07-10T10:15:00Z", "event_type": "view"}
{"event_time": "2024-07-10T10:15:00Z", "event_type": "view"}
{"user_id": 7, "event_time": "10/07/2024", "event_type": "view"}
{"user_id": "é", "event_time": "2024-07-10T10:15:00Z", "event_type": "5"}
{"user_id": -3, "event_time": "2024-07-10T10:20:00.000001Z", "event_type": ""}
${LONG_RECORD}
{"user_id": 7, "event_time": "2024-07-10T10:45:00.500000001Z", "event_type": true}
{"user_id": 7, "event_time": "2024-07-10T10:45:10.751Z", "event_type": "view"}
{"user_id": 7, "event_time": "2024-07-10T09:45:00.5Z", "event_type": "view"}
`;
const MAX_RECORD = '200';

const SESSIONS = `user_id,session_start,session_end,event_count
-3,2024-07-10T10:20:00.000001Z,2024-07-10T10:20:00.000001Z,1
7,2024-07-10T09:45:00.500Z,2024-07-10T10:45:10.751Z,4
"u, ""x""\n\ry",2024-07-10T09:45:00.123456789Z,2024-07-10T09:45:00.123456789Z,1
é,2024-07-10T10:15:00Z,2024-07-10T10:15:00Z,1
`;

/** Event 14 comes a nanosecond more than 30 minutes after event 7, and event 7 exactly 30 minutes after event 1. */
const SESSIONS_WITH_GAP = `user_id,session_start,session_end,event_count,session,duration_seconds
-3,2024-07-10T10:20:00.000001Z,2024-07-10T10:20:00.000001Z,1,1,0
7,2024-07-10T09:45:00.500Z,2024-07-10T10:15:00.500Z,2,1,1800
7,2024-07-10T10:45:00.500000001Z,2024-07-10T10:45:10.751Z,2,2,10.250999999
"u, ""x""\n\ry",2024-07-10T09:45:00.123456789Z,2024-07-10T09:45:00.123456789Z,1,1,0
é,2024-07-10T10:15:00Z,2024-07-10T10:15:00Z,1,1,0
`;

const REJECTIONS = `event,reason,user_id,event_time,event_type,raw,line,offset
3,"json_decode_error: expected ',' or '}', found '""' at line 3, column 15",,,,"{""user_id"": 7 ""event_time"": ""2024-07-10T09:46:00Z"", ""event_type"": ""view""}",3,180
5,event_time not a string: 5 is a number,7,5,view,"{""user_id"": 7, ""event_time"": 5, ""event_type"": ""view""}",5,338
6,event_time empty: ' ' is blank,7, ,"vi""ew","{""user_id"": 7, ""event_time"": "" "", ""event_type"": ""vi\\""ew""}",6,393
8,"missing_key_or_bad_schema: user_id is 1.5, not an integer or a string that is not blank",1.5,2024-07-10T10:15:00Z,view,"{""user_id"": 1.5, ""event_time"": ""2024-07-10T10:15:00Z"", ""event_type"": ""view""}",7,524
9,missing_key_or_bad_schema: user_id is missing,,2024-07-10T10:15:00Z,view,"{""event_time"": ""2024-07-10T10:15:00Z"", ""event_type"": ""view""}",8,601
10,invalid ISO-8601: '10/07/2024' is no date,7,10/07/2024,view,"{""user_id"": 7, ""event_time"": ""10/07/2024"", ""event_type"": ""view""}",9,662
13,record_too_long: not closed within 200 bytes (--max-record),7,2024-07-10T10:15:00Z,long,"${LONG_RECORD.slice(0, 200).replaceAll('"', '""')}",12,881
`;

const EVENTS = `event,user_id,event_time,event_type,line,offset
1,7,2024-07-10T09:45:00.500Z,view,1,0
2,"u, ""x""\n\ry",2024-07-10T09:45:00.123456789Z,"a,b",2,82
7,7,2024-07-10T10:15:00.500Z,5,6,452
11,é,2024-07-10T10:15:00Z,5,10,727
12,-3,2024-07-10T10:20:00.000001Z,,11,802
14,7,2024-07-10T10:45:00.500000001Z,true,13,1167
15,7,2024-07-10T10:45:10.751Z,view,14,1250
`;

const DUPLICATES = `event,duplicate_of,user_id,event_time,event_type,line,offset
4,1,7,2024-07-10T09:45:00.500Z,view,4,254
16,1,7,2024-07-10T09:45:00.500Z,view,15,1329
`;

const TREND = `bucket_start,event_type,event_count
2024-07-10T09:45:00Z,"a,b",1
2024-07-10T09:45:00Z,view,1
2024-07-10T10:15:00Z,5,2
2024-07-10T10:20:00Z,,1
2024-07-10T10:45:00Z,true,1
2024-07-10T10:45:00Z,view,1
`;

const TREND_OF_7_MINUTES = `bucket_start,event_type,event_count
2024-07-10T09:39:00Z,"a,b",1
2024-07-10T09:39:00Z,view,1
2024-07-10T10:14:00Z,,1
2024-07-10T10:14:00Z,5,2
2024-07-10T10:42:00Z,true,1
2024-07-10T10:42:00Z,view,1
`;

async function runCrafted(folder: Folder, args: readonly string[]): Promise<Ended> {
  await folder.write('crafted.json', CRAFTED);
  return folder.run(['crafted.json', '--max-record', MAX_RECORD, ...args]);
}

describe.concurrent('each output is what the spec says, byte for byte', () => {
  it.for<[what: string, args: string[], content: string]>([
    ['sessions', ['--out', 'it.csv'], SESSIONS],
    ['sessions with a gap of none', ['--out', 'it.csv', '--gap', 'none'], SESSIONS],
    ['sessions with a gap', ['--out', 'it.csv', '--gap', '30m'], SESSIONS_WITH_GAP],
    ['rejections', ['--skips_out', 'it.csv'], REJECTIONS],
    ['rejections with a hyphen', ['--skips-out', 'it.csv'], REJECTIONS],
    ['events', ['--events-out', 'it.csv'], EVENTS],
    ['duplicates', ['--dupes-out', 'it.csv'], DUPLICATES],
    ['the trend', ['--trend-out', 'it.csv'], TREND],
    ['the trend in buckets of another size', ['--trend-out', 'it.csv', '--bucket', '7m'], TREND_OF_7_MINUTES],
  ])('%s', async ([_, args, content], context) => {
    await inFolder(async (folder) => {
      const ended = await runCrafted(folder, args);
      expect(ended.code).toBe(0);
      expect(await folder.read('it.csv')).toBe(content);
      expect(await folder.names()).toEqual(['crafted.json', 'it.csv']);
    })(context);
  });

  it(
    'all of them in one run',
    inFolder(async (folder) => {
      const outputs = { out: 's', skips_out: 'k', 'events-out': 'e', 'dupes-out': 'd', 'trend-out': 't' };
      const args = Object.entries(outputs).flatMap(([flag, name]) => [`--${flag}`, name]);
      const ended = await runCrafted(folder, args);
      expect(ended.stdout).toBe(summary({ total: 16, valid: 9, skipped: 7, duplicates: 2, users: 4 }));
      const written = await Promise.all(['s', 'k', 'e', 'd', 't'].map((name) => folder.read(name)));
      expect(written).toEqual([SESSIONS, REJECTIONS, EVENTS, DUPLICATES, TREND]);
    }),
  );

  it.for<[flag: string, header: string]>([
    ['--out', 'user_id,session_start,session_end,event_count\n'],
    ['--skips_out', 'event,reason,user_id,event_time,event_type,raw,line,offset\n'],
    ['--events-out', 'event,user_id,event_time,event_type,line,offset\n'],
    ['--dupes-out', 'event,duplicate_of,user_id,event_time,event_type,line,offset\n'],
    ['--trend-out', 'bucket_start,event_type,event_count\n'],
  ])('%s has its header though there is no row', async ([flag, header], context) => {
    await inFolder(async (folder) => {
      await folder.run([await folder.write('empty.json', ''), flag, 'it.csv']);
      expect(await folder.read('it.csv')).toBe(header);
    })(context);
  });

  it(
    'the trend of events at both ends of time, and before the epoch',
    inFolder(async (folder) => {
      const times = ['9999-12-31T23:59:59Z', '1969-12-31T23:59:59.999Z', '0001-01-01T00:00:00Z'];
      const piped = times
        .map((time) => `{"user_id": 1, "event_time": "${time}", "event_type": "v"}`)
        .join('\n');
      const ended = await folder.run(['-', '--trend-out', '-'], { stdin: { piped } });
      expect(ended.stdout).toBe(`bucket_start,event_type,event_count
0001-01-01T00:00:00Z,v,1
1969-12-31T23:55:00Z,v,1
9999-12-31T23:55:00Z,v,1
`);
    }),
  );

  it(
    'a name that looks like a number or an assignment is a name',
    inFolder(async (folder) => {
      await folder.run([EXAMPLE, '--out', '5', '--skips_out=a=b']);
      expect(await folder.names()).toEqual(['5', 'a=b']);
    }),
  );
});

describe.concurrent('--batch', () => {
  it(
    'writes sessions.csv and skipped.csv in the current folder',
    inFolder(async (folder) => {
      const ended = await folder.run([EXAMPLE, '--batch']);
      expect(ended).toMatchObject({ code: 0, stdout: EXAMPLE_SUMMARY });
      expect(await folder.names()).toEqual(['sessions.csv', 'skipped.csv']);
      expect(await folder.read('sessions.csv')).toBe(EXAMPLE_SESSIONS);
      expect(await folder.read('skipped.csv')).toBe(EXAMPLE_REJECTIONS);
    }),
  );

  it.for(['--out', '--skips_out', '--events-out', '--dupes-out', '--trend-out'])(
    'writes only the output that %s names',
    async (flag, context) => {
      await inFolder(async (folder) => {
        await folder.run([EXAMPLE, '--batch', flag, 'mine.csv']);
        expect(await folder.names()).toEqual(['mine.csv']);
      })(context);
    },
  );
});

describe.concurrent('without an output named, no file is written', () => {
  it.for<[how: string, args: string[]]>([
    ['with no flag', []],
    ['with --summary', ['--summary']],
    ['with --json', ['--json']],
    ['with --gap', ['--gap', '30m']],
  ])('%s', async ([_, args], context) => {
    await inFolder(async (folder) => {
      expect((await folder.run([EXAMPLE, ...args])).code).toBe(0);
      expect(await folder.names()).toEqual([]);
    })(context);
  });
});

describe.concurrent('--summary', () => {
  it(
    'prints the five lines',
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
        total_events: 16,
        valid_events: 9,
        skipped_events: 7,
        duplicates_removed: 2,
        unique_users: 4,
        reasons: {
          record_too_long: 1,
          json_decode_error: 1,
          missing_key_or_bad_schema: 2,
          'event_time not a string': 1,
          'event_time empty': 1,
          'invalid ISO-8601': 1,
        },
        stray_bytes: 0,
        first_event: '2024-07-10T09:45:00.123456789Z',
        last_event: '2024-07-10T10:45:10.751Z',
        elapsed_seconds: expect.any(Number),
      });
    }),
  );

  it(
    'has no first and no last event when there is none',
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
    'says which settings it ran with when none was given',
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
    'says which settings it was given',
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
    'can stand beside an output',
    inFolder(async (folder) => {
      const { stdout } = await folder.run([EXAMPLE, '--json', '--out', 'sessions.csv']);
      expect(JSON.parse(stdout).total_events).toBe(5);
      expect(await folder.read('sessions.csv')).toBe(EXAMPLE_SESSIONS);
    }),
  );
});

describe.concurrent('the flags for keys', () => {
  const KEYS = ['--user-key', 'who', '--time-key', 'when.at', '--type-key', 'user_id'];

  it(
    'read other keys, and the outputs keep the standard names',
    inFolder(async (folder) => {
      const piped = '{"who": "ann", "when.at": "2024-07-10", "user_id": "login", "event_type": "no"}';
      const ended = await folder.run(['-', '--events-out', '-', ...KEYS], { stdin: { piped } });
      expect(ended.stdout).toBe(`event,user_id,event_time,event_type,line,offset
1,ann,2024-07-10T00:00:00Z,login,1,0
`);
    }),
  );

  it(
    'are named in the rejection of a record that lacks one',
    inFolder(async (folder) => {
      const piped = '{"who": "ann", "event_time": "2024-07-10", "user_id": "login"}';
      const ended = await folder.run(['-', '--skips_out', '-', ...KEYS], { stdin: { piped } });
      expect(ended.stdout).toMatch(/^1,missing_key_or_bad_schema: [^,]*when\.at/m);
    }),
  );
});

describe.concurrent('--max-record', () => {
  it(
    'rejects no record that is shorter',
    inFolder(async (folder) => {
      await folder.write('crafted.json', CRAFTED);
      const { stdout } = await folder.run(['crafted.json', '--json']);
      expect(JSON.parse(stdout).reasons).not.toHaveProperty('record_too_long');
    }),
  );

  it(
    'costs the long record and no other',
    inFolder(async (folder) => {
      const long = `{"pad": "${'x'.repeat(3_000_000)}"}\n`;
      await folder.write('long.json', `${GOOD_LINE}${long}${GOOD_LINE.replace('1', '2')}`);
      const ended = await folder.run(['long.json', '--max-record', '1K']);
      expect(ended.stdout).toBe(summary({ total: 3, valid: 2, skipped: 1, duplicates: 0, users: 2 }));
    }),
  );
});

describe.concurrent('--workers', () => {
  it.for(['1', '4'])('%s gives the same', async (workers, context) => {
    await inFolder(async (folder) => {
      await runCrafted(folder, ['--workers', workers, '--out', 's', '--skips_out', 'k']);
      expect([await folder.read('s'), await folder.read('k')]).toEqual([SESSIONS, REJECTIONS]);
    })(context);
  });
});

describe.concurrent('the flags that only the screen heeds', () => {
  it(
    'are accepted without one',
    inFolder(async (folder) => {
      const ended = await folder.run([EXAMPLE, '--summary', '--no-mouse', '--no-color', '--ascii']);
      expect(ended).toMatchObject({ code: 0, stdout: EXAMPLE_SUMMARY });
    }),
  );
});

describe.concurrent('what the command tells of itself', () => {
  it(
    'is every flag there is, with --help',
    inFolder(async (folder) => {
      const ended = await folder.run(['--help']);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      const flags =
        `--input --out --skips_out --events-out --dupes-out --trend-out --batch --summary --json --gap
        --bucket --user-key --time-key --type-key --max-skip-rate --max-record --workers --no-mouse --no-color
        --ascii --help --version`.split(/\s+/);
      expect(flags.filter((flag) => !new RegExp(`${flag}\\b`).test(ended.stdout))).toEqual([]);
    }),
  );

  it(
    'fits a terminal of 110 columns',
    inFolder(async (folder) => {
      const { stdout } = await folder.run(['--help']);
      expect(stdout.split('\n').filter((line) => line.length > 110)).toEqual([]);
    }),
  );

  it(
    'is its version, with --version',
    inFolder(async (folder) => {
      const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
      expect(await folder.run(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
    }),
  );
});
