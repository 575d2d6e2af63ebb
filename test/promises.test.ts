import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { ModuleGraph, typeScriptFilesIn } from './helpers/module-graph.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const packageJson = JSON.parse(read('package.json'));

const COMMAND = 'cli.tsx';
/** The entry point of the library, from the path of its declarations in package.json, which mirrors the source's. */
const LIBRARY = packageJson.exports['.'].types.replace('./dist/types/', '').replace(/\.d\.ts$/, '.ts');
const PIPELINE = 'source/pipeline/';
const PLAN = `${PIPELINE}plan/`;
/** These read no records: their bytes go to the pipeline on another thread. */
const BYTES_WORKERS = ['decompress/decompress-worker', 'parquet/parquet-worker'].map(
  (name) => `source/engine/${name}.ts`,
);
/** Least share of the pipeline modules in use that the command, the screen and the library have in common. */
const LEAST_SHARED = 0.8;

/** The entry points of worker threads, found by the bundle URLs with which the source starts them. */
function workerModules(): readonly string[] {
  const files = typeScriptFilesIn('source');
  const names = files.flatMap((file) =>
    [...read(file).matchAll(/new URL\('\.\/([\w-]+-worker)\.cjs'/g)].map(([, name]) => `${name}.ts`),
  );
  return files.filter((file) => names.includes(basename(file)));
}

/** Fails unless docs/promises.md names these too, so that it and the tests stay in step. */
function expectPromised(...names: readonly string[]): void {
  for (const name of names) expect(read('docs/promises.md')).toContain(`\`${name}\``);
}

describe('what the project promised to the client', () => {
  let graph: ModuleGraph;
  /** What the command loads without the screen, and what is loaded for the screen only. */
  let batch: ReadonlySet<string>;
  let screen: ReadonlySet<string>;
  let loadWorker: string;

  beforeAll(async () => {
    const workers = workerModules();
    graph = await ModuleGraph.of([COMMAND, LIBRARY, ...workers]);
    batch = graph.reachedFrom(COMMAND, { lazily: false });
    const all = graph.reachedFrom(COMMAND, { lazily: true });
    screen = new Set([...all].filter((file) => !batch.has(file)));
    // The other workers belong to the pool, which the batch command uses too.
    loadWorker = workers.find((file) => basename(file) === 'load-worker.ts') ?? 'no load-worker.ts';
  });

  it.each(['package.json', 'tsconfig.json', 'cli.tsx'])('the file %s is at the top level', (name) => {
    expect(statSync(join(root, name)).isFile()).toBe(true);
    expectPromised(name);
  });

  it.each(['source', 'test', 'media'])('the folder %s/ is at the top level', (name) => {
    expect(statSync(join(root, name)).isDirectory()).toBe(true);
    expectPromised(`${name}/`);
  });

  it('meow parses the flags: one module imports it, and the command runs that module without the screen', () => {
    const importers = graph.importersOf('meow');
    expect(importers).toHaveLength(1);
    expect(importers.filter((file) => !batch.has(file))).toEqual([]);
    expectPromised('meow');
  });

  it.each(['ink', 'react', 'ink-table', 'asciichart'])(
    '%s draws: modules of the screen import it, and none of the batch command',
    (name) => {
      const importers = graph.importersOf(name);
      expect(importers).not.toEqual([]);
      expect(importers.filter((file) => !screen.has(file))).toEqual([]);
      expectPromised(name);
    },
  );

  it.each([
    ['ink-table', 'the reasons of rejections', 'source/ui/tabs/reasons-table.tsx'],
    ['ink-table', 'the facts about the file', 'source/ui/overlays/info-table.tsx'],
    ['asciichart', 'the line of the trend', 'source/ui/tabs/trend-lines.ts'],
  ])('%s draws %s', (name, what, drawing) => {
    const [importer = ''] = graph.importersOf(name);
    expect(graph.reachedFrom(drawing, { lazily: false })).toContain(importer);
    expect(read('docs/promises.md')).toContain(what);
  });

  it('ink-testing-library tests frames: tests import it together with modules that draw with Ink', async () => {
    const tests = typeScriptFilesIn('test').filter((file) => file.endsWith('.test.tsx'));
    expect(tests).not.toEqual([]);
    const tested = await ModuleGraph.of(tests);
    const [renderers, drawers] = ['ink-testing-library', 'ink'].map((name) => tested.importersOf(name));
    const frameTests = tests.filter((test) => {
      const reached = tested.reachedFrom(test, { lazily: true });
      const isReached = (file: string): boolean => reached.has(file);
      return (
        renderers.some(isReached) && drawers.some((file) => file.startsWith('source/') && isReached(file))
      );
    });
    expect(frameTests).not.toEqual([]);
    expectPromised('ink-testing-library');
  });

  it('package.json pins each of these packages', () => {
    expect(Object.keys(packageJson.devDependencies)).toEqual(
      expect.arrayContaining(['meow', 'ink', 'react', 'ink-table', 'asciichart', 'ink-testing-library']),
    );
  });

  it('the batch command, the thread that loads for the screen, and the library run the one pipeline', () => {
    // The plan is made before a file is read, for the screen too in the command's own thread.
    const isPipeline = (file: string): boolean => file.startsWith(PIPELINE) && !file.startsWith(PLAN);
    const used = [
      batch,
      graph.reachedFrom(loadWorker, { lazily: true }),
      graph.reachedFrom(LIBRARY, { lazily: true }),
    ].map((modules) => [...modules].filter(isPipeline));
    const all = new Set(used.flat());
    const shared = [...all].filter((file) => used.every((files) => files.includes(file)));
    expect(shared.length).toBeGreaterThan(LEAST_SHARED * all.size);
    expectPromised(PIPELINE);
  });

  it('the command and the library make the one plan', () => {
    for (const modules of [batch, graph.reachedFrom(LIBRARY, { lazily: true })]) {
      expect(modules).toContain(`${PLAN}find-plan.ts`);
    }
  });

  it('every thread that is started runs the one pipeline, save those that only make bytes of bytes', () => {
    const workers = workerModules();
    expect(workers).toEqual(expect.arrayContaining([loadWorker, ...BYTES_WORKERS]));
    for (const worker of workers.filter((module) => !BYTES_WORKERS.includes(module))) {
      const reached = [...graph.reachedFrom(worker, { lazily: true })];
      expect(reached.filter((file) => file.startsWith(PIPELINE)).length, worker).toBeGreaterThan(10);
    }
  });
});
