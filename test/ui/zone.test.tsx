import { describe, expect, it } from 'vitest';
import { eventLine } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { textsOf } from './frames.tsx';

const ZONE = 'Europe/Berlin';
/** Either side of the end of summer time, which is at 01:00 UTC. */
const TEXT = ['2024-10-26T22:30:00Z', '2024-10-27T00:30:00Z', '2024-10-27T01:30:00Z', '2024-10-27T11:15:00Z']
  .map((time) => eventLine('7', time, '"view"'))
  .join('');
const LOCAL = ['2024-10-27 00:30:00', '2024-10-27 02:30:00', '2024-10-27 02:30:00', '2024-10-27 12:15:00'];

describe('with --tz Europe/Berlin', () => {
  it('shows times by the clocks there, in every table', async () => {
    const explorer = await Explorer.of(TEXT, { zone: ZONE });
    expect([explorer.chosen[1], explorer.chosen[2]]).toEqual([LOCAL[0], LOCAL[3]]);
    await explorer.press('3');
    expect(explorer.column('event_time')).toEqual(LOCAL);
  });

  it.each([80, 120])('says the zone once above all times, at %i columns', async (columns) => {
    const { model } = await Explorer.of(TEXT, { zone: ZONE, columns, keys: ['3'] });
    expect(textsOf(model)[0]).toContain('times in Europe/Berlin');
  });

  it('filters and finds by the times that are shown', async () => {
    const explorer = await Explorer.of(TEXT, { zone: ZONE, keys: ['3'] });
    await explorer.enter('/', '12:15');
    expect(explorer.state.viewport.cursor).toBe(3);
    await explorer.enter('&', '02:30');
    expect(explorer.rows).toHaveLength(2);
    await explorer.enter('&', '11:15');
    expect(explorer.rows).toHaveLength(0);
    await explorer.press('1');
    await explorer.enter('&', '12:15');
    expect(explorer.rows).toHaveLength(1);
  });

  it.each([
    ['2024-10-27 12:15:00', 3],
    ['2024-10-27T11:15', 3],
    ['2024-10-27T11:15Z', 3],
    ['2024-10-27 02:00:00', 1],
    ['2024-10-27T00:31:00Z', 2],
    ['2024-10-27T02:30:00+01:00', 2],
    ['2024-10-27', 0],
  ])('goes with `:` to %s as a time there, unless it names another zone', async (text, row) => {
    const explorer = await Explorer.of(TEXT, { zone: ZONE, keys: ['3'] });
    await explorer.enter(':', text);
    expect(explorer.state.viewport.cursor).toBe(row);
  });

  it('labels the chart with the time there, and the range', async () => {
    const { model } = await Explorer.of(TEXT, { zone: ZONE, columns: 120, keys: ['3', '0'] });
    const lines = textsOf(model);
    expect(lines.join('\n')).toContain('10-27 00:30 → 12:20 Europe/Berlin');
    // Midnight is not in the range: the first round hour is. One hour is there twice.
    expect(lines.join('\n')).toMatch(/^ +2024-10-27 +02:00 +04:00 +06:00 +08:00 /m);
  });

  it('shows the first and the last event with their offsets in the information', async () => {
    const { model } = await Explorer.of(TEXT, { zone: ZONE, columns: 120, rows: 40, keys: ['i'] });
    const text = textsOf(model).join('\n');
    expect(text).toContain('2024-10-27T00:30:00+02:00');
    expect(text).toContain('2024-10-27T12:15:00+01:00');
  });
});
