import { describe, expect, it } from 'vitest';
import { Pipeline } from '../../source/pipeline/index.ts';
import { DatasetMirror, DatasetSender } from '../../source/pipeline/result/dataset-delta.ts';
import { mixesZones } from '../../source/pipeline/result/zone-counts.ts';
import { encodeUtf8 } from '../../source/pipeline/text/bytes.ts';
import { outcomeOf } from '../helpers/outcome.ts';
import { outcomeInChunks } from '../helpers/speculative-chunks.ts';

const UTC = [
  '"2024-07-10T11:45:00Z"',
  '"2024-07-10 11:45:00 UTC"',
  '"2024-07-10T11:45:00.5+00:00"',
  '"20240710T1145Z"',
];
const OFFSET = ['"2024-07-10T11:45:00+02:00"', '"2024-07-10T11:45:00 -0530"', '"20240710T1145+02"'];
const NONE = ['"2024-07-10T11:45:00"', '"2024-07-10 11:45:00,123"', '"2024-07-10"', '"2024-W28-3T11"'];
const NO_TIME = ['"2024-07-10T11:45:00+25:00"', '"2024-13-10T11:45:00"', '5', '""'];

function fileOf(times: readonly string[]): Uint8Array {
  const records = times.map((time, i) => `{"user_id": ${i}, "event_time": ${time}, "event_type": "x"}`);
  return encodeUtf8(`${records.join('\n')}\n`);
}

/** Two of those in UTC are one event, and count twice: a duplicate is a valid event. */
const file = fileOf([...UTC, ...NO_TIME, ...OFFSET, ...NONE, ...UTC, ...NONE, ...NO_TIME]);
const counts = [8, 3, 8];

describe('how many times were written in UTC, with another offset and with none', () => {
  it('is counted of the valid events, on either path', () => {
    expect(outcomeOf(file).zones).toEqual(counts);
    expect(outcomeOf(file, { paths: 'slow' }).zones).toEqual(counts);
  });

  it('does not depend on where the input is cut', () => {
    for (let cut = 0; cut <= file.length; cut += 7) {
      expect(outcomeOf(file, { cuts: [cut] }).zones).toEqual(counts);
      expect(outcomeInChunks(file, { cuts: [cut], ahead: 2 }).zones).toEqual(counts);
    }
  });

  it('does not count times twice that a reading tried before it gave up', () => {
    const doubled = encodeUtf8(
      [
        '{"event_time": "2024-07-10 11:45:00", "event_time": "2024-07-10T11:45:00Z", "user_id": 1, "event_type": "x"}',
        '{"event_time": "2024-07-10T11:45:00Z", "event_time": "2024-07-10 11:45:00", "user_id": "\\u0031", "event_type": "x"}',
        '{"event_time": "2024-07-10 11:45:00", "user_id": 1.5, "event_type": "x"}',
        '{"event_time": "2024-07-10 11:45:00", "user_id": 1, "event_type": "x"',
      ].join('\n'),
    );
    expect(outcomeOf(doubled).zones).toEqual([1, 0, 1]);
    expect(outcomeOf(doubled, { paths: 'slow' }).zones).toEqual([1, 0, 1]);
  });

  it('counts numbers as UTC, and patterns by their zone', () => {
    const times = [
      ...['"03/05/2024 09:00"', '1714726800000', '"03/05/2024 09:00 +0200"', '"1714726800000"'],
      ...['"2024-05-03T09:00:00"', '1714726800000.5', '"2024-05-03T09:00:00+02:00"', '"1714726800000"'],
    ];
    const settings = { timeFormat: 'iso | epoch-ms | %d/%m/%Y %H:%M %z | %d/%m/%Y %H:%M' };
    for (const paths of ['both', 'slow'] as const) {
      expect(outcomeOf(fileOf(times), { settings, paths }).zones).toEqual([4, 2, 2]);
    }
  });

  it('is known while the file loads, on another thread too', () => {
    const pipeline = new Pipeline();
    pipeline.push(file.subarray(0, file.length / 2));
    const early = pipeline.dataset();
    expect(early.zones.utc + early.zones.offset + early.zones.none).toBe(early.store.count);
    pipeline.push(file.subarray(file.length / 2));
    const result = pipeline.finish();
    expect(result.zones).toEqual({ utc: 8, offset: 3, none: 8 });
    expect(new DatasetMirror().take(new DatasetSender().deltaTo(pipeline.dataset())).zones).toEqual(
      result.zones,
    );
  });

  it('is mixed if there are several kinds', () => {
    expect(mixesZones({ utc: 0, offset: 0, none: 0 })).toBe(false);
    expect(mixesZones({ utc: 0, offset: 3, none: 0 })).toBe(false);
    expect(mixesZones({ utc: 1, offset: 0, none: 1 })).toBe(true);
    expect(mixesZones({ utc: 1, offset: 1, none: 0 })).toBe(true);
  });
});

describe('a time that names no zone, in the zone that is assumed', () => {
  it('is read as clocks there show it, on either path', () => {
    const settings = { assumeTz: 'Europe/Berlin' };
    for (const paths of ['both', 'slow'] as const) {
      const { events, zones } = outcomeOf(fileOf(['"2024-07-10T11:45:00"', '"2024-07-10T11:45:00Z"']), {
        settings,
        paths,
      });
      expect(events.map(([, , time]) => time)).toEqual(['2024-07-10T09:45:00Z', '2024-07-10T11:45:00Z']);
      expect(zones).toEqual([1, 0, 1]);
    }
  });
});
