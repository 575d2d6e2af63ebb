import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

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
  const commit = spawnSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).stdout.trim();
  const machine = `${cpus().length} cores (${cpus()[0].model}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `## ${title}

Made by \`${command}\`: commit ${commit}, Node ${process.version}, ${machine}.

${text}`;
}
