import { expect, it } from 'vitest';
import { Explorer } from '../helpers/explorer.ts';
import { linesOf, onTerminalWithColours, textsOf } from './frames.tsx';

onTerminalWithColours(1);

const EVENTS = [
  '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "view"}',
  '{"user_id": 1, "event_time": "2024-07-10T10:20:00Z", "event_type": "click"}',
  '{"user_id": 2, "event_time": "never", "event_type": "view"}',
].join('\n');

it('JSON is coloured in Original, and a damaged record is marked by more than colour', async () => {
  const { model } = await Explorer.of(EVENTS, { columns: 140, keys: ['4'] });
  const lines = linesOf(model);
  expect(lines[5]).toContain('\u001b[36m"user_id"\u001b[39m');
  // Those of JSON are none that have a meaning.
  expect(lines[5]).not.toMatch(/\p{Cc}\[3[123]m/u);
  expect(textsOf(model)[7]).toMatch(/^ ✗ +3 │/);
  expect(textsOf(model)[7]).toContain("← event 3: invalid ISO-8601: 'never' is no date");
});

it('each line of the chart has its letter as well as its colour', async () => {
  const { model } = await Explorer.of(EVENTS, { columns: 100, rows: 30, keys: ['3'] });
  const legend = linesOf(model).find((line) => line.includes('view'));
  expect(legend).toMatch(/\p{Cc}\[3[0-9]mv/u);
  expect(textsOf(model).join('\n')).toMatch(/^▌c click .*\n v view /m);
});

it('a match of the search is marked', async () => {
  const { model } = await Explorer.of(EVENTS, { columns: 140, keys: ['4', '/', ...'click', 'enter'] });
  expect(linesOf(model).join('\n')).toContain(`"\u001b[4m\u001b[30m\u001b[46mclick\u001b[49m`);
});

it('what was rejected is red and what was there twice is yellow in the boxes, and nothing where there is none', async () => {
  const twice = `${EVENTS}\n${EVENTS.split('\n')[0]}\n`;
  for (const size of [
    { columns: 100, rows: 30 },
    { columns: 60, rows: 20 },
  ]) {
    const some = linesOf((await Explorer.of(twice, size)).model).join('\n');
    expect(some).toMatch(/\p{Cc}\[31m(?:\p{Cc}\[1m)?1/u);
    expect(some).toMatch(/\p{Cc}\[33m(?:\p{Cc}\[1m)?1/u);
    const none = linesOf((await Explorer.of(EVENTS.split('\n')[0], size)).model).join('\n');
    expect(none).not.toMatch(/\p{Cc}\[3[13]m/u);
  }
});

it('chips are neither red nor yellow, and not reversed', async () => {
  const { model } = await Explorer.of(EVENTS.split('\n').slice(0, 2).join('\n'), {
    columns: 100,
    rows: 30,
    keys: ['&', ...'view', 'enter'],
  });
  const chip = linesOf(model).find((line) => line.includes('& view'));
  expect(chip).toMatch(/\p{Cc}\[1m\p{Cc}\[4m& view/u);
  expect(chip).not.toMatch(/\p{Cc}\[(?:7|3[13]|43)m/u);
});
