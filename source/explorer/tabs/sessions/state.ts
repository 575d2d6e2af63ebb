import type { Grouping } from '../../../pipeline/group/grouping.ts';
import type { Scope } from '../../../query/scope.ts';
import type { SessionFacts, SessionStats, UserFacts } from '../../../query/session-answers.ts';

/** The known facts of rows that were on the screen, for one grouping and one scope. */
export interface RowFacts {
  readonly grouping: Grouping | undefined;
  readonly scope: Scope | undefined;
  /** By session. */
  readonly sessions: ReadonlyMap<number, SessionFacts>;
  /** By rank. */
  readonly users: ReadonlyMap<number, UserFacts>;
  /** The rejections that name a user, by rank. */
  readonly rejections: ReadonlyMap<number, number>;
}

/** The state of Sessions, besides its tables. */
export interface SessionsState {
  /** Whether the tab lists sessions or their users. */
  readonly view: 'sessions' | 'users';
  /** Whether each type has a column of its counts in the list of users. */
  readonly isUnfolded: boolean;
  /** What the sessions of this gap come to. `key`: see queries/request-missing. */
  readonly stats:
    | {
        readonly key: string;
        readonly gapSeconds: number | undefined;
        readonly stats: SessionStats;
      }
    | undefined;
  /** The kept events of the whole file by type. */
  readonly totals: { readonly key: string; readonly counts: Float64Array } | undefined;
  readonly facts: RowFacts;
}

/** Nothing is known of any row. */
export const NO_FACTS: RowFacts = {
  grouping: undefined,
  scope: undefined,
  sessions: new Map(),
  users: new Map(),
  rejections: new Map(),
};

/** Returns the facts that are known for a grouping and a scope; undefined if those that are known are for others. */
export function factsFor(
  { facts }: Pick<SessionsState, 'facts'>,
  grouping: Grouping | undefined,
  scope: Scope,
): RowFacts | undefined {
  return facts.grouping === grouping && facts.scope === scope ? facts : undefined;
}

/** Sessions, as a file is first shown. */
export const NEW_SESSIONS: SessionsState = {
  view: 'sessions',
  isUnfolded: false,
  stats: undefined,
  totals: undefined,
  facts: NO_FACTS,
};
