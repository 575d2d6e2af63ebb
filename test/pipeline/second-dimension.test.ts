/**
 * The pipeline and its kernel, built with a second dimension beside the type, which no setting can name yet: the country.
 * It takes the two changes below and no other.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../source/pipeline/index.ts';
import { bytesOf } from '../helpers/arbitraries.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const CHANGES = [
  { file: 'source/pipeline/validate/dimensions.ts', from: 'DIMENSIONS = 1;', to: 'DIMENSIONS = 2;' },
  {
    file: 'source/pipeline/validate/fields.ts',
    from: 'const dimensions = [type];',
    to: "const dimensions = [type, { ...type, ...fieldAt('country', 'country') }];",
  },
];

/** Compiles the kernels in half of the time: what they give does not depend on how far they are optimised. */
const QUICKLY = {
  file: 'kernel/build.mjs',
  from: "'--optimizeLevel', '3', '--shrinkLevel', '1', '--converge'",
  to: "'--optimizeLevel', '1'",
};

const COUNTRY_DIMENSION = 1;

let folder: string;
let Pipeline: typeof api.Pipeline;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'second-dimension-'));
  for (const part of ['kernel', 'source/pipeline']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const { file, from, to } of [...CHANGES, QUICKLY]) {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text.split(from)).toHaveLength(2);
    writeFileSync(join(folder, file), text.replace(from, to));
  }
  execFileSync(process.execPath, [join(folder, 'kernel/build.mjs')]);
  const outfile = join(folder, 'pipeline.mjs');
  const entry = join(folder, 'source/pipeline/index.ts');
  await build({ entryPoints: [entry], bundle: true, format: 'esm', outfile, logLevel: 'error' });
  ({ Pipeline } = await import(/* @vite-ignore */ pathToFileURL(outfile).href));
  // Compiling the kernels takes seconds.
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Returns type and country of each event, as texts, and the reasons of the rejections. */
function readWith(paths: 'both' | 'slow', text: string): { events: string[]; reasons: string[] } {
  const pipeline = new Pipeline({}, undefined, paths);
  pipeline.push(bytesOf(text));
  pipeline.finish();
  const { store, rejections } = pipeline.dataset();
  const shown = (event: number, dimension: number): string =>
    new TextDecoder().decode(store.dimensions[dimension].bytesOf(store.numberOf(event, dimension)));
  return {
    events: Array.from({ length: store.count }, (_, i) => `${shown(i, 0)} ${shown(i, COUNTRY_DIMENSION)}`),
    reasons: Array.from({ length: rejections.count }, (_, i) => String(rejections.reasonOf(i))),
  };
}

function record(type: string, country: string): string {
  return `{"user_id": 1, "country": ${country}, "event_time": "2024-07-10T10:00:00Z", "event_type": ${type}}\n`;
}

describe.each(['both', 'slow'] as const)('a second dimension, read by the paths %s', (paths) => {
  it('has texts of its own, also those that are types too', () => {
    const text = [
      record('"view"', '"de"'),
      record('"de"', '"view"'),
      record('"view"', '"view"'),
      record('"click"', '"a name of more than sixteen bytes"'),
      record('"a name of more than sixteen bytes"', '"click"'),
      record('"view"', '"d\\u0065"'),
      record('7', 'true'),
    ].join('');
    expect(readWith(paths, text).events).toEqual([
      'view de',
      'de view',
      'view view',
      'click a name of more than sixteen bytes',
      'a name of more than sixteen bytes click',
      'view de',
      '7 true',
    ]);
  });

  it('keeps apart more texts than 16 bits can number', () => {
    const countries = Array.from({ length: 70_000 }, (_, i) => `c${i}`);
    const text = countries.map((country) => record('"view"', `"${country}"`)).join('');
    expect(readWith(paths, text).events).toEqual(countries.map((country) => `view ${country}`));
  });

  it('rejects a record that does not have it, or whose value it cannot be', () => {
    const missing = '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "view"}\n';
    const { events, reasons } = readWith(
      paths,
      missing + record('"view"', 'null') + record('"view"', '{}') + record('"view"', '"de"'),
    );
    expect(events).toEqual(['view de']);
    expect(new Set(reasons).size).toBe(1);
    expect(reasons).toHaveLength(3);
  });
});
