import { narrowingOf, narrowingOfSessions } from '../../source/app/narrowed-tables.ts';
import { readNarrowing } from '../../source/app/narrowing-flags.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import { type Scope, WHOLE_SCOPE } from '../../source/query/scope.ts';

/** What a command that E has made narrows its output to, as the command without a screen reads it. */
export function scopeOfCommand(command: string, dataset: Dataset): Scope {
  const words = shellWords(command);
  const flags = new Map<string, string>();
  for (const flag of ['from', 'to', 'user', 'filter']) {
    const at = words.findIndex((word) => word === `--${flag}` || word.startsWith(`--${flag}=`));
    if (at < 0) continue;
    const word = words[at];
    flags.set(flag, word.includes('=') ? word.slice(word.indexOf('=') + 1) : words[at + 1]);
  }
  const narrowing = readNarrowing(flags, 'UTC');
  const scope = narrowing === undefined ? WHOLE_SCOPE : narrowingOf(narrowing, dataset);
  if (words.includes('--out')) return narrowingOfSessions(scope);
  return words.includes('--dupes-out') ? { ...scope, duplicates: 'alone' } : scope;
}

/** The words that a POSIX shell makes of a line with single quotes and backslashes. */
function shellWords(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|\\(.)/g, (_, quoted: string | undefined, escaped) => quoted ?? escaped),
  );
}
