import { appendFileSync, copyFileSync, rmSync } from 'node:fs';
import { fileName } from './data-files.ts';
import { ExplorerRun } from './explorer-run.ts';
import { median, percentile } from './measure.ts';
import { tableRow, targetTable, whole } from './tables.ts';

const EVENTS_PER_SECOND = 1000;
const WRITES_PER_SECOND = 10;
const SIZE = { columns: 120, rows: 40 };
/** The tabs to look at while events are appended, and the keys that show them. */
const TABS = [
  { name: 'Sessions', key: '1' },
  { name: 'Events', key: '3' },
] as const;
/** After this the first requests of a tab are answered. */
const SETTLE_MILLISECONDS = 3000;
const MOST_SHOWN_MILLISECONDS = 1000;
const MOST_KEY_MILLISECONDS = 16;

/** Appends events to a file, as a program does that writes a log, and remembers when. */
class Writer {
  /** The time of each write, in order. */
  private readonly writtenAt: number[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(path: string) {
    const events = EVENTS_PER_SECOND / WRITES_PER_SECOND;
    this.timer = setInterval(() => {
      const from = this.writtenAt.length * events;
      const time = new Date(Date.UTC(2030, 0, 1) + 1000 * this.writtenAt.length).toISOString();
      const lines = Array.from({ length: events }, (_, i) =>
        JSON.stringify({ user_id: ((from + i) * 7919) % 500_000, event_time: time, event_type: 'view' }),
      );
      appendFileSync(path, `${lines.join('\n')}\n`);
      this.writtenAt.push(performance.now());
    }, 1000 / WRITES_PER_SECOND);
  }

  /** Returns when `count` events had been appended; undefined if they have not. */
  timeOf(count: number): number | undefined {
    return this.writtenAt[Math.ceil((count * WRITES_PER_SECOND) / EVENTS_PER_SECOND) - 1];
  }

  end(): void {
    clearInterval(this.timer);
  }
}

/** Measures a large file that grows while it is shown and keys are pressed. Returns a section of results.md. */
export async function measureFollow(file: string, quick: boolean): Promise<string> {
  const copy = `${file}.followed`;
  copyFileSync(file, copy);
  try {
    return await measureCopy(copy, fileName(file), quick ? 40 : 200);
  } finally {
    rmSync(copy);
  }
}

async function measureCopy(path: string, name: string, keys: number): Promise<string> {
  const run = new ExplorerRun(path, SIZE, ['--follow']);
  await run.secondsUntil(() => run.headline().endsWith(' following') && run.position() !== undefined);
  await run.untilQuiet(SETTLE_MILLISECONDS);
  // The first look at a tab orders all events.
  for (const { key } of [...TABS].reverse()) {
    await run.tap(key, SETTLE_MILLISECONDS);
  }
  const before = recordsIn(run.headline());
  const writer = new Writer(path);
  const rows: string[] = [];
  const shown: number[] = [];
  const pressed: number[] = [];
  for (const tab of TABS) {
    await run.tap(tab.key, 0);
    await run.wait(SETTLE_MILLISECONDS);
    const delays: number[] = [];
    const times: number[] = [];
    let known = recordsIn(run.headline());
    run.onFrame = () => {
      const records = recordsIn(run.headline());
      const writtenAt = records > known ? writer.timeOf(records - before) : undefined;
      if (writtenAt !== undefined) delays.push(performance.now() - writtenAt);
      known = records;
    };
    for (let key = 0; key < keys; key++) {
      const row = run.position()?.row ?? 0;
      const frame = await run.pressUntil(key % 2 === 0 ? 'down' : 'up', (now) => now?.row !== row);
      times.push(frame.milliseconds);
    }
    run.onFrame = () => undefined;
    rows.push(
      tableRow([
        ...[name, tab.name],
        `${whole(median(delays))} (${whole(percentile(delays, 1))})`,
        median(times).toFixed(1),
        percentile(times, 0.99).toFixed(1),
      ]),
    );
    shown.push(...delays);
    pressed.push(...times);
  }
  writer.end();
  const peak = run.peakBytes();
  await run.quit();
  return `The built explorer on a pseudoterminal follows a file to which ${whole(EVENTS_PER_SECOND)} events a second are appended, ${WRITES_PER_SECOND} times a second; ${keys} arrow
keys in each tab meanwhile. A count is shown when the header has it.

${targetTable([
  {
    what: 'ms from the write to the screen, the 99th percentile',
    kind: 'at most',
    limit: MOST_SHOWN_MILLISECONDS,
    value: percentile(shown, 0.99),
  },
  {
    what: 'ms a key, the 99th percentile',
    kind: 'at most',
    limit: MOST_KEY_MILLISECONDS,
    value: percentile(pressed, 0.99),
  },
])}

| file | tab | ms to the screen median (most) | ms a key median | ms p99 |
|---|---|---|---|---|
${rows.join('\n')}

At most ${whole(peak / 1e6)} MB of memory.
`;
}

function recordsIn(headline: string): number {
  return Number((/([\d,]+) records?/.exec(headline)?.[1] ?? '0').replaceAll(',', ''));
}
