import { describe, expect, it } from 'vitest';
import {
  EXAMPLE,
  EXAMPLE_REJECTIONS,
  EXAMPLE_SESSIONS,
  EXAMPLE_SUMMARY,
  inFolder,
  summary,
} from '../helpers/command.ts';
import {
  DUPLICATES,
  EVENTS,
  REJECTIONS,
  runCrafted,
  SESSIONS,
  SESSIONS_WITH_GAP,
  TREND,
  TREND_OF_7_MINUTES,
} from '../helpers/crafted.ts';

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
    'when all outputs are written in one run',
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
    ['--skips_out', 'event,reason,user_id,event_time,event_type,raw,line,offset,code,column,length\n'],
    ['--events-out', 'event,user_id,event_time,event_type,line,offset\n'],
    ['--dupes-out', 'event,duplicate_of,user_id,event_time,event_type,line,offset,differs\n'],
    ['--trend-out', 'bucket_start,event_type,event_count\n'],
  ])('%s has its header though there is no row', async ([flag, header], context) => {
    await inFolder(async (folder) => {
      await folder.run([await folder.write('empty.json', ''), flag, 'it.csv']);
      expect(await folder.read('it.csv')).toBe(header);
    })(context);
  });

  it(
    'for a trend of events at both ends of time and before the epoch',
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
    'accepts an output name that looks like a number or an assignment',
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

describe.concurrent('without a named output, no file is written', () => {
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
