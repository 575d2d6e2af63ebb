import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

const FILE = new URL('results.md', import.meta.url);
const TITLE = '# Results';

/** Puts a section in the place of the earlier one of that title, or at the end; the others stay as they are. */
export function writeSection(section: string): void {
  const [title] = section.split('\n');
  const sections = readFileSync(FILE, 'utf8')
    .split(/^(?=## )/m)
    .slice(1);
  const place = sections.findIndex((earlier) => earlier.startsWith(`${title}\n`));
  sections.splice(place < 0 ? sections.length : place, 1, section);
  writeFileSync(FILE, `${[TITLE, ...sections.map((text) => text.trimEnd())].join('\n\n')}\n`);
}

/** A section with what it was made of and on. `command`: what makes it again. */
export function sectionOf(title: string, command: string, text: string): string {
  const commit = spawnSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).stdout.trim();
  const machine = `${cpus().length} cores (${cpus()[0].model}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `## ${title}

Made by \`${command}\`: commit ${commit}, Node ${process.version}, ${machine}.

${text}`;
}
