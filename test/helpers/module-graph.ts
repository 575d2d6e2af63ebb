import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Which module imports which at run time, as the bundler sees it. Modules are paths from the repository's root. */
export class ModuleGraph {
  private constructor(
    private readonly modules: Readonly<
      Record<string, { imports: readonly { path: string; kind: string; external?: boolean }[] }>
    >,
  ) {}

  /** The graph of everything that the entry points import, in memory only. Type-only imports are not in it. */
  static async of(entryPoints: readonly string[]): Promise<ModuleGraph> {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [...entryPoints],
      outdir: 'not-written',
      write: false,
      metafile: true,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      jsx: 'automatic',
      logLevel: 'error',
    });
    return new ModuleGraph(metafile.inputs);
  }

  /** The modules that an entry point loads, itself included; with `lazily` also those behind dynamic imports. */
  reachedFrom(entryPoint: string, { lazily }: { lazily: boolean }): ReadonlySet<string> {
    const reached = new Set<string>();
    const visit = (path: string): void => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const { path: imported, kind, external } of this.modules[path].imports) {
        if (external !== true && (lazily || kind !== 'dynamic-import')) visit(imported);
      }
    };
    visit(entryPoint);
    return reached;
  }

  /** The modules that import a package or a path inside it, such as `react/jsx-runtime`. */
  importersOf(packageName: string): readonly string[] {
    return Object.entries(this.modules)
      .filter(([, { imports }]) =>
        imports.some(
          ({ path, external }) =>
            external === true && (path === packageName || path.startsWith(`${packageName}/`)),
        ),
      )
      .map(([path]) => path);
  }
}

/** The TypeScript files in a folder and its subfolders, as paths from the root. */
export function typeScriptFilesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));
}
