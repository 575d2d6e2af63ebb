import { describe, expect, it } from 'vitest';
import type { PipelineSettings } from '../../source/pipeline/settings.ts';
import { rejectionTexts } from '../../source/query/row-text.ts';
import { eventLine } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { reportedRejections } from '../helpers/rejected-files.ts';

const MIB = 1024 * 1024;

const GOOD = eventLine('1', '2024-07-10T10:00:00Z', '"view"');
const LONG_PAD = `"pad": "${'x'.repeat(MIB + 500)}"`;

const FILES: [what: string, text: string, settings?: Partial<PipelineSettings>][] = [
  ['in a file with a byte-order mark', '\ufeff{"user_id": 1, "event_time": "x" "event_type": "a"}\n'],
  ['whose line begins more than a MiB before it', `${GOOD}[${GOOD.trim()},${' '.repeat(MIB)}{"a" 1}]\n`],
  ['over 1 MiB without a time', `${GOOD}{"user_id": 7, ${LONG_PAD}, "event_type": "a"}\n${GOOD}`],
  [
    'over 1 MiB with a time that is none',
    `{${LONG_PAD}, "user_id": 7, "event_time": "bad_ts", "event_type": "a"}\n`,
  ],
  ['over 1 MiB whose JSON breaks at its end', `{"user_id": 7, ${LONG_PAD} "event_type": "a"}\n`],
  [
    'over --max-record with its values after the first MiB',
    `{${LONG_PAD}, "user_id": 7, "event_time": "bad_ts", "event_type": "a", ${LONG_PAD}}\n`,
    { maxRecordBytes: MIB + 1000 },
  ],
];

describe('a rejected record', () => {
  it.each(FILES)('%s is shown in Skipped as the batch command reports it', async (_, text, settings = {}) => {
    const explorer = await Explorer.of(text, { settings, keys: ['2', 'w'] });
    // The number of a record comes last, and only where it is something else than the line.
    const [{ length }] = explorer.rows;
    const reported = reportedRejections(text, settings);
    const columns = ['line', 'user_id', 'reason', 'event_type', 'event_time', 'event'] as const;
    expect(explorer.rows).toEqual(
      reported.map((rejection) => columns.map((name) => rejectionTexts(rejection)[name]).slice(0, length)),
    );
    expect(length === 6).toBe(reported.some(({ recordNumber, line }) => recordNumber !== line));
  });
});

describe('a filter on Skipped', () => {
  it('finds a record over 1 MiB by the words that its row shows, and by no others', async () => {
    const explorer = await Explorer.of(`{"user_id": 7, ${LONG_PAD}, "event_type": "a"}\n`, {
      keys: ['2', 'w'],
    });
    await explorer.enter('&', 'event_time is missing');
    expect(explorer.column('reason')).toEqual(['event_time is missing']);
    await explorer.enter('&', 'missing_key');
    expect(explorer.column('reason')).toEqual(['event_time is missing']);
    await explorer.enter('&', '/^event_time is/');
    expect(explorer.column('reason')).toEqual(['event_time is missing']);
    await explorer.enter('&', '"user_id is"');
    expect(explorer.rows).toEqual([]);
  });
});
