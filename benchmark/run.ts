/**
 * `npm run benchmark` measures all and writes results.md (some minutes); `npm run benchmark -- throughput` or `-- frames`
 * one of them. `--quick`: with 1M events and few keys, printed and not written. `--file PATH`: frames with that file.
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dataFile, USERS } from './data-files.ts';
import { measureFrames } from './frames.ts';
import { sectionOf, writeSection } from './results-file.ts';
import { measureThroughput } from './throughput.ts';

const FULL_FRAMES = { keys: 200, starts: 7 };
const QUICK_FRAMES = { keys: 30, starts: 2 };

interface Request {
  readonly quick: boolean;
  readonly file: string | undefined;
}

const PARTS: Readonly<Record<string, { title: string; measure: (request: Request) => Promise<string> }>> = {
  throughput: { title: 'Throughput', measure: ({ quick }) => measureThroughput(quick) },
  frames: {
    title: 'Frames',
    measure: ({ quick, file }) => {
      const events = quick ? 1_000_000 : 10_000_000;
      const input = file === undefined ? dataFile({ shape: 'narrow', events, users: USERS }) : resolve(file);
      return measureFrames(input, quick ? QUICK_FRAMES : FULL_FRAMES);
    },
  },
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, file: { type: 'string' } },
});
const unknown = positionals.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) throw new Error(`nothing is called ${unknown}: ${Object.keys(PARTS).join(', ')}`);
execFileSync('npm', ['run', 'build'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: ['ignore', 'ignore', 'inherit'],
});
for (const name of positionals.length > 0 ? positionals : Object.keys(PARTS)) {
  const { title, measure } = PARTS[name];
  const text = await measure({ quick: values.quick, file: values.file });
  const section = sectionOf(title, `npm run benchmark -- ${name}`, text);
  console.log(section);
  if (!values.quick) writeSection(section);
}
