import { membersOnLine, recordMembers } from '../format/record-line.ts';
import type { PipelineSettings } from '../pipeline/settings.ts';
import { parseKeys } from '../pipeline/validate/key-paths.ts';

/** The keys that are read as user, time and type. */
export type ColumnKeys = Pick<PipelineSettings, 'userKey' | 'timeKey' | 'typeKey'>;

/**
 * Returns the values of a record that have no column of their own, on one line: what the record column shows, and what words
 * look at. `text`: the record as JSON. `most`: in characters; without it as much as is drawn.
 */
export function otherValues(text: string, settings: ColumnKeys, most?: number): string {
  return membersOnLine(recordMembers(text), shownKeys(settings), most);
}

const known = new WeakMap<ColumnKeys, ReadonlySet<string>>();

/** The keys at depth 1 whose values have columns of their own; what is within a value is shown with all of it. */
function shownKeys(settings: ColumnKeys): ReadonlySet<string> {
  const kept = known.get(settings);
  if (kept !== undefined) return kept;
  const { userKey, timeKey, typeKey } = settings;
  const keys = new Set(
    [userKey, timeKey, typeKey].flatMap((list) => {
      const [first] = parseKeys(list) ?? [];
      return first?.length === 1 ? [first[0]] : [];
    }),
  );
  known.set(settings, keys);
  return keys;
}
