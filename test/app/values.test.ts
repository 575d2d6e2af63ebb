import { describe, expect, it } from 'vitest';
import { CommandError } from '../../source/app/errors.ts';
import {
  parseDuration,
  parseGap,
  parseKeyList,
  parsePercent,
  parseSize,
  parseTimeFormat,
  parseTimeKeys,
  parseWorkers,
  parseZone,
} from '../../source/app/parse-values.ts';
import { progressText } from '../../source/app/progress.ts';

describe('a duration', () => {
  it.each([
    ['90s', 90],
    ['30m', 1800],
    ['1h30m', 5400],
    ['1d', 86_400],
    ['1d2h3m4s', 93_784],
  ])('%s is %i seconds', (text, seconds) => {
    expect(parseDuration('--gap', text)).toBe(seconds);
  });

  it.each(['', '30', '0m', '-5m', '1.5h', '30m1h', '5 m', '5min', 'none', '9999999999999999999d'])(
    '%j is not a duration above 0',
    (text) => {
      expect(() => parseDuration('--bucket', text)).toThrow(
        /--bucket .* is not a duration above 0; write it like/,
      );
    },
  );

  it('may be none for the gap', () => {
    expect(parseGap('--gap', 'none')).toBeUndefined();
  });
});

describe('a size', () => {
  it.each([
    ['1', 1],
    ['4096', 4096],
    ['64K', 65_536],
    ['64KB', 64_000],
    ['16MiB', 16_777_216],
    ['256m', 268_435_456],
  ])('%s is %i bytes', (text, bytes) => {
    expect(parseSize('--max-record', text)).toBe(bytes);
  });

  it.each(['', '0', '-1', '257MiB', '1.5M', 'big', '16 MiB'])('%j is not a size', (text) => {
    expect(() => parseSize('--max-record', text)).toThrow(/not a size from 1 byte to 256MiB/);
  });
});

describe('a time format', () => {
  it.each(['iso', 'epoch', 'epoch-ms', '%d/%m/%Y %H:%M:%S', 'iso | epoch-ms | %b %d %T'])(
    '%j is one',
    (text) => {
      expect(parseTimeFormat('--time-format', text)).toBe(text);
    },
  );

  it.each([
    ['epoch-h', 'epoch-h is neither iso, epoch nor a pattern like %d/%m/%Y %H:%M:%S'],
    ['%d/%q', '%d/%q has %q, which is no directive'],
  ])('%j is wrong usage that says what is wrong', (text, words) => {
    expect(() => parseTimeFormat('--time-format', text)).toThrow(CommandError);
    expect(() => parseTimeFormat('--time-format', text)).toThrow(`--time-format ${words}; see --help`);
  });
});

describe('keys', () => {
  it.each(['id', 'userId,anonymousId', 'actor.login', 'a\\.b', 'none'])('%j are some', (text) => {
    expect(parseKeyList('--user-key', text)).toBe(text);
  });

  it.each(['', 'a..b', 'a,', ',', '.a', `${'a'.repeat(5000)}..`])(
    '%j are wrong usage, with one line',
    (text) => {
      expect(() => parseKeyList('--user-key', text)).toThrow(CommandError);
      expect(() => parseKeyList('--user-key', text)).toThrow(
        /^--user-key .{0,100} has an empty key; write it like userId or userId,actor.login; see --help$/,
      );
    },
  );

  it('of the time cannot be none', () => {
    expect(parseTimeKeys('--time-key', 'ts')).toBe('ts');
    expect(() => parseTimeKeys('--time-key', 'none')).toThrow('an event has a time');
  });
});

describe('a zone', () => {
  it.each(['UTC', 'local', '+02:00', 'Europe/Berlin'])('%j is one', (text) => {
    expect(parseZone('--tz', text)).toBe(text);
  });

  it('that there is not is wrong usage', () => {
    expect(() => parseZone('--tz', 'Mars/Olympus')).toThrow(CommandError);
    expect(() => parseZone('--tz', 'Mars/Olympus')).toThrow(
      '--tz Mars/Olympus is not a time zone; write it like',
    );
  });
});

describe('a percentage', () => {
  it.each([
    ['5', 5n, 100n],
    ['0.57%', 57n, 10_000n],
    ['100', 100n, 100n],
    ['0', 0n, 100n],
  ])('%s is %d of %d, exactly', (text, part, whole) => {
    expect(parsePercent('--max-skip-rate', text)).toEqual({ text, part, whole });
  });

  it.each(['', '-1', '101', 'x', '1e1'])('%j is not a percentage', (text) => {
    expect(() => parsePercent('--max-skip-rate', text)).toThrow(CommandError);
  });
});

describe('a number of threads', () => {
  it.each(['1', '2', '16'])('%s is as many as are asked for', (text) => {
    expect(parseWorkers('--workers', text)).toBe(Number(text));
  });

  it.each(['0', '17', '9999', '-1', '1.5', 'two', ''])('%j is wrong usage that names the limits', (text) => {
    expect(() => parseWorkers('--workers', text)).toThrow(CommandError);
    expect(() => parseWorkers('--workers', text)).toThrow(
      / is not a whole number from 1 to 16; write it like 4/,
    );
  });
});

describe('the progress line', () => {
  it('shows share, rate and time left', () => {
    expect(progressText(400e6, 0.4, 2, true)).toBe('[########------------] 40 %  200 MB/s  3 s left to read');
    expect(progressText(0, 0, 0, false)).toContain('░'.repeat(20));
  });

  it('shows how much was read if the size is not known', () => {
    expect(progressText(400e6, undefined, 2, true)).toBe('400 MB read  200 MB/s');
  });

  it('is full when all is read', () => {
    expect(progressText(2000e6, 1, 2, true)).toBe(
      '[####################] 100 %  1000 MB/s  0 s left to read',
    );
  });
});
