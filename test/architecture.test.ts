import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, importsOf, ROOT, sourceFiles, withoutComments } from './architecture-files.ts';
import { MAY_IMPORT } from './architecture-imports.ts';
import {
  CSV_EXCEPTIONS,
  CSV_PARTS,
  EXCEPTIONS,
  IMPURE,
  INTERNAL,
  KERNEL_INSIDES,
  MAY_USE,
  PURE_PARTS,
} from './architecture-rules.ts';

/** The part that a file is in: the file itself or the innermost folder that MAY_IMPORT names. */
function partOf(file: string): string {
  let part = file.replace(/^source\//, '').replace(/\.tsx?$/, '');
  while (MAY_IMPORT[part] === undefined && part.includes('/')) part = dirname(part);
  return part;
}

function topOf(part: string): string {
  return part.split('/')[0];
}

/** Whether one of MAY_IMPORT's entries for `part` covers `target`. */
function isAllowed(part: string, target: string): boolean {
  if (part === target) return true;
  if (INTERNAL.includes(target) && topOf(part) !== topOf(target)) return false;
  return MAY_IMPORT[part].some((entry) => covers(entry, target));
}

/** Whether an entry of MAY_IMPORT covers the part `target`. */
function covers(entry: string, target: string): boolean {
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
    for (const entry of MAY_IMPORT[part] ?? []) if (covers(entry, target)) used.add(`${part} -> ${entry}`);
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
  if (to.endsWith('package.json')) return /^cli\b/.test(part) ? undefined : `${file} -> package.json`;
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
    const docs = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
    const described = [...docs.matchAll(/^\| `(\w+)\/` \|.*\| ([^|]*) \|$/gm)];
    expect(described.length).toBeGreaterThan(4);
    for (const [, folder, list] of described) {
      const parts = Object.keys(MAY_IMPORT).filter((part) => topOf(part) === folder);
      const allowed = new Set(parts.flatMap((part) => MAY_IMPORT[part].map(topOf)));
      allowed.delete(folder);
      expect(list === 'nothing' ? [] : list.split(', ').toSorted(), folder).toEqual([...allowed].toSorted());
    }
  });

  it('has no folder that the docs do not name', () => {
    const docs = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
    const folders = new Set(files.map((file) => dirname(file).replace(/^source\/?/, '')));
    // The drawing names the folders of pipeline/ without it.
    const isNamed = (folder: string): boolean =>
      docs.includes(`${folder.replace(/^pipeline\/(?=\w+$)/, '')}/`);
    expect([...folders].filter((folder) => folder !== '' && !isNamed(folder))).toEqual([]);
    expect(folders.size).toBeGreaterThan(40);
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
      .filter((file) => isImpure(readFileSync(join(ROOT, file), 'utf8')));
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
      .filter((file) => /csv/i.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(naming.toSorted()).toEqual(CSV_EXCEPTIONS.toSorted());
  });

  it('has an entry point under 60 lines and files that one can hold in mind', () => {
    const lines = (file: string): number => readFileSync(join(ROOT, file), 'utf8').split('\n').length;
    expect(lines('cli.tsx')).toBeLessThan(60);
    expect(files.filter((file) => lines(file) > 300)).toEqual([]);
  });
});
