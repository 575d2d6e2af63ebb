import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const FILE = new URL('results.md', import.meta.url);
const TITLE = '# Results';

/** Puts a section in the place of the earlier one of that title; `titles` says in which order they all stand. */
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

/** A section with what it was made of and on. `command`: what makes it again. */
export function sectionOf(title: string, command: string, text: string): string {
  // What is said of the code, and what comes of measuring it, is no other code.
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
