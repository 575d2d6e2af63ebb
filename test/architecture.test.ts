import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What each part of source/ may import besides itself. A part is a folder, with the folders in it that are not named
 * here, or a single file that others of its folder build on. A folder with a trailing slash includes all parts in it.
 * `cli` is the file at the root.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  schema: [],
  'pipeline/settings': [],
  'pipeline/text': [],
  'pipeline/time': ['pipeline/text'],
  'pipeline/columns': ['pipeline/text'],
  'pipeline/validate': ['pipeline/settings', 'pipeline/text', 'pipeline/time'],
  'pipeline/store': ['pipeline/text', 'pipeline/time', 'pipeline/columns', 'pipeline/validate'],
  'pipeline/kernel': [
    ...['pipeline/settings', 'pipeline/text', 'pipeline/time', 'pipeline/columns', 'pipeline/validate'],
    'pipeline/store',
  ],
  'pipeline/scan': [
    ...['pipeline/settings', 'pipeline/text', 'pipeline/kernel', 'pipeline/validate', 'pipeline/store'],
  ],
  'pipeline/group': ['pipeline/time', 'pipeline/columns', 'pipeline/kernel', 'pipeline/store'],
  'pipeline/result': [
    ...['pipeline/settings', 'pipeline/validate', 'pipeline/store', 'pipeline/scan', 'pipeline/group'],
  ],
  'pipeline/reject': [
    ...['pipeline/settings', 'pipeline/text', 'pipeline/time', 'pipeline/validate', 'pipeline/store'],
    ...['pipeline/kernel', 'pipeline/scan', 'pipeline/result'],
  ],
  pipeline: ['pipeline/'],
  format: ['pipeline/text', 'pipeline/time', 'pipeline/store'],
  query: ['schema', 'pipeline/', 'format'],
  input: ['pipeline/'],
  'output/formats': ['pipeline/text', 'pipeline/time'],
  'output/sinks': [],
  'output/row-encoder': ['pipeline/'],
  'output/tables': ['schema', 'pipeline/', 'output/formats', 'output/sinks', 'output/row-encoder'],
  output: ['pipeline/', 'format'],
  'engine/chunks': ['pipeline/', 'input'],
  'engine/ingest': ['pipeline/'],
  'engine/priority': [],
  'engine/run-with-timeout': [],
  'engine/serial-ingest': ['pipeline/', 'input', 'engine/chunks', 'engine/ingest'],
  'engine/pool': ['pipeline/', 'input', 'output/row-encoder', 'engine/ingest', 'engine/priority'],
  'engine/load': [
    ...['pipeline/', 'query', 'input', 'engine/ingest', 'engine/priority', 'engine/run-with-timeout'],
    ...['engine/serial-ingest', 'engine/pool'],
  ],
  engine: ['pipeline/', 'input', 'output/row-encoder', 'engine/chunks', 'engine/pool'],
  terminal: [],
  'explorer/memoize': [],
  'explorer/view': [],
  'explorer/json': ['explorer/view'],
  'explorer/prompt': [],
  'explorer/chart': ['pipeline/', 'query', 'format', 'explorer/view'],
  'explorer/file-view': ['pipeline/', 'query', 'format'],
  // The state of a tab, which the model holds; all else in the tab works on the model.
  'explorer/tabs/events/state': ['query'],
  'explorer/tabs/skipped/state': ['explorer/view'],
  'explorer/tabs/states': [
    ...['explorer/file-view', 'explorer/tabs/events/state', 'explorer/tabs/skipped/state'],
  ],
  'explorer/tables': [
    ...['schema', 'pipeline/', 'query', 'output/tables', 'format', 'explorer/view'],
    ...['explorer/tabs/events/state', 'explorer/tabs/skipped/state'],
  ],
  'explorer/model': [
    ...['pipeline/', 'query', 'explorer/file-view', 'explorer/prompt', 'explorer/tables'],
    ...['explorer/tabs/states', 'explorer/view'],
  ],
  'explorer/overlays': [...['pipeline/', 'format', 'explorer/memoize', 'explorer/model', 'explorer/view']],
  'explorer/tabs/tab-spec': [
    ...['pipeline/', 'explorer/model', 'explorer/tables', 'explorer/tabs/states', 'explorer/view'],
  ],
  'explorer/tabs/table-hints': ['explorer/model'],
  'explorer/tabs/original': [
    ...['pipeline/', 'format', 'explorer/file-view', 'explorer/memoize', 'explorer/model'],
    ...['explorer/overlays', 'explorer/tables', 'explorer/tabs/tab-spec', 'explorer/view'],
  ],
  'explorer/tabs/events': [
    ...['pipeline/', 'query', 'format', 'explorer/memoize', 'explorer/model', 'explorer/overlays'],
    ...['explorer/tables', 'explorer/tabs/events/state', 'explorer/tabs/tab-spec'],
    ...['explorer/tabs/table-hints', 'explorer/view'],
  ],
  'explorer/tabs/skipped': [
    ...['pipeline/', 'format', 'explorer/model', 'explorer/tables', 'explorer/tabs/original'],
    ...['explorer/tabs/tab-spec', 'explorer/tabs/table-hints', 'explorer/view'],
  ],
  'explorer/tabs/sessions': [
    ...['pipeline/', 'format', 'explorer/model', 'explorer/tables', 'explorer/tabs/events'],
    ...['explorer/tabs/tab-spec', 'explorer/tabs/table-hints', 'explorer/view'],
  ],
  'explorer/tabs': [
    ...['explorer/model', 'explorer/overlays', 'explorer/tables', 'explorer/tabs/', 'explorer/view'],
  ],
  'explorer/queries': [
    ...['pipeline/', 'query', 'explorer/model', 'explorer/tables', 'explorer/tabs', 'explorer/tabs/events'],
  ],
  'explorer/commands': [
    ...['pipeline/', 'query', 'format', 'explorer/file-view', 'explorer/model', 'explorer/overlays'],
    ...['explorer/prompt', 'explorer/queries', 'explorer/tables', 'explorer/tabs/', 'explorer/view'],
  ],
  'explorer/keys': [
    ...['explorer/commands', 'explorer/model', 'explorer/prompt', 'explorer/tables', 'explorer/tabs/'],
    'explorer/view',
  ],
  explorer: ['pipeline/result', 'query', 'explorer/'],
  'ui/components': ['explorer/', 'query', 'format'],
  'ui/overlays': ['explorer/', 'format', 'ui/components'],
  'ui/tabs': ['explorer/', 'query', 'format', 'ui/components'],
  ui: ['explorer/', 'query', 'format', 'ui/'],
  'app/errors': ['pipeline/', 'format'],
  'app/random-seed': [],
  'app/parse-values': ['pipeline/', 'app/errors'],
  'app/flags': ['pipeline/', 'format', 'app/errors', 'app/parse-values'],
  'app/explorer': [
    ...['pipeline/', 'format', 'input', 'output/', 'engine/', 'terminal', 'explorer/', 'ui/'],
    ...['app/errors', 'app/flags', 'app/random-seed'],
  ],
  app: ['pipeline/', 'format', 'input', 'output/', 'engine/', 'terminal', 'app/'],
  cli: ['app'],
};

/** Parts that no other folder may look into, though it may import the folder they are in. */
const INTERNAL = ['pipeline/kernel'];

/** Files of pipeline/kernel that know addresses in a kernel's memory: only that folder may import them. */
const KERNEL_INSIDES = ['layout', 'wasm', 'scan-kernel', 'kernels.generated'].map(
  (name) => `source/pipeline/kernel/${name}.ts`,
);

/**
 * Imports against these rules, each to be removed. A comment says what must move first. The test fails when one of them is
 * no longer needed.
 */
const EXCEPTIONS: readonly string[] = [];

/** Which packages a part may import, or else the folder it is in; `node` means Node's own modules. */
const MAY_USE: Record<string, readonly string[]> = {
  format: ['string-width'],
  input: ['node'],
  'output/sinks': ['node'],
  engine: ['node'],
  terminal: ['node'],
  'explorer/chart': ['asciichart'],
  explorer: [],
  ui: ['ink', 'ink-table', 'react', 'chalk'],
  app: ['node', 'meow', 'ink'],
};

/** The folders whose code is free of I/O, clock and chance. */
const PURE_PARTS: readonly string[] = ['schema', 'pipeline', 'format', 'query', 'explorer'];

/** Parts whose subject is CSV files: they write them, offer them, or name their columns and flags. */
const CSV_PARTS: readonly string[] = ['output', 'app', 'schema', 'explorer'];

/**
 * Files outside these parts that name CSV (docs/decisions/010): two kernels write its rows. All other code handles encoded
 * rows and knows no format.
 */
const CSV_EXCEPTIONS: readonly string[] = [
  'source/pipeline/group/kernel-partition.ts',
  'source/pipeline/group/partition.ts',
  'source/pipeline/kernel/fast-path.ts',
  'source/pipeline/kernel/group-kernel.ts',
  'source/pipeline/kernel/layout.ts',
  'source/pipeline/reject/kernel-rejection-rows.ts',
  'source/pipeline/reject/rejection-reporter.ts',
  // Cites a paper about parsers of CSV.
  'source/pipeline/scan/speculative-scan.ts',
];

/** What only a host has; the pure parts also run where there is none. */
const IMPURE = new RegExp(
  `\\b(?:${[
    ...['process', 'Buffer', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'Date', 'fetch'],
    ...['Math\\.random', 'require', 'console', 'crypto', 'globalThis', 'navigator'],
  ].join('|')})\\b`,
);

interface Import {
  readonly file: string;
  readonly to: string;
}

function sourceFiles(): string[] {
  const found = readdirSync(join(root, 'source'), { recursive: true, encoding: 'utf8' });
  return ['cli.tsx', ...found.filter((file) => /\.tsx?$/.test(file)).map((file) => join('source', file))];
}

/** The part that a file is in: the file itself or the innermost folder that MAY_IMPORT names. */
function partOf(file: string): string {
  let part = file.replace(/^source\//, '').replace(/\.tsx?$/, '');
  while (MAY_IMPORT[part] === undefined && part.includes('/')) part = dirname(part);
  return part;
}

function topOf(part: string): string {
  return part.split('/')[0];
}

/** All imports of a file, those of types too. */
function importsOf(file: string): Import[] {
  const text = withoutComments(readFileSync(join(root, file), 'utf8'));
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]);
  return specifiers.map((to) => ({ file, to }));
}

/** Whether one of MAY_IMPORT's entries for `part` covers `target`. */
function isAllowed(part: string, target: string): boolean {
  if (part === target) return true;
  if (INTERNAL.includes(target) && topOf(part) !== topOf(target)) return false;
  return MAY_IMPORT[part].some((entry) => standsFor(entry, target));
}

/** Whether an entry of MAY_IMPORT stands for the part `target`. */
function standsFor(entry: string, target: string): boolean {
  return entry.endsWith('/') ? `${target}/`.startsWith(entry) : entry === target;
}

/** The entries of MAY_IMPORT that no import needs, as `part -> entry`. */
function unusedEntries(imports: readonly Import[]): readonly string[] {
  const used = new Set<string>();
  for (const { file, to } of imports) {
    if (!to.startsWith('.')) continue;
    const part = partOf(file);
    const target = partOf(join(dirname(file), to));
    if (target === part) continue;
    for (const entry of MAY_IMPORT[part] ?? []) if (standsFor(entry, target)) used.add(`${part} -> ${entry}`);
  }
  return Object.entries(MAY_IMPORT)
    .flatMap(([part, entries]) => entries.map((entry) => `${part} -> ${entry}`))
    .filter((entry) => !used.has(entry));
}

/** Whether the code of a file, comments aside, uses what only a host has. */
function isImpure(text: string): boolean {
  return IMPURE.test(withoutComments(text));
}

/** An import in the form in which the exceptions name it; undefined for one that breaks no rule. */
function violation({ file, to }: Import): string | undefined {
  const part = partOf(file);
  if (to.endsWith('package.json')) return part === 'cli' ? undefined : `${file} -> package.json`;
  if (to.startsWith('.')) {
    const target = join(dirname(file), to);
    return isAllowed(part, partOf(target)) ? undefined : `${file} -> ${target}`;
  }
  const name = to.startsWith('node:') || builtinModules.includes(to) ? 'node' : to;
  const packages = MAY_USE[part] ?? MAY_USE[topOf(part)];
  return packages?.includes(name) ? undefined : `${file} -> ${to}`;
}

/** The parts that MAY_IMPORT's table lets import each other in a ring, the first again at the end. */
function ringOfParts(): readonly string[] {
  const parts = Object.keys(MAY_IMPORT);
  const within = (part: string): string => `${part}.ts`;
  return ringIn(
    parts.flatMap((part) =>
      parts
        .filter((target) => target !== part && isAllowed(part, target))
        .map((target) => ({ file: within(part), to: `./${relative(dirname(part), within(target))}` })),
    ),
  );
}

/** Files of source/ that import each other in a ring, the first again at the end; none where there is no ring. */
function ringIn(imports: readonly Import[]): readonly string[] {
  const imported = new Map<string, string[]>();
  for (const { file, to } of imports) {
    if (!to.startsWith('.')) continue;
    imported.set(file, [...(imported.get(file) ?? []), join(dirname(file), to)]);
  }
  const ringless = new Set<string>();
  const ringFrom = (file: string, way: readonly string[]): readonly string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (ringless.has(file)) return [];
    for (const next of imported.get(file) ?? []) {
      const ring = ringFrom(next, [...way, file]);
      if (ring.length > 0) return ring;
    }
    ringless.add(file);
    return [];
  };
  for (const file of imported.keys()) {
    const ring = ringFrom(file, []);
    if (ring.length > 0) return ring;
  }
  return [];
}

describe('the structure', () => {
  const files = sourceFiles();
  const imports = files.flatMap(importsOf);

  it('is one of known parts', () => {
    expect(files.filter((file) => MAY_IMPORT[partOf(file)] === undefined)).toEqual([]);
    expect(Object.keys(MAY_IMPORT).filter((part) => !files.some((file) => partOf(file) === part))).toEqual(
      [],
    );
    expect(files.length).toBeGreaterThan(30);
  });

  it('has imports, those of types too, that run one way', () => {
    expect(imports.length).toBeGreaterThan(100);
    const broken = imports.map(violation).filter((text) => text !== undefined);
    expect(broken.toSorted()).toEqual(EXCEPTIONS.toSorted());
  });

  it('has no rule that allows an import which no file makes', () => {
    expect(unusedEntries(imports)).toEqual([]);
  });

  it('knows addresses in the memory of the kernels in one folder only', () => {
    const outside = imports
      .filter(({ file, to }) => KERNEL_INSIDES.includes(join(dirname(file), to)))
      .filter(({ file }) => dirname(file) !== 'source/pipeline/kernel');
    expect(outside).toEqual([]);
  });

  it('has rules that allow imports in one direction only', () => {
    expect(ringOfParts()).toEqual([]);
  });

  it('is as the docs have it', () => {
    const docs = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const described = [...docs.matchAll(/^\| `(\w+)\/` \|.*\| ([^|]*) \|$/gm)];
    expect(described.length).toBeGreaterThan(4);
    for (const [, folder, list] of described) {
      const parts = Object.keys(MAY_IMPORT).filter((part) => topOf(part) === folder);
      const allowed = new Set(parts.flatMap((part) => MAY_IMPORT[part].map(topOf)));
      allowed.delete(folder);
      expect(list === 'nothing' ? [] : list.split(', ').toSorted(), folder).toEqual([...allowed].toSorted());
    }
  });

  it('finds an import that runs the wrong way', () => {
    const wrong = [
      { file: 'source/pipeline/group/trend.ts', to: '../../app/flags.ts' },
      { file: 'source/pipeline/group/trend.ts', to: '../pipeline.ts' },
      { file: 'source/pipeline/text/bytes.ts', to: '../store/event-store.ts' },
      { file: 'source/pipeline/settings.ts', to: './text/bytes.ts' },
      { file: 'source/pipeline/group/trend.ts', to: 'node:fs' },
      { file: 'source/query/query.ts', to: '../pipeline/kernel/layout.ts' },
      { file: 'source/output/formats/csv-rows.ts', to: '../../input/source.ts' },
      { file: 'source/output/tables/table.ts', to: 'node:fs' },
      { file: 'cli.tsx', to: './source/pipeline/index.ts' },
      { file: 'source/explorer/update.ts', to: 'react' },
      { file: 'source/explorer/update.ts', to: '../ui/screen.tsx' },
      { file: 'source/ui/screen.tsx', to: '../terminal/key-reader.ts' },
      { file: 'source/app/explorer/session.ts', to: '../command.ts' },
    ];
    expect(wrong.map(violation).filter((text) => text !== undefined)).toHaveLength(wrong.length);
  });

  it('has no files that import each other in a ring, not even for types', () => {
    expect(ringIn(imports)).toEqual([]);
  });

  it('finds such a ring', () => {
    const way = [
      { file: 'source/ui/screen.tsx', to: '../explorer/model.ts' },
      { file: 'source/explorer/model.ts', to: './original/state.ts' },
      { file: 'source/explorer/model.ts', to: './viewport.ts' },
      { file: 'source/explorer/original/state.ts', to: '../viewport.ts' },
      { file: 'source/ui/screen.tsx', to: 'react' },
    ];
    expect(ringIn(way)).toEqual([]);
    expect(ringIn([...way, { file: 'source/explorer/viewport.ts', to: './model.ts' }])).toEqual([
      'source/explorer/model.ts',
      'source/explorer/original/state.ts',
      'source/explorer/viewport.ts',
      'source/explorer/model.ts',
    ]);
  });

  it('keeps schema, pipeline, queries and the state of the screen free of I/O, clock and chance', () => {
    const impure = files
      .filter((file) => PURE_PARTS.includes(topOf(partOf(file))))
      .filter((file) => isImpure(readFileSync(join(root, file), 'utf8')));
    expect(impure).toEqual([]);
  });

  it('finds impure code', () => {
    const uses = [
      'const now = Date.now();',
      'const chance = Math.random();',
      "console.log('here');",
      'const id = crypto.randomUUID();',
      'globalThis.seen = true;',
      'if (navigator.onLine) load();',
      'setTimeout(resolve, 5);',
      "process.exit(1); // the user's wish",
    ];
    expect(uses.filter((code) => !isImpure(code))).toEqual([]);
    expect(isImpure('/** A Date on the console. */ export const dated = 1; // process')).toBe(false);
  });

  it('names CSV, comments included, only where it is written and in files listed as exceptions', () => {
    const naming = files
      .filter((file) => !CSV_PARTS.includes(topOf(partOf(file))))
      .filter((file) => /csv/i.test(readFileSync(join(root, file), 'utf8')));
    expect(naming.toSorted()).toEqual(CSV_EXCEPTIONS.toSorted());
  });

  it('has an entry point under 60 lines and files that one can hold in mind', () => {
    const lines = (file: string): number => readFileSync(join(root, file), 'utf8').split('\n').length;
    expect(lines('cli.tsx')).toBeLessThan(60);
    expect(files.filter((file) => lines(file) > 300)).toEqual([]);
  });
});

describe('the package', () => {
  const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  it('asks nothing of those who install it: what it uses is bundled', () => {
    expect(packageJson.dependencies).toBeUndefined();
  });

  it('pins what it is built with', () => {
    for (const version of Object.values(packageJson.devDependencies))
      expect(version).toMatch(/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+$/);
  });

  it('names each of these with its reason in the docs', () => {
    const docs = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    for (const name of Object.keys(packageJson.devDependencies)) expect(docs).toContain(`\`${name}\``);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}
