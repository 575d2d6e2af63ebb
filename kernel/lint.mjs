/**
 * Runs Biome over the AssemblyScript of this folder: node kernel/lint.mjs [--write]. Part of `npm run check`.
 *
 * Biome reads these files as TypeScript, and TypeScript has no decorators on functions, so biome.json excludes them:
 * `@inline` would be a syntax error. This checks copies in which every decorator is a comment, with the project's own
 * settings but for the rules below; --write copies the result back.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Rules that are wrong for AssemblyScript. */
const RULES_OFF = {
  // Numbers have one type each: `==` converts nothing, and is what AssemblyScript programs use.
  suspicious: { noDoubleEquals: 'off' },
  // Integers have 64 bits, not the 53 of a JavaScript number.
  correctness: { noPrecisionLoss: 'off' },
};

const DECORATOR = /^(\s*)@(inline|external\(.*\))$/gm;
const COMMENTED_DECORATOR = /^(\s*)\/\/ @(inline|external\(.*\))$/gm;

const root = fileURLToPath(new URL('..', import.meta.url));
const files = readdirSync(`${root}kernel`, { recursive: true })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('kernel', name));

/** Checks copies of the kernel in `folder`; returns Biome's exit code. */
function lintIn(folder, isWriting) {
  for (const file of files) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), readFileSync(root + file, 'utf8').replace(DECORATOR, '$1// @$2'));
  }
  const settings = JSON.parse(readFileSync(`${root}biome.json`, 'utf8'));
  settings.vcs = { enabled: false };
  settings.files = { includes: ['**'] };
  // AssemblyScript compiles in the order of imports: sorting them would make another binary.
  settings.assist = { actions: { source: { organizeImports: 'off' } } };
  for (const [group, rules] of Object.entries(RULES_OFF)) {
    settings.linter.rules[group] = { ...settings.linter.rules[group], ...rules };
  }
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(settings));
  const biome = `${root}node_modules/@biomejs/biome/bin/biome`;
  const { status } = spawnSync(
    process.execPath,
    [biome, 'check', ...(isWriting ? ['--write'] : []), 'kernel'],
    { cwd: folder, stdio: 'inherit' },
  );
  if (isWriting) copyBack(folder);
  return status ?? 1;
}

function copyBack(folder) {
  for (const file of files) {
    const before = readFileSync(root + file, 'utf8');
    const after = readFileSync(join(folder, file), 'utf8').replace(COMMENTED_DECORATOR, '$1@$2');
    if (after !== before) writeFileSync(root + file, after);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'kernel-lint-'));
try {
  process.exitCode = lintIn(folder, process.argv.includes('--write'));
} finally {
  rmSync(folder, { recursive: true });
}
