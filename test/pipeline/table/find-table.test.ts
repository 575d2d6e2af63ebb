import { describe, expect, it } from 'vitest';
import { findPlan } from '../../../source/pipeline/plan/find-plan.ts';
import { takeTableSample } from '../../../source/pipeline/plan/table-sample.ts';
import { completeSettings } from '../../../source/pipeline/settings.ts';
import { FREE_CHOICE, findTable } from '../../../source/pipeline/table/find-table.ts';
import { tableFormatOf } from '../../../source/pipeline/table/table-formats.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { outcomeOf } from '../../helpers/outcome.ts';
import { NO_TABLES, TABLE_KINDS } from './table-kinds.ts';

describe('a table as its writer writes it', () => {
  it.each(TABLE_KINDS)('is known, and so are its keys and times: $what', ({ what: _, text, ...expected }) => {
    const bytes = encodeUtf8(text);
    const layout = findTable(bytes, true, FREE_CHOICE);
    if (layout === undefined) throw new Error('no table was found');
    const sample = takeTableSample(bytes, true, layout);
    const plan = findPlan(sample, {}, { ...completeSettings({}), opensWrappers: true });
    expect({
      format: tableFormatOf(layout.delimiter),
      user: plan.user.text,
      time: plan.time.text,
      type: plan.type.text,
      timeFormat: plan.timeFormat.text,
    }).toEqual({ timeFormat: 'iso', ...expected });
    const settings = { userKey: plan.user.text, timeKey: plan.time.text, typeKey: plan.type.text };
    const run = { ...settings, timeFormat: plan.timeFormat.text, table: layout };
    const { stats, imbalances } = outcomeOf(bytes, { settings: run });
    expect(imbalances).toEqual([]);
    expect(stats).toMatchObject({ valid_events: sample.from.length, skipped_events: 0 });
  });

  it('has a header where a line names the standard keys, though most rows have another number of cells', () => {
    const bytes = encodeUtf8(
      'user_id,event_time,event_type\na,b\na,b\na,b\na,2024-05-03T09:00:00Z,open\na\n',
    );
    expect(findTable(bytes, true, FREE_CHOICE)?.columns).toEqual(['user_id', 'event_time', 'event_type']);
  });

  it('has that header too where a flag says how the table is written', () => {
    const bytes = encodeUtf8(`user_id;event_time;event_type\n${'1;2\n'.repeat(4)}1;2024-05-03;x\n`);
    expect(findTable(bytes, true, { delimiter: ';', header: undefined, isTable: true })).toMatchObject({
      columns: ['user_id', 'event_time', 'event_type'],
      hasHeaderLine: true,
    });
  });

  it('is planned without the lines that Markdown and databases draw below the names', () => {
    const bytes = encodeUtf8(
      '| user | time |\n|------|:----:|\n| ana | 2024-05-03 09:00:00 |\n| ben | 2024-05-03 09:01:00 |\n',
    );
    const layout = findTable(bytes, true, FREE_CHOICE);
    if (layout === undefined) throw new Error('no table was found');
    const plan = findPlan(takeTableSample(bytes, true, layout), {}, completeSettings({}));
    expect([plan.user.text, plan.time.text, plan.outcome.events]).toEqual(['user', 'time', 2]);
  });

  it('may have ten thousand columns', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',');
    const cells = Array.from({ length: 10_000 }, (_, i) => i).join(',');
    const layout = findTable(encodeUtf8(`${names}\n${cells}\n${cells}\n`), true, FREE_CHOICE);
    expect(layout?.columns.length).toBe(10_000);
  });

  it('is known by its first rows alone, as far as they have come through a pipe', () => {
    const head = encodeUtf8('user_id,event_time,event_type\nana,2024-05-03T09:00:00Z,open\nben,2024-');
    expect(findTable(head, false, FREE_CHOICE)).toMatchObject({ delimiter: ',', headerBytes: 30 });
  });
});

describe('a text that is no table', () => {
  it.each(NO_TABLES)('is not taken for one: %s', (_, text) => {
    expect(findTable(encodeUtf8(text), true, FREE_CHOICE)).toBeUndefined();
  });
});

describe('what is fixed about a table', () => {
  const rows = encodeUtf8('ana;2024-05-03,5;open\nben;2024-05-04,5;buy\n');

  it('are the names of columns that no line has', () => {
    const header = ['user', 'when', 'what'];
    const layout = findTable(rows, true, { delimiter: undefined, header, isTable: true });
    expect(layout).toEqual({ delimiter: ';', columns: header, hasHeaderLine: false, headerBytes: 0 });
  });

  it('may be names that a line repeats, which is then no row', () => {
    const header = ['a', 'b', 'c'];
    const bytes = encodeUtf8('a,b,c\n1,2,3\n');
    const layout = findTable(bytes, true, { delimiter: undefined, header, isTable: true });
    expect(layout).toMatchObject({ hasHeaderLine: true, headerBytes: 6 });
  });

  it('is the delimiter, however badly it fits', () => {
    const layout = findTable(rows, true, { delimiter: ',', header: undefined, isTable: true });
    expect(layout).toMatchObject({ delimiter: ',' });
    expect(layout?.columns).toHaveLength(2);
  });

  it('finds no table where no row has as many cells as there are names', () => {
    const header = ['a', 'b'];
    expect(findTable(rows, true, { delimiter: ';', header, isTable: true })).toBeUndefined();
  });

  it('prefers several columns to one, though damaged rows have fewer', () => {
    const bytes = encodeUtf8('a,b,c\n1,2,3\n1,2\n1,2,3\n');
    const layout = findTable(bytes, true, { delimiter: undefined, header: undefined, isTable: true });
    expect(layout?.columns).toEqual(['a', 'b', 'c']);
  });
});
