import { fileName } from './data-files.ts';
import { ExplorerRun, type KeyFrame, type Size } from './explorer-run.ts';
import { median, percentile } from './measure.ts';
import { tableRow, whole } from './tables.ts';

const SIZES: readonly Size[] = [
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];
const KEYS = [
  { name: 'arrow', key: 'down' },
  { name: 'page down', key: 'pagedown' },
  { name: 'tab', key: 'tab' },
] as const;
/** The first keys run code that is not compiled yet; they are not counted. */
const WARM_UP_KEYS = 20;
/** Fewer, because a file is read in less time than that many take. */
const LOADING_WARM_UP_KEYS = 5;
/** After this the first requests of a tab, such as the order of all events, are answered. */
const SETTLE_MILLISECONDS = 1000;
/** The frame of an uncounted key must not be taken for that of the next one. */
const CATCH_UP_MILLISECONDS = 250;
/** A file is read in seconds, so that one run does not have enough keys. */
const MOST_LOADING_RUNS = 40;

/** What to measure: how many keys of each kind, how many starts. */
export interface FrameOptions {
  readonly keys: number;
  readonly starts: number;
}

/** Measures the explorer on the sample and, if one is given, on a large file. Returns a section of results.md. */
export async function measureFrames(file: string | undefined, options: FrameOptions): Promise<string> {
  const files = file === undefined ? [undefined] : [undefined, file];
  const starts: string[] = [];
  const keys: string[] = [];
  for (const input of files) {
    for (const size of SIZES) {
      starts.push(await startRow(input, size, options.starts));
      keys.push(...(await keyRows(input, size, options.keys)));
    }
  }
  if (file !== undefined) for (const size of SIZES) keys.push(await loadingRow(file, size, options.keys));
  return `The built explorer on a pseudoterminal, from the key to the last byte of all that it draws; each key is pressed when
nothing has come for 33 ms after the one before (while loading: 33 ms after its frame). ${options.keys} keys of each kind after ${WARM_UP_KEYS}
that are not counted, in Sessions; tab goes round all four. Processor time is of all threads together.

| file | screen | key | bytes median (most) | ms median | ms p99 | processor ms a key |
|---|---|---|---|---|---|---|
${keys.join('\n')}

From the start of the process, the median of ${options.starts} starts (slowest):

| file | screen | first frame s | all read and grouped s | peak MB |
|---|---|---|---|---|
${starts.join('\n')}
`;
}

async function startRow(file: string | undefined, size: Size, count: number): Promise<string> {
  const first: number[] = [];
  const done: number[] = [];
  const peak: number[] = [];
  for (let start = 0; start < count; start++) {
    const run = new ExplorerRun(file, size);
    first.push(await run.secondsUntil(() => true));
    if (isDone(run)) throw new Error('the first frame came only when all was read');
    done.push(await run.secondsUntil(() => isDone(run)));
    peak.push(run.peakBytes());
    await run.quit();
  }
  return tableRow([
    nameOf(file),
    screenName(size),
    secondsOf(first),
    secondsOf(done),
    whole(median(peak) / 1e6),
  ]);
}

async function keyRows(file: string | undefined, size: Size, count: number): Promise<string[]> {
  const rows: string[] = [];
  for (const { name, key } of KEYS) {
    const run = await loaded(file, size);
    await pressed(run, key, WARM_UP_KEYS);
    await run.untilQuiet(SETTLE_MILLISECONDS);
    rows.push(keyRow([nameOf(file), screenName(size), name], await pressed(run, key, count)));
    await run.quit();
  }
  return rows;
}

async function loaded(file: string | undefined, size: Size): Promise<ExplorerRun> {
  const run = new ExplorerRun(file, size);
  await run.secondsUntil(() => isDone(run) && run.position() !== undefined);
  return run;
}

interface Pressed {
  readonly frames: readonly KeyFrame[];
  readonly cpuSeconds: number;
}

/** At the end of a list it starts again from the top; the way there is not counted. */
async function pressed(run: ExplorerRun, key: string, count: number): Promise<Pressed> {
  const frames: KeyFrame[] = [];
  let cpuSeconds = 0;
  while (frames.length < count) {
    const position = run.position();
    if (key !== 'tab' && position?.row === position?.count) await run.press('home');
    const before = run.cpuSeconds();
    frames.push(await run.press(key));
    cpuSeconds += run.cpuSeconds() - before;
  }
  return { frames, cpuSeconds };
}

/**
 * Arrows while the file is being read. If rows arrived in between, the position of the cursor is not conclusive: not
 * counted.
 */
async function loadingRow(file: string, size: Size, count: number): Promise<string> {
  const frames: KeyFrame[] = [];
  for (let round = 0; round < MOST_LOADING_RUNS && frames.length < count; round++) {
    const run = new ExplorerRun(file, size);
    await run.secondsUntil(() => run.position() !== undefined);
    for (let pressed = 0; !isDone(run); pressed++) {
      const before = run.position();
      if (before === undefined || before.row === before.count) break;
      const frame = await run.pressUntil(
        'down',
        (now) => now?.row === before.row + 1 || now?.count !== before.count,
      );
      if (run.position()?.count !== before.count) await run.wait(CATCH_UP_MILLISECONDS);
      else if (pressed >= LOADING_WARM_UP_KEYS && !isDone(run)) frames.push(frame);
    }
    await run.quit();
  }
  return keyRow([nameOf(file), screenName(size), 'arrow while loading'], { frames, cpuSeconds: Number.NaN });
}

function isDone(run: ExplorerRun): boolean {
  return run.headline().endsWith(' done');
}

function keyRow(what: readonly string[], { frames, cpuSeconds }: Pressed): string {
  // A small file is read before enough keys were pressed.
  if (frames.length === 0) return tableRow([...what, 'none in time', '', '', '']);
  const bytes = frames.map((frame) => frame.bytes);
  const times = frames.map(({ milliseconds }) => milliseconds);
  const processor = Number.isNaN(cpuSeconds) ? '' : ((1000 * cpuSeconds) / frames.length).toFixed(1);
  return tableRow([
    ...what,
    `${whole(median(bytes))} (${whole(percentile(bytes, 1))})`,
    median(times).toFixed(1),
    percentile(times, 0.99).toFixed(1),
    processor,
  ]);
}

function secondsOf(values: readonly number[]): string {
  return `${median(values).toFixed(2)} (${percentile(values, 1).toFixed(2)})`;
}

function nameOf(file: string | undefined): string {
  return file === undefined ? 'sample' : fileName(file);
}

function screenName({ columns, rows }: Size): string {
  return `${columns}x${rows}`;
}
