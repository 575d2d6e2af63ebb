import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Which parts of source/ a part may import; itself always. `cli` is the file at the root. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  pipeline: [],
  query: ['pipeline'],
  input: ['pipeline'],
  output: ['pipeline'],
  engine: ['pipeline', 'query', 'input', 'output'],
  terminal: [],
  explorer: ['pipeline', 'query', 'terminal'],
  ui: ['explorer', 'query', 'terminal'],
  app: ['pipeline', 'query', 'input', 'output', 'engine', 'terminal', 'explorer', 'ui'],
  cli: ['app'],
};

/** What these may import of terminal/: the rest is for who has a tty. */
const OF_TERMINAL: Record<string, readonly string[]> = {
  explorer: ['safe-text.ts'],
  ui: ['safe-text.ts'],
};

/** Which packages a part may import; `node` stands for Node's own modules. */
const MAY_USE: Record<string, readonly string[]> = {
  input: ['node'],
  output: ['node'],
  engine: ['node'],
  terminal: ['node'],
  explorer: ['asciichart', 'string-width'],
  ui: ['ink', 'ink-table', 'react', 'chalk', 'string-width'],
  app: ['node', 'meow', 'ink'],
};

/** What only a host has; the pipeline also runs where there is none. */
const IMPURE =
  /\b(?:process|Buffer|setTimeout|setInterval|setImmediate|performance|Date|fetch|Math\.random|require)\b/;

interface Import {
  readonly file: string;
  readonly part: string;
  readonly to: string;
}

function sourceFiles(): string[] {
  const found = readdirSync(join(root, 'source'), { recursive: true, encoding: 'utf8' });
  return [
    join(root, 'cli.tsx'),
    ...found.filter((file) => /\.tsx?$/.test(file)).map((file) => join(root, 'source', file)),
  ];
}

function partOf(file: string): string {
  const path = relative(root, file);
  return path.startsWith('source') ? path.split('/')[1] : path.replace(/\.tsx?$/, '');
}

function importsOf(file: string): Import[] {
  return importsIn(file, withoutComments(readFileSync(file, 'utf8')));
}

/** Without those that are only for types: nothing is left of them when it runs. */
function runImportsOf(file: string): Import[] {
  const text = withoutComments(readFileSync(file, 'utf8'));
  return importsIn(file, text.replace(/^(?:import|export) type [^;]*;/gm, ''));
}

function importsIn(file: string, text: string): Import[] {
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]);
  return specifiers.map((to) => ({ file: relative(root, file), part: partOf(file), to }));
}

function violation({ file, part, to }: Import): string | undefined {
  if (to.endsWith('package.json')) return part === 'cli' ? undefined : `${file} imports package.json`;
  if (to.startsWith('.')) {
    const target = partOf(join(root, dirname(file), to));
    const isAllowed = target === part || MAY_IMPORT[part]?.includes(target);
    const isOpen = target !== 'terminal' || (OF_TERMINAL[part]?.includes(basename(to)) ?? true);
    return isAllowed && isOpen ? undefined : `${file} (${part}) imports ${to} (${target})`;
  }
  const name = to.startsWith('node:') || builtinModules.includes(to) ? 'node' : to;
  return MAY_USE[part]?.includes(name) ? undefined : `${file} (${part}) imports ${to}`;
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

  it('is one of known parts', () => {
    expect(files.map(partOf).filter((part) => MAY_IMPORT[part] === undefined)).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
  });

  it('has imports that run one way', () => {
    const imports = files.flatMap(importsOf);
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.map(violation).filter((text) => text !== undefined)).toEqual([]);
  });

  it('is as the docs have it', () => {
    const docs = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const told = [...docs.matchAll(/^\| `(\w+)\/` \|.*\| ([^|]*) \|$/gm)];
    expect(told.length).toBeGreaterThan(4);
    for (const [, part, list] of told) {
      const parts = list.split(', ').map((name) => (name === 'safe text' ? 'terminal' : name));
      expect(list === 'nothing' ? [] : parts.toSorted(), part).toEqual(MAY_IMPORT[part].toSorted());
    }
  });

  it('finds an import that runs the wrong way', () => {
    const wrong = [
      { file: 'source/pipeline/trend.ts', part: 'pipeline', to: '../app/flags.ts' },
      { file: 'source/pipeline/trend.ts', part: 'pipeline', to: 'node:fs' },
      { file: 'source/output/csv-writer.ts', part: 'output', to: '../input/source.ts' },
      { file: 'cli.tsx', part: 'cli', to: './source/pipeline/index.ts' },
      { file: 'source/explorer/update.ts', part: 'explorer', to: 'react' },
      { file: 'source/explorer/update.ts', part: 'explorer', to: '../ui/screen.tsx' },
      { file: 'source/ui/screen.tsx', part: 'ui', to: '../terminal/key-reader.ts' },
    ];
    expect(wrong.map(violation).filter((text) => text !== undefined)).toHaveLength(wrong.length);
  });

  it('has no files that import each other in a ring', () => {
    const imports = files.flatMap(runImportsOf);
    expect(imports.length).toBeGreaterThan(100);
    expect(ringIn(imports)).toEqual([]);
  });

  it('finds such a ring', () => {
    const within = (file: string, to: string): Import => ({ file, part: partOf(join(root, file)), to });
    const way = [
      within('source/ui/screen.tsx', '../explorer/model.ts'),
      within('source/explorer/model.ts', './original/state.ts'),
      within('source/explorer/model.ts', './viewport.ts'),
      within('source/explorer/original/state.ts', '../viewport.ts'),
      within('source/ui/screen.tsx', 'react'),
    ];
    expect(ringIn(way)).toEqual([]);
    expect(ringIn([...way, within('source/explorer/viewport.ts', './model.ts')])).toEqual([
      'source/explorer/model.ts',
      'source/explorer/original/state.ts',
      'source/explorer/viewport.ts',
      'source/explorer/model.ts',
    ]);
  });

  it('keeps pipeline, queries and the state of the screen free of I/O, clock and chance', () => {
    const impure = files
      .filter((file) => ['pipeline', 'query', 'explorer'].includes(partOf(file)))
      .filter((file) => IMPURE.test(withoutComments(readFileSync(file, 'utf8'))))
      .map((file) => relative(root, file));
    expect(impure).toEqual([]);
  });

  it('has an entry point under 60 lines and files that one can hold in mind', () => {
    const lines = (file: string): number => readFileSync(file, 'utf8').split('\n').length;
    expect(lines(join(root, 'cli.tsx'))).toBeLessThan(60);
    const long = files.filter((file) => lines(file) > 300);
    expect(long.map((file) => relative(root, file))).toEqual([]);
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
