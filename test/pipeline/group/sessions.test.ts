import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { outcomeOf } from '../../helpers/outcome.ts';

function lines(...events: [user: string, time: string, type?: string][]): Uint8Array {
  return encodeUtf8(
    events
      .map(
        ([user, time, type]) =>
          `{"user_id": ${user}, "event_time": "${time}", "event_type": "${type ?? 'view'}"}`,
      )
      .join('\n'),
  );
}

const AT = '2024-07-10T10:';

describe('sessions', () => {
  it('are one per user without a gap, whatever the order in the file', () => {
    const input = lines(
      ['1', `${AT}30:00Z`],
      ['2', `${AT}05:00Z`],
      ['1', `${AT}10:00Z`],
      ['1', `${AT}20:00Z`],
    );
    expect(outcomeOf(input).sessions).toEqual([
      ['1', `${AT}10:00Z`, `${AT}30:00Z`, 3],
      ['2', `${AT}05:00Z`, `${AT}05:00Z`, 1],
    ]);
  });

  it('end when the next event comes more than the gap later; exactly the gap still belongs', () => {
    const input = lines(
      ['1', `${AT}31:00.000000001Z`],
      ['1', `${AT}00:00Z`],
      ['1', `${AT}30:30Z`],
      ['1', `${AT}30:00Z`],
    );
    expect(outcomeOf(input, { settings: { gapSeconds: 1800 } }).sessions).toEqual([
      ['1', `${AT}00:00Z`, `${AT}31:00.000000001Z`, 4],
    ]);
    expect(outcomeOf(input, { settings: { gapSeconds: 30 } }).sessions).toEqual([
      ['1', `${AT}00:00Z`, `${AT}00:00Z`, 1],
      ['1', `${AT}30:00Z`, `${AT}30:30Z`, 2],
      ['1', `${AT}31:00.000000001Z`, `${AT}31:00.000000001Z`, 1],
    ]);
  });

  it('are ordered by user: integers by value, then strings by code point', () => {
    const ids = [
      '"b"',
      '"B"',
      '"\\ud83d\\ude00"',
      '"\\uffee"',
      '10',
      '9',
      '-3',
      '-20',
      '12345678901',
      '1048576',
      '1048575',
    ];
    const big = [
      '99999999999999999999',
      '-99999999999999999999',
      '-99999999999999999998',
      '"user-2"',
      '"user-10"',
    ];
    const input = lines(...[...ids, ...big].map((id): [string, string] => [id, `${AT}00:00Z`]));
    expect(outcomeOf(input).sessions.map(([user]) => user)).toEqual([
      '-99999999999999999999',
      '-99999999999999999998',
      '-20',
      '-3',
      '9',
      '10',
      '1048575',
      '1048576',
      '12345678901',
      '99999999999999999999',
      'B',
      'b',
      'user-10',
      'user-2',
      '\uffee',
      '\u{1f600}',
    ]);
  });

  it('are right for thousands of users whose events are in random order', () => {
    const events = Array.from({ length: 20_000 }, (_, i): [string, string] => {
      const second = (i * 7919) % 20_000;
      return [String((i % 1000) * 3000), new Date(second * 1000).toISOString()];
    });
    const { sessions, imbalances } = outcomeOf(lines(...events));
    expect(imbalances).toEqual([]);
    expect(sessions.map(([user]) => Number(user))).toEqual(Array.from({ length: 1000 }, (_, i) => i * 3000));
    for (const [, start, end, count] of sessions) {
      expect(count).toBe(20);
      expect(start < end).toBe(true);
    }
  });
});

describe('duplicates', () => {
  it('have the same user, nanosecond and type; the first in the file is kept', () => {
    const input = lines(
      ['1', `${AT}00:00Z`, 'a'],
      ['1', `${AT}00:00Z`, 'b'],
      ['"01"', '2024-07-10T12:00:00.000+02:00', 'a'],
      ['2', `${AT}00:00Z`, 'a'],
      ['1', `${AT}00:00.000000001Z`, 'a'],
      ['1', `${AT}00:00Z`, 'b'],
      ['1', `${AT}00:00Z`, 'a'],
    );
    expect(outcomeOf(input).duplicates).toEqual([
      [3, 1],
      [6, 2],
      [7, 1],
    ]);
  });

  it('are found however many events share an instant', () => {
    const count = 30_000;
    const events = Array.from({ length: count }, (_, i): [string, string, string] => [
      '1',
      `${AT}00:00Z`,
      String(i % 10_000),
    ]);
    const { stats, duplicates } = outcomeOf(lines(...events));
    expect(stats.duplicates_removed).toBe(20_000);
    expect(duplicates.every(([event, original]) => original === ((event - 1) % 10_000) + 1)).toBe(true);
  });

  it('are found among events of one second in any order of nanoseconds', () => {
    const input = lines(
      ['1', `${AT}00:00.2Z`],
      ['1', `${AT}00:00.1Z`],
      ['1', `${AT}00:00.2Z`],
      ['1', `${AT}00:00.1Z`],
    );
    expect(outcomeOf(input).duplicates).toEqual([
      [3, 1],
      [4, 2],
    ]);
  });
});
