import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const FILE = new URL('results.md', import.meta.url);
const TITLE = '# Results';

/** Replaces the section of the same title; `titles` is the order of all sections. */
export function writeSection(section: string, titles: readonly string[]): void {
  const earlier = readFileSync(FILE, 'utf8')
    .split(/^(?=## )/m)
    .slice(1);
  const placeOf = (text: string): number => titles.indexOf(titleOf(text));
  const others = earlier.filter((text) => titleOf(text) !== titleOf(section));
  const sections = [...others, section].sort((a, b) => placeOf(a) - placeOf(b));
  writeFileSync(FILE, `${[TITLE, ...sections.map((text) => text.trimEnd())].join('\n\n')}\n`);
}

function titleOf(section: string): string {
  return section.split('\n')[0].replace('## ', '');
}

/** Returns a section with the versions and the machine it was measured on. `command`: reproduces it. */
export function sectionOf(title: string, command: string, text: string): string {
  // Changes of documents and of the benchmark's results do not count as other code.
  const changed = git(
    'status',
    '--porcelain',
    '--',
    ':/',
    ':(exclude,top)docs',
    ':(exclude,top,glob)**/*.md',
  );
  const commit = git('describe', '--always') + (changed === '' ? '' : '-dirty');
  const machine = `${cpus().length} cores (${cpus()[0].model}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `## ${title}

Made by \`${command}\`: commit ${commit}, Node ${process.version}, ${machine}.

${text}`;
}

function git(...args: readonly string[]): string {
  return spawnSync('git', args, {
    encoding: 'utf8',
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  }).stdout.trim();
}
