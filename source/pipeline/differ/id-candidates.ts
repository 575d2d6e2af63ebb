import { membersOf } from './members.ts';

/**
 * Names that an id of the event itself has, best first; compared without case, `_` and `-`. An id of a user, a session or
 * a page is none, nor is that of a request, which several events may share, unless nothing better is there.
 */
const ID_NAMES: readonly RegExp[] = [
  /^event(id|uuid|guid|ulid|key)$/,
  /^(message|msg|insert|record|log|entry|hit|activity|notification|delivery|row)(id|uuid|guid|ulid)$/,
  /^(uuid|guid|ulid)$/,
  /^id$/,
  /^(transaction|tx|request|operation|trace|span)(id|uuid|guid)$/,
];

/** Of the records that are no copies at least this share must have the key, each another value. */
const LEAST_DISTINCT = 0.99;

/** Collects from records which key could be the id of events (spec section 4). */
export class IdCandidates {
  private readonly valuesByKey = new Map<string, Set<string>>();
  private readonly seen = new Set<number>();

  /** Looks at the record of an event; again at the same one: nothing. */
  look(eventIndex: number, record: Uint8Array): void {
    if (this.seen.has(eventIndex)) return;
    this.seen.add(eventIndex);
    for (const [key, { from, to }] of membersOf(record)) {
      if (rankOf(key) < 0 || to - from > MOST_ID_BYTES) continue;
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
      .map(([key]) => key)
      .sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))[0];
  }
}

/** A longer value is no id. */
const MOST_ID_BYTES = 256;

/** Returns the place of a name in the list, or -1. */
function rankOf(key: string): number {
  // Only letters that need no quotes in a command.
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)) return -1;
  const name = key.toLowerCase().replace(/[_-]/g, '');
  return ID_NAMES.findIndex((names) => names.test(name));
}
