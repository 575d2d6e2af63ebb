// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildKernels, kernelSources } from '../kernel/build.mjs';

/**
 * Compiles kernel/ whenever the bundle is built and one of its files has changed, and has esbuild watch these files. An
 * error of the compiler is one of the build.
 *
 * @type {import('esbuild').Plugin}
 */
export const devKernels = {
  name: 'dev-kernels',
  setup: ({ onResolve, onLoad }) => {
    // In a fresh checkout the file does not exist before it is loaded.
    onResolve({ filter: /kernels\.generated\.ts$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
    }));
    onLoad({ filter: /kernels\.generated\.ts$/ }, async ({ path }) => {
      const watchFiles = kernelSources();
      try {
        await buildKernels();
        return { contents: readFileSync(path, 'utf8'), loader: 'ts', watchFiles };
      } catch (error) {
        return { errors: [{ text: error instanceof Error ? error.message : String(error) }], watchFiles };
      }
    });
  },
};
