import type { TableLayout } from '../settings.ts';
import { clipPath } from './clip-path.ts';
import type { Sample } from './plan.ts';

/** More columns of a name, and more such names, are only counted. */
const MOST_NAMED = 3;

/** Spark and MySQL write quotes like this. A row that fits the columns all the same is read as it is written. */
const BACKSLASHES = String.raw`rows with a backslash before a quote are rejected; double the quotes instead: sed 's/\\"/""/g'`;

/** Returns what a user should know of the columns and the quotes of a table, a sentence each. */
export function tableWarnings({ columns }: TableLayout, { hasBackslashes }: Sample): readonly string[] {
  const columnsOf = new Map<string, number[]>();
  for (const [column, name] of columns.entries()) {
    const places = columnsOf.get(name);
    if (places === undefined) columnsOf.set(name, [column + 1]);
    else places.push(column + 1);
  }
  const repeated = [...columnsOf].filter(([, places]) => places.length > 1);
  const words = repeated.slice(0, MOST_NAMED).map(([name, places]) => repeatedWords(name, places));
  const more = repeated.length - words.length;
  if (more > 0)
    words.push(`${more} more ${more === 1 ? 'name is' : 'names are each'} that of several columns`);
  return hasBackslashes ? [...words, BACKSLASHES] : words;
}

/** As with a key that an object has twice, the last value counts; an empty cell is no value. `places`: counted from 1. */
function repeatedWords(name: string, places: readonly number[]): string {
  const more = places.length - MOST_NAMED;
  const shown = more > 0 ? [...places.slice(0, MOST_NAMED), `${more} more`] : places;
  const list = `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
  return `columns ${list} are named ${clipPath(name)}: the last of them that is not empty is read (--header gives each a name)`;
}
