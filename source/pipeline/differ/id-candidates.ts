import { compareRanks } from '../plan/name-kinds.ts';
import { idRules } from '../plan/name-rules.ts';
import { keyNameOf, matchName, type NameMatch } from '../plan/names.ts';
import { membersOf } from './members.ts';

/** At least this share of the records that are no copies must have the key, each with a different value. */
const LEAST_DISTINCT = 0.99;

/** Collects from records which key could be the id of events (spec section 4). */
export class IdCandidates {
  private readonly valuesByKey = new Map<string, Set<string>>();
  private readonly seen = new Set<number>();

  /** Adds the record of an event; another call for the same event does nothing. */
  add(eventIndex: number, record: Uint8Array): void {
    if (this.seen.has(eventIndex)) return;
    this.seen.add(eventIndex);
    for (const [key, { from, to }] of membersOf(record)) {
      if (matchOf(key) === undefined || to - from > MOST_ID_BYTES) continue;
      let values = this.valuesByKey.get(key);
      if (values === undefined) {
        values = new Set();
        this.valuesByKey.set(key, values);
      }
      values.add(String.fromCharCode(...record.subarray(from, to)));
    }
  }

  /** Returns the key that could be the id; undefined: there is none. */
  best(): string | undefined {
    const least = LEAST_DISTINCT * this.seen.size;
    return [...this.valuesByKey]
      .filter(([, values]) => values.size >= least)
      .flatMap(([key]) => {
        const match = matchOf(key);
        return match === undefined ? [] : [{ key, ...match }];
      })
      .sort((a, b) => compareRanks(a, b) || a.order - b.order || (a.key < b.key ? -1 : 1))[0]?.key;
  }
}

/** A longer value is no id. */
const MOST_ID_BYTES = 256;

/** Returns how well a name fits an id of the event itself, by the rules by which a plan finds one; undefined: not at all. */
function matchOf(key: string): NameMatch | undefined {
  // Keys here are bytes, and one that holds a dot or a comma would need a backslash.
  return /^[A-Za-z_][A-Za-z0-9_ -]*$/.test(key) ? matchName(keyNameOf([key]), idRules()) : undefined;
}
