import { readFileSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressed, joined, WITH_CHECKSUM } from '../helpers/archives.ts';
import {
  BAD_LINE,
  EXAMPLE,
  EXAMPLE_SUMMARY,
  expectError,
  type Folder,
  GOOD_LINE,
  inFolder,
  summary,
} from '../helpers/command.ts';

const OUTPUTS = ['--out', 'sessions.csv', '--skips_out', 'skipped.csv'];
const example = readFileSync(EXAMPLE);

describe.concurrent('an archive that is broken', () => {
  const lines = Array.from({ length: 20_000 }, (_, at) =>
    at % 10 === 9 ? BAD_LINE : GOOD_LINE.replace('1', String(Math.imul(at, 0x9e3779b1) >>> 12)),
  ).join('');
  let wholeEvents: Promise<string> | undefined;
  const eventsOfWhole = async (folder: Folder): Promise<string> => {
    await folder.write('whole', lines);
    await folder.run(['whole', '--events-out', 'whole.csv']);
    return folder.read('whole.csv');
  };

  it.for(WITH_CHECKSUM)(
    'in %s has what could be read in all outputs and the summary',
    async (compression, context) => {
      await inFolder(async (folder) => {
        const archive = compressed(Buffer.from(lines), compression);
        await folder.write('cut', archive);
        await truncate(folder.at('cut'), Math.floor(archive.length * 0.95));
        wholeEvents ??= eventsOfWhole(folder);
        const whole = await wholeEvents;
        const damaged = archive.slice();
        damaged[Math.floor(archive.length * 0.95)] ^= 0x55;
        await folder.write('damaged', damaged);
        for (const [name, why] of [
          ['cut', `the ${compression} data is cut off after ${Math.floor(archive.length * 0.95)} bytes`],
          ['damaged', `the ${compression} data is damaged (?:at about|before) its byte `],
        ]) {
          const events = ['--events-out', 'events.csv'];
          const { code, stdout, stderr } = await folder.run([name, '--json', ...events, ...OUTPUTS]);
          if (name === 'cut') expect(whole.startsWith(await folder.read('events.csv'))).toBe(true);
          expect(code).toBe(1);
          expect(stderr).toMatch(new RegExp(`cannot read ${name} from byte \\d+ on: ${why}`));
          const found = JSON.parse(stdout);
          expect(found.complete).toBe(false);
          expect(found.total_events).toBeGreaterThan(5_000);
          expect(found.total_events).toBeLessThan(20_000);
          const rejections = (await folder.read('skipped.csv')).trimEnd().split('\n').length - 1;
          expect(rejections).toBe(found.skipped_events);
          expect(await folder.read('sessions.csv')).toContain('2024-07-10T10:00:00Z');
        }
      })(context);
    },
  );

  it.for(WITH_CHECKSUM)(
    'in %s with something else after it is read, with a warning',
    async (compression, context) => {
      await inFolder(async (folder) => {
        await folder.write(
          'events',
          joined(compressed(example, compression), Buffer.from('This is no archive.')),
        );
        const { code, stdout, stderr } = await folder.run(['events', '--summary']);
        expect({ code, stdout }).toEqual({ code: 1, stdout: EXAMPLE_SUMMARY });
        expect(stderr).toMatch(
          new RegExp(
            `the ${compression} data ends at about its byte \\d+, and what follows is no ${compression} data`,
          ),
        );
      })(context);
    },
  );

  it(
    'at its very beginning writes nothing',
    inFolder(async (folder) => {
      await folder.write('events.gz', gzipSync(example).subarray(0, 12));
      expectError(await folder.run(['events.gz', ...OUTPUTS]), 1, 'events.gz', 'cut off after 12 bytes');
      expect(await folder.names()).toEqual(['events.gz']);
    }),
  );
});

describe.concurrent('an archive that is larger than it looks', () => {
  it(
    'takes no memory for what is in it',
    inFolder(async (folder) => {
      const million = gzipSync('\n'.repeat(1024 * 1024), { level: 9 });
      await folder.write(
        'bomb.gz',
        joined(...Array.from({ length: 700 }, () => million), gzipSync(GOOD_LINE)),
      );
      const preload = `import { writeFileSync } from 'node:fs';
        process.on('exit', () => writeFileSync('memory.txt', String(process.resourceUsage().maxRSS)));`;
      const { stdout } = await folder.run(['bomb.gz', '--summary'], { preload });
      expect(stdout).toBe(summary({ total: 1, valid: 1, skipped: 0, duplicates: 0, users: 1 }));
      // In kilobytes; the text alone is 734,000, and a busy machine collects garbage late.
      expect(Number(await folder.read('memory.txt'))).toBeLessThan(500_000);
    }),
  );
});
