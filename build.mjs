// @ts-check
/**
 * Builds dist/ (the command, its workers and the library, each with its source map, the code caches and the library's types)
 * and THIRD-PARTY-NOTICES. Run by `npm ci`. The maps are shipped since a crash is reported in one line, which would
 * otherwise name a line of a bundle.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { buildKernels } from './kernel/build.mjs';
import { BUNDLES, makeSample, ROOT } from './scripts/bundles.mjs';
import { thirdPartyNotices } from './scripts/notices.mjs';
import { writeCodeCaches } from './scripts/write-code-caches.mjs';

await buildKernels();
rmSync(`${ROOT}dist`, { recursive: true, force: true });
const bundles = await Promise.all(BUNDLES.map((bundle) => build(bundle)));
writeNotices(bundles.map(({ metafile }) => metafile));
chmodSync(`${ROOT}dist/cli.js`, 0o755);
makeSample(`${ROOT}dist/sample.json`);
execFileSync(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.types.json'], {
  cwd: ROOT,
  stdio: ['ignore', process.stderr, process.stderr],
});

try {
  await writeCodeCaches();
} catch (error) {
  console.error(
    `build: no code caches, so each start takes longer: ${error instanceof Error ? error.message : error}`,
  );
}

/** @param {import('esbuild').Metafile[]} metafiles */
function writeNotices(metafiles) {
  try {
    writeFileSync(`${ROOT}THIRD-PARTY-NOTICES`, thirdPartyNotices(metafiles, ROOT));
  } catch (error) {
    console.error(`build failed: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}
