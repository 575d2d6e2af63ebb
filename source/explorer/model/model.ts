import type { DuplicateDifferences } from '../../pipeline/differ/difference-tally.ts';
import type { Plan, Sample } from '../../pipeline/plan/plan.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { CountsQuery, Query, ScopeCounts } from '../../query/query.ts';
import { type Scope, WHOLE_SCOPE } from '../../query/scope.ts';
import type { OriginalState } from '../file-view/original-state.ts';
import type { History } from '../prompt/history.ts';
import type { PromptState } from '../prompt/prompt.ts';
import { newTables, type TableName, type TableStates } from '../tables/registry.ts';
import type { DescribedRejection, EventRecord } from '../tables/table-spec.ts';
import type { TableState } from '../tables/table-state.ts';
import { newTabStates, type TabName, type TabStates } from '../tabs/states.ts';
import type { Viewport } from '../view/viewport.ts';
import type { UserInput } from './input.ts';
import type { Overlay } from './overlay.ts';

/** What has a chip, which Esc takes back: a part of the scope, or the reason that Skipped is narrowed to. */
export type ChipKind = keyof Scope | 'reason';

/** What Esc returns to. */
export interface View {
  readonly tab: TabName;
  readonly tables: TableStates;
  /** What the tabs keep besides their tables. */
  readonly tabs: TabStates;
  readonly overlay: Overlay | undefined;
  /** The range, the user and the filter of all tabs. */
  readonly scope: Scope;
  /** What is narrowed, what was set last at the end. */
  readonly chips: readonly ChipKind[];
  /** What `n` searches for. */
  readonly search: string | undefined;
}

/** Why a view was left: by a search, or by opening something. */
export type Step = 'search' | 'drill';

/** What is known of the load besides its dataset, whose state says how far it is: see model/load-state. */
interface LoadFacts {
  readonly bytesRead: number;
  readonly bytesPerSecond: number;
  /** Of the file, from 0 to 1; undefined if it is not known. */
  readonly shareRead: number | undefined;
  /** Why the worker that loads the file died, in plain words; undefined if it did not. */
  readonly died: string | undefined;
}

/** The file that is explored. */
export interface FileState {
  readonly name: string;
  /** Undefined for a pipe. */
  readonly sizeBytes: number | undefined;
  /** Several files that are read as one: how many, and their size on the disk. */
  readonly files?: {
    readonly count: number;
    readonly diskBytes: number;
    /** The arguments that name them. */
    readonly paths: readonly string[];
  };
  readonly isPipe: boolean;
  /** Its name on a command line, if that is another: the archive whose only member it is. */
  readonly openedAs?: string;
  readonly isSample: boolean;
  /** Whether it is followed. */
  readonly isFollowed?: boolean;
  /** Why it cannot be followed, in words; undefined if it can. */
  readonly notFollowable?: string | undefined;
  /** Whether it has changed on disk since it was opened. */
  readonly changed: boolean;
  /** How many bytes from its beginning can be looked at; undefined: all. */
  readonly keptBytes?: number;
  /** What a user should know about its bytes, a sentence each. */
  readonly notes?: readonly string[];
}

/** The row that a cursor was on before its file is read again, by the place of its record, since rows get new numbers. */
export interface CursorPlace {
  readonly table: TableName;
  readonly byteOffset: number;
  readonly viewport: Viewport;
}

/** The settings from the command line; the gap is what was set last. */
export interface Options {
  /** The gap that sessions should be cut by; undefined: one session per user. */
  readonly gapSeconds?: number | undefined;
  readonly bucketSeconds: number;
  readonly ascii: boolean;
  /** The time zone of the times on the screen; undefined: UTC. */
  readonly zone?: string | undefined;
}

/** A text for the message line. */
export interface Message {
  readonly text: string;
  readonly kind: 'info' | 'good' | 'bad';
}

/** Counts of a scope. `key`: see queries/request-missing. */
export interface HeldCounts {
  readonly key: string;
  readonly scope: Scope;
  readonly counts: ScopeCounts;
}

/** A query in progress. */
export interface PendingQuery {
  readonly id: number;
  /** The query and the grouping that it was issued for. */
  readonly key: string;
  readonly query: Query;
  /** 0 to 1, once it takes long enough to be shown. */
  readonly share: number | undefined;
  /** It failed. It stays, so that it is not issued again and again; another key replaces it. */
  readonly failed: boolean;
}

/** Whether a query has not been answered yet. One that failed will not be. */
export function isUnderWay(query: PendingQuery | undefined): query is PendingQuery {
  return query !== undefined && !query.failed;
}

/** What queries are issued for: each has at most one in progress. `picker` is the user picker. */
export type Slot =
  | TableName
  | 'picker'
  | 'trend'
  | 'bucket'
  | 'eventCounts'
  | 'rejectionCounts'
  | 'sessionStats'
  | 'typeTotals'
  | 'sessionFacts'
  | 'userFacts'
  | 'userRejections'
  | 'find'
  | 'differences'
  | 'duplicateSample'
  | 'rejectionPlaces'
  | 'rejectionKinds';

/** The state that determines everything on the screen. */
export interface Model extends View {
  readonly columns: number;
  readonly rows: number;
  readonly options: Options;
  readonly mouse: boolean;
  readonly file: FileState;
  readonly load: LoadFacts;
  /** What the file is read as; undefined until its head was looked at. */
  readonly plan: Plan | undefined;
  /** The records that the plan was made from; undefined as long as the plan is. */
  readonly sample: Sample | undefined;
  /** The settings that the plan does not decide; undefined as long as the plan is. */
  readonly planBase: PipelineSettings | undefined;
  readonly dataset: Dataset | undefined;
  /** How many rows a scope holds, by what a query asked for, once that is counted. */
  readonly counts: Readonly<Partial<Record<CountsQuery['of'], HeldCounts>>>;
  /** The user and the types of the scope by name, while the file is read again and they have no number yet. */
  readonly awaited: { readonly user: string | undefined; readonly types: readonly string[] } | undefined;
  /** The time when a prompt that takes times was opened last, in seconds since the Unix epoch. */
  readonly nowSeconds: number;
  /** Counts the regroupings and the end of the load: rows of an earlier one are out of date. */
  readonly generation: number;
  /** How much of the last cut by another gap is done, from 0 to 1, if it took long enough to be shown. */
  readonly cutShare: number | undefined;
  readonly prompt: PromptState | undefined;
  readonly history: History;
  readonly message: Message | undefined;
  readonly trail: readonly { readonly step: Step; readonly view: View }[];
  readonly pending: Readonly<Partial<Record<Slot, PendingQuery>>>;
  readonly nextQueryId: number;
  /** The texts of rejections that were on the screen, by the rejection's number. */
  readonly described: ReadonlyMap<number, DescribedRejection>;
  /** Requested, not arrived yet. */
  readonly describing: ReadonlySet<number>;
  /** The records of events that were on the screen, by the event's index in the store. */
  readonly records: ReadonlyMap<number, EventRecord>;
  /** Requested, not arrived yet. */
  readonly readingRecords: ReadonlySet<number>;
  /** The beginnings of stray runs that were on the screen, by index; undefined for one that was requested. */
  readonly strayTexts: ReadonlyMap<number, string | undefined>;
  /**
   * The keys in which duplicates that were on the screen differ from the events that they repeat, by the duplicate's index
   * in the store; undefined if a record was not where it had been.
   */
  readonly differences: ReadonlyMap<number, readonly string[] | undefined>;
  /** What a sample of the duplicates of the whole file has shown; undefined until then. */
  readonly duplicateSample: { readonly differences: DuplicateDifferences | undefined } | undefined;
  /** A long-running task of the edges: its text is in the message line, Esc cancels it. */
  readonly task: { readonly what: 'export' | 'search'; readonly text: string } | undefined;
  /** The rows that cursors return to while the file is read again; none once all of it is loaded. */
  readonly cursors: readonly CursorPlace[];
  /** Input that waits for the rows it is meant for. */
  readonly typedAhead: readonly UserInput[];
  /** Bytes of Original could not be read: they are requested again at the next key. */
  readonly readingFailed: boolean;
}

/** The view in which a file is shown first. */
export function firstView(original: OriginalState, options: Options): View {
  return {
    tab: 'sessions',
    tables: newTables(options),
    tabs: newTabStates(original),
    overlay: undefined,
    scope: WHOLE_SCOPE,
    chips: [],
    search: undefined,
  };
}

/** The part of a model that Esc can restore. */
export function viewOf({ tab, tables, tabs, overlay, scope, chips, search }: Model): View {
  return { tab, tables, tabs, overlay, scope, chips, search };
}

/** Returns the model with a change to the state of a table. */
export function withTable(model: Model, table: TableName, change: Partial<TableState>): Model {
  return { ...model, tables: { ...model.tables, [table]: { ...model.tables[table], ...change } } };
}

/** Returns the model with a change to the state of a tab. */
export function withTabState<Tab extends keyof TabStates>(
  model: Model,
  tab: Tab,
  change: Partial<TabStates[Tab]>,
): Model {
  return { ...model, tabs: { ...model.tabs, [tab]: { ...model.tabs[tab], ...change } } };
}
