import { utimes } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../helpers/command.ts';

const MIXED = [
  '{"user_id": 1, "event_time": "2024-05-03T09:00:00Z", "event_type": "open"}',
  '{"user_id": 1, "event_time": "2024-05-03 09:00:00", "event_type": "open"}',
  '{"user_id": 1, "event_time": "2024-05-03T11:00:00+02:00", "event_type": "open"}',
  '{"user_id": 1, "event_time": "2024-05-03T09:30:00", "event_type": "open"}',
].join('\n');

describe.concurrent('--time-format', () => {
  it(
    'reads times in several formats, and says why others are no times',
    inFolder(async (folder) => {
      const piped = [
        '{"user_id": 1, "event_time": 1714726800123, "event_type": "a"}',
        '{"user_id": 1, "event_time": "03/05/2024 09:00:01", "event_type": "b"}',
        '{"user_id": 1, "event_time": "2024-05-03", "event_type": "c"}',
      ].join('\n');
      const flags = [
        '--time-format',
        'epoch-ms | %d/%m/%Y %T',
        '--events-out',
        '-',
        '--skips_out',
        'skipped.csv',
      ];
      const { stdout } = await folder.run(['-', ...flags], { stdin: { piped } });
      expect(stdout).toBe(`event,user_id,event_time,event_type,line,offset
1,1,2024-05-03T09:00:00.123Z,a,1,0
2,1,2024-05-03T09:00:01Z,b,2,${piped.indexOf('\n') + 1}
`);
      expect(await folder.read('skipped.csv')).toContain(
        "3,invalid ISO-8601: '2024-05-03' fits none of epoch-ms | %d/%m/%Y %T,1,2024-05-03,c,",
      );
    }),
  );

  it(
    'that is no time is wrong usage, in one line',
    inFolder(async (folder) => {
      const ended = await folder.run(['-', '--time-format', '%d/%q'], { stdin: { piped: '' } });
      expect(ended).toMatchObject({ code: 2, stdout: '' });
      expect(ended.stderr).toBe(
        'event-sessions-tui: --time-format %d/%q has %q, which is no directive; see --help\n',
      );
    }),
  );
});

describe.concurrent('times without a year', () => {
  it(
    'are in that of --year',
    inFolder(async (folder) => {
      const piped = '{"user_id": 1, "event_time": "May  3 09:00:22", "event_type": "a"}';
      const flags = ['--time-format', '%b %d %T', '--year', '2021', '--events-out', '-'];
      const { stdout } = await folder.run(['-', ...flags], { stdin: { piped } });
      expect(stdout).toContain('1,1,2021-05-03T09:00:22Z,a,1,0\n');
    }),
  );

  it(
    'are in that of the date of the file where its times are: in Tokyo the year ends nine hours earlier',
    inFolder(async (folder) => {
      await folder.write('a.json', '{"user_id":1,"event_time":"Jan  1 08:20:00","event_type":"a"}');
      await utimes(folder.at('a.json'), 0, Date.UTC(2025, 11, 31, 23, 30) / 1000);
      const { stdout } = await folder.run(['a.json', '--assume-tz', 'Asia/Tokyo', '--json']);
      const { first_event, settings, plan } = JSON.parse(stdout);
      expect([first_event, settings.assume_tz, plan.year]).toEqual([
        '2025-12-31T23:20:00Z',
        'Asia/Tokyo',
        2026,
      ]);
    }),
  );

  it(
    'are in that of the file, whatever it is packed in, of several files in that of the newest',
    inFolder(async (folder) => {
      const log = (day: string): string => `{"user_id":1,"event_time":"${day} 10:00:00","event_type":"a"}\n`;
      await folder.write('new.json', log('Jan  2'));
      await folder.write('old.json', log('Dec 30'));
      await utimes(folder.at('old.json'), 0, Date.UTC(2021, 11, 31) / 1000);
      await utimes(folder.at('new.json'), 0, Date.UTC(2022, 0, 3) / 1000);
      await folder.shell(
        'gzip -k old.json && tar cf old.tar old.json && mkdir in && cp -p old.json in/1 && cp -p new.json in/2',
        [],
      );
      const first = async (name: string): Promise<unknown> =>
        JSON.parse((await folder.run([name, '--json', '--time-format', '%b %d %T'])).stdout).first_event;
      for (const name of ['old.json', 'old.json.gz', 'old.tar', 'in']) {
        expect(await first(name)).toBe('2021-12-30T10:00:00Z');
      }
      const { stdout } = await folder.run(['old.json.gz', '--json', '--time-format', '%b %d %T']);
      expect(JSON.parse(stdout).input_modified).toBe('2021-12-31T00:00:00Z');
    }),
  );
});

describe.concurrent('times with and without a zone', () => {
  it.for(['1', '4'])('are counted, and a mixture is a warning, with %s workers', async (workers, context) => {
    await inFolder(async (folder) => {
      await folder.write('mixed.json', MIXED);
      const { stdout } = await folder.run(['mixed.json', '--json', '--workers', workers]);
      expect(JSON.parse(stdout)).toMatchObject({
        duplicates_removed: 2,
        zones: { utc: 1, offset: 1, none: 2 },
        warnings: [
          'times are written in several ways: 1 in UTC, 1 with another offset, 2 without a zone, read as UTC; --assume-tz names another zone',
          // The same instant, but not the same record.
          '2 duplicates removed, 2 of 2 looked at differ, in event_time',
        ],
      });
    })(context);
  });

  it(
    'are no warning where all are written alike',
    inFolder(async (folder) => {
      await folder.write('plain.json', MIXED.split('\n')[1]);
      const { stdout, stderr } = await folder.run(['plain.json', '--json']);
      expect(JSON.parse(stdout)).toMatchObject({ zones: { utc: 0, offset: 0, none: 1 } });
      expect(JSON.parse(stdout)).not.toHaveProperty('warnings');
      expect(stderr).toBe('');
    }),
  );

  it(
    'are read in the zone of --assume-tz if they name none',
    inFolder(async (folder) => {
      await folder.write('mixed.json', MIXED);
      const flags = ['--assume-tz', 'Europe/Berlin', '--events-out', '-'];
      const { stdout, stderr } = await folder.run(['mixed.json', ...flags]);
      const times = [...stdout.matchAll(/,(2024-[^,]*),/g)].map(([, time]) => time);
      expect(times).toEqual(['2024-05-03T09:00:00Z', '2024-05-03T07:00:00Z', '2024-05-03T07:30:00Z']);
      expect(stderr).toContain('2 without a zone, read as Europe/Berlin; --assume-tz names another zone');
    }),
  );
});
