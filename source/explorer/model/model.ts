import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { Query } from '../../query/query.ts';
import type { OriginalState } from '../file-view/original-state.ts';
import type { PromptState } from '../prompt/prompt.ts';
import { newTables, type TableName, type TableStates } from '../tables/registry.ts';
import type { DescribedRejection } from '../tables/table-spec.ts';
import type { TableState } from '../tables/table-state.ts';
import { newTabStates, type TabName, type TabStates } from '../tabs/states.ts';
import type { UserInput } from './input.ts';
import type { Overlay } from './overlay.ts';

/** What Esc steps back to. */
export interface View {
  readonly tab: TabName;
  readonly tables: TableStates;
  /** What the tabs keep besides their tables. */
  readonly tabs: TabStates;
  readonly overlay: Overlay | undefined;
  /** What `n` looks for. */
  readonly search: string | undefined;
}

/** Why a view was left: by a search, a filter, or by going in. */
export type Step = 'search' | 'filter' | 'drill';

/** How far the file has come. */
interface LoadState {
  readonly state: 'loading' | 'done' | 'failed';
  readonly bytesRead: number;
  readonly bytesPerSecond: number;
  /** Why it failed. */
  readonly error: string | undefined;
}

/** The file that is explored. */
export interface FileState {
  readonly name: string;
  /** Undefined for a pipe. */
  readonly sizeBytes: number | undefined;
  readonly isPipe: boolean;
  readonly isSample: boolean;
  /** Whether it has changed on disk since it was opened. */
  readonly changed: boolean;
}

/** What the command line set. */
export interface Options {
  readonly bucketSeconds: number;
  readonly ascii: boolean;
}

/** What is said in the message line. */
export interface Message {
  readonly text: string;
  readonly kind: 'info' | 'good' | 'bad';
}

/** A query under way. */
export interface PendingQuery {
  readonly id: number;
  /** The query and the grouping it is asked of. */
  readonly key: string;
  readonly query: Query;
  /** 0 to 1, once it takes long enough to be shown. */
  readonly share: number | undefined;
  /** No answer will come. It stays, so that it is not asked for again and again; another key replaces it. */
  readonly failed: boolean;
}

/** What queries are asked for: each has at most one under way. `picker` is the user picker. */
export type Slot = TableName | 'picker' | 'trend' | 'find';

/** All that the screen shows follows from this. */
export interface Model extends View {
  readonly columns: number;
  readonly rows: number;
  readonly options: Options;
  readonly mouse: boolean;
  readonly file: FileState;
  readonly load: LoadState;
  readonly dataset: Dataset | undefined;
  /** Counts the regroupings: rows of an earlier one are out of date. */
  readonly generation: number;
  readonly prompt: PromptState | undefined;
  readonly message: Message | undefined;
  readonly trail: readonly { readonly step: Step; readonly view: View }[];
  readonly pending: Readonly<Partial<Record<Slot, PendingQuery>>>;
  readonly nextQueryId: number;
  /** The texts of rejections that were on the screen, by the rejection's number. */
  readonly described: ReadonlyMap<number, DescribedRejection>;
  /** Asked for, not come yet. */
  readonly describing: ReadonlySet<number>;
  /** What the edges do that takes long: its text is in the message line, Esc ends it. */
  readonly task: { readonly what: 'export' | 'search'; readonly text: string } | undefined;
  /** Input that waits for the rows it is meant for. */
  readonly typedAhead: readonly UserInput[];
  /** Bytes of Original could not be read: they are asked for again at the next key. */
  readonly readingFailed: boolean;
}

/** The place where a file is first seen. */
export function firstView(original: OriginalState): View {
  return {
    tab: 'sessions',
    tables: newTables(),
    tabs: newTabStates(original),
    overlay: undefined,
    search: undefined,
  };
}

/** The part of a model that Esc can bring back. */
export function viewOf({ tab, tables, tabs, overlay, search }: Model): View {
  return { tab, tables, tabs, overlay, search };
}

/** The model with a change to the state of a table. */
export function withTable(model: Model, table: TableName, change: Partial<TableState>): Model {
  return { ...model, tables: { ...model.tables, [table]: { ...model.tables[table], ...change } } };
}

/** The model with a change to the state of a tab. */
export function withTabState<Tab extends keyof TabStates>(
  model: Model,
  tab: Tab,
  change: Partial<TabStates[Tab]>,
): Model {
  return { ...model, tabs: { ...model.tabs, [tab]: { ...model.tabs[tab], ...change } } };
}
