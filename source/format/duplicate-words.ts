import type { DuplicateDifferences } from '../pipeline/differ/difference-tally.ts';
import { firstCharacters } from '../pipeline/text/bytes.ts';
import { formatCount, formatCounted, listInWords } from './human-format.ts';
import { shellCommand } from './shell-command.ts';

/** A warning names no more keys than this, each cut to a length. */
const MOST_KEYS = 3;
const MOST_CHARACTERS = 40;

/**
 * Returns what a user should know of duplicates of which more than a tenth differ from the event that they repeat;
 * undefined where fewer do. `suggestsId`: whether a key could be named that keeps them, since none is named yet.
 */
export function differencesWarning(
  removed: number,
  { count, of, keys, idKey }: DuplicateDifferences,
  suggestsId: boolean,
): string | undefined {
  if (10 * count <= of) return undefined;
  const differ = `${formatCounted(removed, 'duplicate')} removed, ${formatCount(count)} of ${formatCount(of)} looked at differ`;
  return `${differ}, in ${keyNames(keys)}${suggestsId ? suggestion(idKey) : ''}`;
}

/** The same in fewer words, for a narrow screen: not in which keys they differ. */
export function briefDifferences(
  removed: number,
  { count, of, idKey }: DuplicateDifferences,
  suggestsId: boolean,
): string {
  const differ = `${formatCounted(removed, 'duplicate')}, ${formatCount(count)} of ${formatCount(of)} differ`;
  return `${differ}${suggestsId ? suggestion(idKey) : ''}`;
}

function suggestion(idKey: string | undefined): string {
  const flag = idKey === undefined ? undefined : shellCommand(['--id-key', idKey]);
  return flag === undefined ? '' : `: ${flag} keeps them`;
}

/**
 * Returns how many duplicates differ, in words: a count, or an estimate that says so. `suggestsId`: as for the warning.
 */
export function differencesText(
  removed: number,
  differences: DuplicateDifferences,
  suggestsId: boolean,
): string {
  const { count, of, exact, keys, idKey } = differences;
  const where = count === 0 ? '' : `, in ${keyNames(keys)}${suggestsId ? suggestion(idKey) : ''}`;
  const basis = exact ? '' : ` (${formatCount(count)} of ${formatCount(of)} looked at)`;
  return `${estimate(count, removed, differences)}${basis}${where}`;
}

/** Returns how many duplicates hold what the event that they repeat holds, in words. */
export function copiesText(removed: number, differences: DuplicateDifferences): string {
  return estimate(differences.of - differences.count, removed, differences);
}

function estimate(count: number, removed: number, { of, exact }: DuplicateDifferences): string {
  return exact ? formatCount(count) : `about ${formatCount(Math.round((count / of) * removed))}`;
}

/** Returns the keys that differ most, in words. */
function keyNames(keys: DuplicateDifferences['keys']): string {
  const names = keys.slice(0, MOST_KEYS).map(({ key }) => shortened(key));
  const more = keys.length - MOST_KEYS;
  return more > 0 ? `${names.join(', ')}, and ${formatCounted(more, 'other key')}` : listInWords(names);
}

function shortened(key: string): string {
  const text = key === '' ? '""' : key;
  const beginning = firstCharacters(text, MOST_CHARACTERS);
  return beginning === text ? text : `${beginning}...`;
}
