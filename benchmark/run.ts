/**
 * `npm run benchmark` measures everything and writes results.md; `npm run benchmark -- throughput` or another part
 * (scale, hostile, keys, mapped, containers, envelope, parquet, files, small, frames, queries, follow) measures that part.
 * The generated files, some 18 GB, stay in benchmark/data for the next time.
 * - `profile` prints which functions the batch command's time is spent in, and is not part of everything.
 * - `--quick`: with a tenth of the events or less, and fewer runs; printed and not written.
 * - `--file PATH`: frames and queries with that file.
 * - `--clean`: deletes the generated files at the end.
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureContainers } from './containers.ts';
import { cleanData, dataFile, USERS } from './data-files.ts';
import { measureEnvelope } from './envelope.ts';
import { measureFiles } from './files.ts';
import { measureFollow } from './follow.ts';
import { measureFrames } from './frames.ts';
import { measureHostile } from './hostile.ts';
import { measureKeys } from './keys.ts';
import { measureMapped } from './mapped.ts';
import { pathOf, takeOthersShare } from './measure.ts';
import { measureParquet } from './parquet.ts';
import { profileBatch } from './profile.ts';
import { measureQueries } from './queries.ts';
import { sectionOf, writeSection } from './results-file.ts';
import { measureScale } from './scale.ts';
import { measureSmall } from './small.ts';
import { measureThroughput } from './throughput.ts';

const FULL_FRAMES = { keys: 200, starts: 7 };
const QUICK_FRAMES = { keys: 30, starts: 2 };

/** The largest share of all cores' time that other programs may use. */
const QUIET_SHARE = 0.1;

interface Request {
  readonly quick: boolean;
  readonly file: string | undefined;
}

interface Part {
  readonly title: string;
  readonly measure: (request: Request) => Promise<string>;
  /** Only printed, and only on request. */
  readonly onlyPrinted?: true;
}

/** In the order of results.md. */
const PARTS: Readonly<Record<string, Part>> = {
  throughput: { title: 'Throughput', measure: ({ quick }) => measureThroughput(quick) },
  scale: { title: 'Scale', measure: ({ quick }) => measureScale(quick) },
  hostile: { title: 'Hostile input', measure: ({ quick }) => measureHostile(quick) },
  keys: { title: 'Long keys', measure: ({ quick }) => measureKeys(quick) },
  mapped: { title: 'Mapped keys', measure: ({ quick }) => measureMapped(quick) },
  containers: { title: 'Containers', measure: ({ quick }) => measureContainers(quick) },
  envelope: { title: 'Envelope', measure: ({ quick }) => measureEnvelope(quick) },
  parquet: { title: 'Parquet', measure: ({ quick }) => measureParquet(quick) },
  files: { title: 'Many files', measure: ({ quick }) => measureFiles(quick) },
  small: { title: 'Small files', measure: ({ quick }) => measureSmall(quick) },
  frames: {
    title: 'Frames',
    measure: (request) => measureFrames(fileToShow(request), request.quick ? QUICK_FRAMES : FULL_FRAMES),
  },
  queries: {
    title: 'Queries',
    measure: (request) => measureQueries(fileToShow(request), request.quick),
  },
  follow: { title: 'Follow', measure: (request) => measureFollow(fileToShow(request), request.quick) },
  profile: { title: 'Profile', measure: ({ quick }) => profileBatch(quick), onlyPrinted: true },
};

/**
 * Says so if other programs were running: a contender on two cores loses more to them than one on one core, which
 * distorts the ratios.
 */
function quietText(): string {
  const share = takeOthersShare();
  if (share <= QUIET_SHARE) return '';
  return `**The machine was not quiet**: up to ${Math.round(100 * share)} % of its processors' time in a run went elsewhere. Do not rely on ratios of wall time.

`;
}

function fileToShow({ quick, file }: Request): string {
  const events = quick ? 1_000_000 : 10_000_000;
  return file === undefined ? dataFile({ shape: 'narrow', events, users: USERS }) : resolve(file);
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    file: { type: 'string' },
    clean: { type: 'boolean', default: false },
  },
});
const unknown = positionals.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) throw new Error(`nothing is called ${unknown}: ${Object.keys(PARTS).join(', ')}`);
execFileSync('npm', ['run', 'build'], { cwd: pathOf('..'), stdio: ['ignore', 'ignore', 'inherit'] });
const all = Object.keys(PARTS).filter((name) => !PARTS[name].onlyPrinted);
for (const name of positionals.length > 0 ? positionals : all) {
  const { title, measure, onlyPrinted } = PARTS[name];
  const flags = values.quick ? ' --quick' : '';
  const text = await measure({ quick: values.quick, file: values.file });
  const section = sectionOf(title, `npm run benchmark -- ${name}${flags}`, quietText() + text);
  console.log(section);
  if (!values.quick && !onlyPrinted) {
    const titles = Object.values(PARTS).map((part) => part.title);
    writeSection(section, titles);
  }
}
if (values.clean) cleanData();
