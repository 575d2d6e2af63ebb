import { appendFileSync, copyFileSync, rmSync } from 'node:fs';
import { ExplorerRun } from './explorer-run.ts';
import { median, percentile } from './measure.ts';

const file = process.argv[2];
const keys = Number(process.argv[3]);
const copy = '/tmp/fz/followed.jsonl';
copyFileSync(file, copy);
const run = new ExplorerRun(copy, { columns: 120, rows: 40 }, ['--follow']);
await run.secondsUntil(() => run.headline().endsWith(' following') && run.position() !== undefined);
await run.untilQuiet(3000);
for (const k of ['3', '1']) await run.tap(k, 3000);
let n = 0;
const timer = setInterval(() => {
  const time = new Date(Date.UTC(2030, 0, 1) + 1000 * n).toISOString();
  const lines = Array.from({ length: 100 }, (_, i) =>
    JSON.stringify({ user_id: ((n * 100 + i) * 7919) % 500_000, event_time: time, event_type: 'view' }),
  );
  appendFileSync(copy, `${lines.join('\n')}\n`);
  n++;
}, 100);
for (const tab of ['1', '3']) {
  await run.tap(tab, 0);
  await run.wait(3000);
  const times: number[] = [];
  for (let key = 0; key < keys; key++) {
    const row = run.position()?.row ?? 0;
    const f = await run.pressUntil(key % 2 === 0 ? 'down' : 'up', (now) => now?.row !== row);
    times.push(f.milliseconds);
  }
  times.sort((a, b) => a - b);
  console.log(
    'tab',
    tab,
    'median',
    median(times).toFixed(1),
    'p90',
    percentile(times, 0.9).toFixed(1),
    'p95',
    percentile(times, 0.95).toFixed(1),
    'p99',
    percentile(times, 0.99).toFixed(1),
    'top',
    times
      .slice(-6)
      .map((t) => t.toFixed(1))
      .join(' '),
  );
}
clearInterval(timer);
await run.quit();
rmSync(copy);
