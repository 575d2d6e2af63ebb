import type { Dataset } from '../pipeline/result/dataset.ts';
import type { Answer, Filter, Query, TimeWindow } from '../query/query.ts';
import type { Action } from './actions.ts';
import type { OriginalState } from './original/original-state.ts';
import type { PromptState } from './prompt.ts';
import { AT_TOP, type Viewport } from './viewport.ts';

export type Tab = 'sessions' | 'skipped' | 'events' | 'original';
export const TABS: readonly Tab[] = ['sessions', 'skipped', 'events', 'original'];

/** The long tables: their rows are asked for, and windowed. */
export type TableName = 'sessions' | 'rejections' | 'events';

/** The rows a table has: what a query answered, and what it was asked of. */
export interface ShownRows {
  /** Which query, of which grouping: see wanted.ts. */
  readonly key: string;
  /** Nothing: 0, 1, 2 and so on. */
  readonly rows: Uint32Array | undefined;
  readonly rowCount: number;
  /** What the rows are numbers in. */
  readonly dataset: Dataset;
}

/** Where the cursor goes when the rows that were asked for come. */
type Arrival =
  | { readonly at: 'top' }
  /** The session, rejection or event it was on; where that is gone, about the same row. */
  | { readonly at: 'same' }
  /** The session, rejection or event with this number. */
  | { readonly at: 'id'; readonly id: number };

export interface TableSort {
  readonly column: number;
  readonly descending: boolean;
}

export interface TableState {
  readonly viewport: Viewport;
  /** The column the cursor is in, and the first one drawn after the one that always is. */
  readonly column: number;
  readonly left: number;
  readonly sort: TableSort;
  /** The order that `shown` has: another one than `sort` while that is waited for. */
  readonly shownSort: TableSort;
  readonly filter: Filter | undefined;
  readonly shown: ShownRows | undefined;
  readonly arrival: Arrival;
}

/** Which events are looked at. */
export interface EventsView {
  /** A user's number; nothing: all users. */
  readonly user: number | undefined;
  /** Nothing: what the trend of these events suggests, once it is there. */
  readonly window: TimeWindow | undefined;
  /** Types by number, switched off; ascending. */
  readonly hiddenTypes: readonly number[];
  readonly duplicates: boolean;
  readonly trend: { readonly key: string; readonly answer: Extract<Answer, { kind: 'trend' }> } | undefined;
}

/** What lies over the body of a tab. */
export type Overlay = LineOverlay | TextOverlay<'info'>;

/** What tells of the program or the file. `over`: what it lies over, to come back to. */
interface TextOverlay<Kind> {
  readonly kind: Kind;
  readonly viewport: Viewport;
  readonly over: RecordOverlay | undefined;
}

/** An overlay that is drawn line by line. */
export type LineOverlay =
  | TextOverlay<'help'>
  | { readonly kind: 'types'; readonly viewport: Viewport }
  | UsersOverlay
  | RecordOverlay;

/** The user picker: `text` is what was typed so far. */
export interface UsersOverlay {
  readonly kind: 'users';
  readonly viewport: Viewport;
  readonly text: string;
  readonly shown: ShownRows | undefined;
}

/** One record, whole. */
export interface RecordOverlay {
  readonly kind: 'record';
  readonly viewport: Viewport;
  readonly byteOffset: number;
  /** Not known of an event. */
  readonly byteLength: number | undefined;
  readonly title: string;
  /** What is wrong with it, of a rejected one. */
  readonly note: string;
  /** Nothing: being read. */
  readonly lines: readonly string[] | undefined;
  /** The record's own text, for copying. */
  readonly text: string;
}

/** What Esc steps back to. */
export interface View {
  readonly tab: Tab;
  readonly pane: 'reasons' | 'rejections';
  readonly sessions: TableState;
  readonly rejections: TableState;
  readonly events: TableState;
  readonly reasons: Viewport;
  /** The rejections are narrowed to this place in REASONS. */
  readonly reason: number | undefined;
  readonly eventsView: EventsView;
  readonly original: OriginalState;
  readonly overlay: Overlay | undefined;
  /** What `n` looks for. */
  readonly search: string | undefined;
}

export type Step = 'search' | 'filter' | 'drill';

/** How far the file has come. */
interface LoadState {
  readonly state: 'loading' | 'done' | 'failed';
  readonly bytesRead: number;
  readonly bytesPerSecond: number;
  /** Why it failed. */
  readonly error: string | undefined;
}

export interface FileState {
  readonly name: string;
  /** Nothing: not known, what comes through a pipe. */
  readonly sizeBytes: number | undefined;
  readonly isPipe: boolean;
  readonly isSample: boolean;
  /** What has become of it on disk since. */
  readonly changed: boolean;
}

export interface Options {
  readonly bucketSeconds: number;
  readonly ascii: boolean;
}

export interface Message {
  readonly text: string;
  readonly kind: 'info' | 'good' | 'bad';
}

/** A query under way. */
export interface PendingQuery {
  readonly id: number;
  readonly key: string;
  readonly query: Query;
  /** 0 to 1, once it takes long enough to be told. */
  readonly share: number | undefined;
  /** No answer will come. It stays, so that it is not asked for again and again; another key replaces it. */
  readonly failed: boolean;
}

/** What queries are asked for: each has at most one under way. */
export type Slot = TableName | 'users' | 'trend' | 'find';

export type HeldInput = Extract<Action, { kind: 'key' | 'paste' | 'mouse' }>;

/** All that the screen shows follows from this. */
export interface Model extends View {
  readonly columns: number;
  readonly rows: number;
  readonly options: Options;
  readonly mouse: boolean;
  readonly file: FileState;
  readonly load: LoadState;
  readonly dataset: Dataset | undefined;
  /** Counts the regroupings, so that rows of an earlier one are known. */
  readonly generation: number;
  readonly prompt: PromptState | undefined;
  readonly message: Message | undefined;
  readonly trail: readonly { readonly step: Step; readonly view: View }[];
  readonly pending: Readonly<Partial<Record<Slot, PendingQuery>>>;
  readonly nextQueryId: number;
  /** The texts of rejections that were on the screen, by their place in the store. */
  readonly described: ReadonlyMap<number, DescribedRejection>;
  /** Asked for, not come yet. */
  readonly describing: ReadonlySet<number>;
  /** What the edges are at that takes long: its text is told in the message line, Esc ends it. */
  readonly task: { readonly what: 'export' | 'search'; readonly text: string } | undefined;
  /** Keys, presses and pastes that came while rows were awaited that they are meant for. */
  readonly held: readonly HeldInput[];
  /** Bytes of Original could not be read: they are asked for again when somebody presses a key. */
  readonly readingFailed: boolean;
}

/** What a rejection's bytes tell. */
export interface DescribedRejection {
  readonly detail: string;
  readonly userId: string;
  readonly eventTime: string;
  readonly eventType: string;
  readonly raw: string;
}

const newTable = (sortColumn: number): TableState => ({
  viewport: AT_TOP,
  column: 0,
  left: 0,
  sort: { column: sortColumn, descending: false },
  shownSort: { column: sortColumn, descending: false },
  filter: undefined,
  shown: undefined,
  arrival: { at: 'same' },
});

/** The place where a file is first seen. */
export function firstView(original: OriginalState): View {
  return {
    tab: 'sessions',
    pane: 'reasons',
    sessions: newTable(0),
    rejections: newTable(0),
    events: newTable(0),
    reasons: AT_TOP,
    reason: undefined,
    eventsView: {
      user: undefined,
      window: undefined,
      hiddenTypes: [],
      duplicates: false,
      trend: undefined,
    },
    original,
    overlay: undefined,
    search: undefined,
  };
}

/** The part of a model that Esc can bring back. */
export function viewOf(model: Model): View {
  const { tab, pane, sessions, rejections, events, reasons, reason, eventsView, original, overlay, search } =
    model;
  return { tab, pane, sessions, rejections, events, reasons, reason, eventsView, original, overlay, search };
}
