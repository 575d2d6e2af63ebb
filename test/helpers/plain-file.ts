import type { DuplicateView } from '../../source/query/scope.ts';

/** A record of a small file, as it is written. `type`: undefined in a record that is rejected. */
export interface PlainRecord {
  readonly user: string;
  readonly seconds: number;
  readonly type: string | undefined;
  readonly ms: number | undefined;
}

/** An event of the file, counted without the program. */
interface PlainEvent {
  readonly record: PlainRecord;
  readonly type: string;
  readonly number: number;
  readonly isDuplicate: boolean;
  /** Index among the file's sessions. */
  session: number;
}

interface PlainSession {
  readonly user: string;
  readonly fromSeconds: number;
  toSeconds: number;
  eventCount: number;
}

/** What is looked at, in the words in which it is typed. */
export interface PlainScope {
  readonly fromSeconds: number | undefined;
  readonly toSeconds: number | undefined;
  readonly user: string | undefined;
  readonly terms: readonly string[];
  readonly hiddenTypes: readonly string[];
  readonly duplicates: DuplicateView;
}

/** Writes records as JSON Lines. */
export function writtenFile(records: readonly PlainRecord[]): string {
  return records
    .map(({ user, seconds, type, ms }) => {
      const time = new Date(1000 * seconds).toISOString().replace('.000Z', 'Z');
      return `${JSON.stringify({ user_id: user, event_time: time, event_type: type, ms })}\n`;
    })
    .join('');
}

/** A small file counted plainly: every question goes through all of its records. */
export class PlainFile {
  readonly events: readonly PlainEvent[];
  readonly sessions: readonly PlainSession[];
  readonly rejected: readonly PlainRecord[];

  constructor(records: readonly PlainRecord[], gapSeconds: number | undefined) {
    const seen = new Set<string>();
    const events: PlainEvent[] = [];
    for (const [index, record] of records.entries()) {
      const { user, seconds, type } = record;
      if (type === undefined) continue;
      const key = `${user} ${seconds} ${type}`;
      events.push({ record, type, number: index + 1, isDuplicate: seen.has(key), session: -1 });
      seen.add(key);
    }
    const sessions: PlainSession[] = [];
    for (const event of [...events].sort((a, b) => a.record.seconds - b.record.seconds)) {
      const { user, seconds } = event.record;
      let at = sessions.findLastIndex((session) => session.user === user);
      if (at < 0 || (gapSeconds !== undefined && seconds - sessions[at].toSeconds > gapSeconds)) {
        at = sessions.push({ user, fromSeconds: seconds, toSeconds: seconds, eventCount: 0 }) - 1;
      }
      sessions[at].toSeconds = seconds;
      sessions[at].eventCount += event.isDuplicate ? 0 : 1;
      event.session = at;
    }
    this.events = events;
    this.sessions = sessions;
    this.rejected = records.filter(({ type }) => type === undefined);
  }

  /** The events of a scope, of all times or all types where these are not asked for. */
  eventsIn(scope: PlainScope, leaving: 'all' | 'allTimes' | 'allTypes' = 'all'): readonly PlainEvent[] {
    return this.events.filter((event) => {
      const { record, type, isDuplicate } = event;
      if (scope.duplicates !== 'shown' && isDuplicate !== (scope.duplicates === 'alone')) return false;
      if (scope.user !== undefined && record.user !== scope.user) return false;
      if (leaving !== 'allTypes' && scope.hiddenTypes.includes(type)) return false;
      if (leaving !== 'allTimes' && !isWithin(scope, record.seconds)) return false;
      return scope.terms.every((term) => this.holds(term, event));
    });
  }

  /** Of the rejected records those that belong to a scope, and of how many others it cannot be told. */
  rejectionsIn(scope: PlainScope): { readonly count: number; readonly untold: number } {
    const verdicts = this.rejected.map((record) => {
      const each = scope.terms.map((term) => rejectionHolds(term, record));
      if (scope.user !== undefined) each.push(record.user === scope.user);
      if (!isWithin(scope, record.seconds)) each.push(false);
      // Their type is what is missing.
      if (scope.hiddenTypes.length > 0) each.push(undefined);
      return each.includes(false) ? false : each.includes(undefined) ? undefined : true;
    });
    return {
      count: verdicts.filter((verdict) => verdict === true).length,
      untold: verdicts.filter((verdict) => verdict === undefined).length,
    };
  }

  private holds(term: string, { record, type, isDuplicate, session }: PlainEvent): boolean {
    if (term.startsWith('!')) {
      return !this.holds(term.slice(1), { record, type, isDuplicate, session, number: 0 });
    }
    const { fromSeconds, toSeconds, eventCount } = this.sessions[session];
    const [, name, , value] = TERM.exec(term) ?? [];
    switch (name) {
      case 'dup':
        return isDuplicate;
      case 'user_id':
        return record.user === value;
      case 'type':
      case 'event_type':
        return value.split(',').includes(type);
      case 'ms':
        return record.ms !== undefined && record.ms > Number(value);
      case 'duration':
        return toSeconds - fromSeconds > 60 * Number.parseInt(value, 10);
      case 'event_count':
        return eventCount >= Number(value);
      default:
        throw new Error(`${term} has no plain meaning`);
    }
  }
}

const TERM = /^(\w+)(=|>=|>|$)(.*)$/;

function isWithin({ fromSeconds, toSeconds }: PlainScope, seconds: number): boolean {
  return (
    (fromSeconds === undefined || seconds >= fromSeconds) && (toSeconds === undefined || seconds < toSeconds)
  );
}

/** Whether a record that is rejected for its missing type is what a term asks for; undefined: that cannot be told. */
function rejectionHolds(term: string, record: PlainRecord): boolean | undefined {
  if (term.startsWith('!')) {
    const verdict = rejectionHolds(term.slice(1), record);
    return verdict === undefined ? undefined : !verdict;
  }
  const [, name, , value] = TERM.exec(term) ?? [];
  switch (name) {
    case 'dup':
      return false;
    case 'user_id':
      return record.user === value;
    case 'ms':
      return record.ms !== undefined && record.ms > Number(value);
    default:
      return undefined;
  }
}
