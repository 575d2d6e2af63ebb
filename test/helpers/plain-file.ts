import type { DuplicateView } from '../../source/query/scope.ts';

/** A record of a small file, as it is written. `type`: undefined in a record that is rejected. */
export interface PlainRecord {
  readonly user: string;
  readonly seconds: number;
  readonly type: string | undefined;
  readonly ms: number | undefined;
  /** What is written in place of the time; the record is rejected for it. */
  readonly wrongTime?: WrongTime | undefined;
}

/** Texts that are no times, two of them of one kind. */
export type WrongTime = 'soon' | 'late' | '12/07/2024';

/** Why a record is rejected: what a reason in Skipped unfolds into. */
export interface PlainReason {
  readonly code: string;
  /** Undefined: all of the reason; all of the kind. */
  readonly kind?: string | undefined;
  readonly value?: string | undefined;
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
  /** Types that are shown alone, or all but these. */
  readonly types: { readonly which: 'only' | 'allBut'; readonly names: readonly string[] };
  readonly duplicates: DuplicateView;
  /** What Skipped is narrowed to. */
  readonly reason: PlainReason | undefined;
}

/** Writes records as JSON Lines. */
export function writtenFile(records: readonly PlainRecord[]): string {
  return records
    .map(({ user, seconds, type, ms, wrongTime }) => {
      const time = wrongTime ?? new Date(1000 * seconds).toISOString().replace('.000Z', 'Z');
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
      const { user, seconds, type = '' } = record;
      if (isRejected(record)) continue;
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
    this.rejected = records.filter(isRejected);
  }

  /** The events of a scope, of all times or all types where these are not asked for. */
  eventsIn(
    scope: Omit<PlainScope, 'reason'>,
    leaving: 'all' | 'allTimes' | 'allTypes' = 'all',
  ): readonly PlainEvent[] {
    return this.events.filter((event) => {
      const { record, type, isDuplicate } = event;
      if (scope.duplicates !== 'shown' && isDuplicate !== (scope.duplicates === 'alone')) return false;
      if (scope.user !== undefined && record.user !== scope.user) return false;
      if (leaving !== 'allTypes' && !isChosen(scope, type)) return false;
      if (leaving !== 'allTimes' && !isWithin(scope, record.seconds)) return false;
      return scope.terms.every((term) => this.holds(term, event));
    });
  }

  /** The rejected records that belong to a scope, and how many others may. */
  rejectionsIn(scope: Omit<PlainScope, 'reason'> & { readonly reason?: PlainReason | undefined }): {
    readonly count: number;
    readonly undecided: number;
  } {
    const verdicts = this.rejected.map((record) => {
      const each = scope.terms.map((term) => rejectionHolds(term, record));
      if (scope.user !== undefined) each.push(record.user === scope.user);
      if (scope.reason !== undefined) each.push(isFor(scope.reason, record));
      if (scope.fromSeconds !== undefined || scope.toSeconds !== undefined) {
        each.push(record.wrongTime === undefined ? isWithin(scope, record.seconds) : undefined);
      }
      if (scope.types.which === 'only' || scope.types.names.length > 0) {
        each.push(hasType(record) ? isChosen(scope, record.type) : undefined);
      }
      return each.includes(false) ? false : each.includes(undefined) ? undefined : true;
    });
    return {
      count: verdicts.filter((verdict) => verdict === true).length,
      undecided: verdicts.filter((verdict) => verdict === undefined).length,
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
      case 'code':
        return false;
      case 'event_count':
        return eventCount >= Number(value);
      default:
        throw new Error(`${term} has no plain meaning`);
    }
  }
}

function isRejected({ type, wrongTime }: PlainRecord): boolean {
  return type === undefined || wrongTime !== undefined;
}

const KINDS = { soon: 'is no date', late: 'is no date', '12/07/2024': 'is no date (99/99/9999)' };

/** The schema is checked before the time. */
function isFor({ code, kind, value }: PlainReason, { type, wrongTime }: PlainRecord): boolean {
  const isForTime = type !== undefined && wrongTime !== undefined;
  if (code !== (isForTime ? 'invalid ISO-8601' : 'missing_key_or_bad_schema')) return false;
  if (kind !== undefined && kind !== (isForTime ? KINDS[wrongTime] : 'event_type is missing')) return false;
  return value === undefined || (isForTime && value === `'${wrongTime}'`);
}

/** Whether a rejected record says of which type it is; an empty text looks as one that could not be read. */
function hasType(record: PlainRecord): record is PlainRecord & { readonly type: string } {
  return record.type !== undefined;
}

const TERM = /^(\w+)(=|>=|>|$)(.*)$/;

function isChosen({ types: { which, names } }: Pick<PlainScope, 'types'>, type: string): boolean {
  return names.includes(type) === (which === 'only');
}

function isWithin(
  { fromSeconds, toSeconds }: Pick<PlainScope, 'fromSeconds' | 'toSeconds'>,
  seconds: number,
): boolean {
  return (
    (fromSeconds === undefined || seconds >= fromSeconds) && (toSeconds === undefined || seconds < toSeconds)
  );
}

/** Whether a rejected record is what a term asks for; undefined if that is not known. */
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
    case 'type':
    case 'event_type':
      return hasType(record) ? value.split(',').includes(record.type) : undefined;
    case 'code':
      return isFor({ code: value }, record);
    default:
      return undefined;
  }
}
