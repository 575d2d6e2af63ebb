import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { Instant } from '../../pipeline/time/parse-timestamp.ts';
import type { Hint, TabCommand } from '../model/command.ts';
import type { Exported } from '../model/effect.ts';
import type { Model, Slot } from '../model/model.ts';
import type { Transition } from '../model/transition.ts';
import type { TableName } from '../tables/registry.ts';
import type { List } from '../view/list.ts';
import type { Band } from '../view/screen-layout.ts';
import type { Move } from '../view/viewport.ts';
import type { TabName } from './states.ts';

/** A list in a tab's body: the rows of a table, or a list that the tab makes itself. */
export type Pane = {
  /** Where it is on the screen, its header included. */
  readonly band: Band;
  readonly isFocused: boolean;
  /** Gives it the cursor; without this it always has it. */
  readonly focus?: (model: Model) => Model;
} & (
  | { readonly table: TableName; readonly list?: undefined }
  | { readonly table?: undefined; readonly list: List<Model> }
);

/** What y copies. `text` is undefined where there is nothing that could be copied. */
export interface Copied {
  readonly text: string | undefined;
  readonly what: string;
}

/** What e writes, and the name that it offers. */
export interface ExportOffer {
  readonly exported: Exported;
  readonly fileName: string;
}

/** What the label of a tab is made from. */
export type LabelContext = Pick<Model, 'columns' | 'dataset' | 'options'>;

/**
 * A tab: all that is special about it. What is left out works as it does in every table. A tab is a folder in tabs/ with a
 * spec, one line in tabs/registry, and one drawing in ui/tabs with its line in ui/tabs/registry.
 */
export interface TabSpec {
  readonly name: TabName;
  readonly title: string;
  /** For a screen that the titles do not fit on. */
  readonly shortTitle: string;
  /** What follows the title where there is room. */
  readonly count?: (context: LabelContext) => string;
  /** What it shows the answers of, in the order in which they are asked for. */
  readonly slots: readonly Slot[];
  /** Its lists from top to bottom; none where it is no list. Also while another tab is shown. */
  readonly panes: (model: Model) => readonly Pane[];
  /** The keys that are hinted at: first what Enter does. */
  readonly hints: (model: Model) => readonly [Hint, ...Hint[]];
  /** Enter on what the cursor is on. */
  readonly enter: (model: Model) => Transition;
  /** What it does at keys that only some tabs know. */
  readonly commands?: Readonly<Partial<Record<TabCommand, (model: Model) => Transition>>>;
  /** Asks for what it shows and does not have, besides its slots and its rejections. */
  readonly requestMissing?: (model: Model) => Transition;
  /** Keeps its cursors on what they are on when more of the file is known. `model` still has the dataset of before. */
  readonly withDataset?: (model: Model, dataset: Dataset) => Model;
  /** The rejections on the screen, by number: their texts are read from the file. */
  readonly rejectionsOnScreen?: (model: Model) => readonly number[];
  /** What y copies, where the pane with the cursor is no table. */
  readonly copied?: (model: Model) => Copied;
  /** What e writes, where the tab is no table. */
  readonly exportOffer?: (model: Model) => ExportOffer;
  /** The table that e writes, where it need not have the cursor. */
  readonly exportTable?: TableName;
  /** For a tab whose rows are no list: how keys, the wheel and a press move in it, and where the cursor is. */
  readonly scroller?: Scroller;
}

/** A body whose rows are not numbered. */
export interface Scroller {
  readonly move: (model: Model, move: Move) => Transition;
  /** By rows, down or up, as under a wheel. */
  readonly scroll: (model: Model, rows: number) => Transition;
  /** Puts the cursor on a row of the body, from 0; undefined where it is there already. */
  readonly pressRow: (model: Model, row: number) => Transition | undefined;
  /** `:12`, from 1. */
  readonly goToRow: (model: Model, row: number) => Transition;
  readonly goToTime: (model: Model, instant: Instant) => Transition;
  readonly search: (model: Model, text: string, direction: 1 | -1) => Transition;
  /** Where the cursor is, for the position line. */
  readonly position: (model: Model) => string;
  /** Whether the row under the cursor is still being read. */
  readonly isAwaited: (model: Model) => boolean;
  /** The model for a screen of another size. */
  readonly resized: (model: Model) => Model;
}
