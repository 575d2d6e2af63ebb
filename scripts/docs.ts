/**
 * Writes the lists in documents that are generated from the source: npm run docs. test/readme.test.ts fails if they are
 * stale.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FLAGS } from '../source/app/flag-table.ts';
import { keyLabel } from '../source/explorer/keys/key-labels.ts';
import { GROUPS, KEYS } from '../source/explorer/keys/key-table.ts';
import { REASONS } from '../source/pipeline/validate/reasons.ts';
import { type ColumnDefinition, TABLE_COLUMNS } from '../source/schema/table-columns.ts';

/** The generated lists of a document by the name of their region: `<!-- NAME: ... -->`, the list, `<!-- end of NAME -->`. */
type Lists = Readonly<Record<string, () => readonly string[]>>;

/** The documents that have generated lists, by their path in the repository. */
const DOCUMENTS = {
  'README.md': { keys: keyTable, columns: columnTable, flags: flagTable, reasons: reasonTable },
  'docs/decisions/README.md': { decisions: decisionList },
} as const satisfies Readonly<Record<string, Lists>>;

/** The paths of these documents. */
export const DOCUMENT_PATHS = Object.keys(DOCUMENTS) as (keyof typeof DOCUMENTS)[];

const ROOT = new URL('../', import.meta.url);

/** Returns the text of a document with every generated list as it should be. Throws if a list has no region in it. */
export function withGeneratedLists(text: string, path: keyof typeof DOCUMENTS = 'README.md'): string {
  let written = text;
  const lists: Lists = DOCUMENTS[path];
  for (const [name, makeLines] of Object.entries(lists)) {
    const region = new RegExp(`(<!-- ${name}: [^\\n]* -->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`);
    if (!region.test(written)) throw new Error(`there is no region for the list of ${name}`);
    const lines = makeLines()
      .map((line) => `${line}\n`)
      .join('');
    written = written.replace(region, (_, begin: string, end: string) => begin + lines + end);
  }
  return written;
}

function keyTable(): string[] {
  const rows = GROUPS.map(({ group, title }) => {
    const bindings = KEYS.filter((binding) => binding.group === group);
    const texts = bindings.map(({ keys, help }) => {
      const labels = keys.map((key) => `\`${keyLabel(key, false)}\``);
      return `${labels.join(' ')} ${help}`;
    });
    return `| ${title} | ${texts.join('<br>')} |`;
  });
  return ['| | |', '|---|---|', ...rows];
}

function columnTable(): string[] {
  const conditions = {
    withGap: ' (with `--gap`)',
    withDuplicates: ' (of duplicates)',
    withFiles: ' (with several files)',
    never: '',
  };
  const rows = Object.entries(TABLE_COLUMNS).flatMap(([table, all]) => {
    const columns: readonly ColumnDefinition[] = all;
    const texts = columns
      .filter(({ inCsv }) => inCsv !== 'never')
      .map(({ name, meaning, inCsv }) => `\`${name}\` ${meaning}${inCsv ? conditions[inCsv] : ''}`);
    return texts.length === 0 ? [] : [`| ${table} | ${texts.join('<br>')} |`];
  });
  return ['| file | columns |', '|---|---|', ...rows];
}

function flagTable(): string[] {
  const rows = FLAGS.map(({ name, short, alias, value, help }) => {
    const names = [`--${name}`, ...(alias ? [`--${alias}`] : []), ...(short ? [`-${short}`] : [])];
    return `| ${names.map((flag) => `\`${flag}\``).join(', ')} | ${value ?? ''} | ${help} |`;
  });
  return ['| flag | takes | does |', '|---|---|---|', ...rows];
}

function reasonTable(): string[] {
  const rows = REASONS.map(({ code, meaning }) => `| \`${code}\` | ${meaning} |`);
  return ['| reason | when |', '|---|---|', ...rows];
}

/** A line for each decision: its number and its title, which is the first line of its file. */
function decisionList(): string[] {
  const folder = new URL('docs/decisions/', ROOT);
  const files = readdirSync(folder).filter((file) => /^\d{3}-.*\.md$/.test(file));
  return files.sort().map((file) => {
    const [, number, title] = /^# (\d{3}): (.*)$/m.exec(readFileSync(new URL(file, folder), 'utf8')) ?? [];
    return `- [${number}](${file}): ${title}`;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const path of DOCUMENT_PATHS) {
    const file = fileURLToPath(new URL(path, ROOT));
    writeFileSync(file, withGeneratedLists(readFileSync(file, 'utf8'), path));
  }
}
