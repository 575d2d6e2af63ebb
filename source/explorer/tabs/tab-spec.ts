import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { Instant } from '../../pipeline/time/instant.ts';
import type { Hint, TabCommand } from '../model/command.ts';
import type { Exported } from '../model/effect.ts';
import type { MouseAction } from '../model/input.ts';
import type { Model, Slot } from '../model/model.ts';
import type { Transition } from '../model/transition.ts';
import type { TableName } from '../tables/registry.ts';
import type { TableSort } from '../tables/table-state.ts';
import type { List } from '../view/list.ts';
import type { Band } from '../view/screen-layout.ts';
import type { Move } from '../view/viewport.ts';
import type { TabName } from './states.ts';

/** A list in a tab's body: the rows of a table, or a list of the tab itself. */
export type Pane = {
  /** Where it is on the screen, its header included. */
  readonly band: Band;
  /** Its first column; by default it is as wide as the screen. */
  readonly left?: number;
  readonly isFocused: boolean;
  /** Gives it the cursor; without this it always has it. */
  readonly focus?: (model: Model) => Model;
} & (
  | { readonly table: TableName; readonly list?: undefined; readonly slots?: undefined }
  | {
      readonly table?: undefined;
      readonly list: List<Model>;
      /** What its rows are made from: keys that act on them wait for it. */
      readonly slots?: readonly Slot[];
    }
);

/** What `y` copies: a text, undefined if there is nothing to copy, or the line of the file that a byte is in. */
export type Copied =
  | { readonly text: string | undefined; readonly what: string }
  | { readonly lineAtByteOffset: number };

/** What e writes, and the suggested name. */
export interface ExportOffer {
  readonly exported: Exported;
  readonly fileName: string;
  /** The order of the rows; undefined if they are not those of a table. */
  readonly order?: TableSort;
}

/** What the label of a tab is made from. */
export type LabelContext = Pick<
  Model,
  | 'columns'
  | 'rows'
  | 'plan'
  | 'tab'
  | 'dataset'
  | 'generation'
  | 'options'
  | 'scope'
  | 'tabs'
  | 'chips'
  | 'counts'
  | 'load'
>;

/**
 * A tab: everything special about it. What is left out works as in every table. A tab is its name in tabs/states, a
 * folder in tabs/ with a spec, one line in tabs/registry, and one drawing in ui/tabs with its line in ui/tabs/registry.
 */
export interface TabSpec {
  readonly name: TabName;
  readonly title: string;
  /** For a screen that is too narrow for the titles. */
  readonly shortTitle: string;
  /** The count after the title, the longest form first: see `countTexts`. */
  readonly count?: (context: LabelContext) => readonly string[];
  /** The slots whose answers it shows, in the order in which they are requested. */
  readonly slots: readonly Slot[];
  /** Further slots whose answers it shows, but which no key waits for. */
  readonly background?: readonly Slot[];
  /** Its lists from top to bottom, also while another tab is shown; empty if it has none. */
  readonly panes: (model: Model) => readonly Pane[];
  /** The keys in the hint line: first what Enter does. */
  readonly hints: (model: Model) => readonly [Hint, ...Hint[]];
  /** Enter on what the cursor is on. */
  readonly enter: (model: Model) => Transition;
  /** Whether keys must wait for more than the rows of its tables: for facts about the row under the cursor. */
  readonly isAwaited?: (model: Model) => boolean;
  /** The commands that only some tabs know. */
  readonly commands?: Readonly<Partial<Record<TabCommand, (model: Model) => Transition>>>;
  /** What the mouse does in its body outside of lists; undefined for what lists should handle. */
  readonly mouse?: (model: Model, action: MouseAction) => Transition | undefined;
  /** What Esc gives up before it goes back; undefined if there is nothing to give up. */
  readonly back?: (model: Model) => Model | undefined;
  /** Closes what is open in it, as `q` does; undefined if nothing is. */
  readonly close?: (model: Model) => Model | undefined;
  /** Does what waited for keys to rest (the effect `awaitRest`), or for the next key. */
  readonly rested?: (model: Model) => Model;
  /** Requests what it shows and does not have, besides its slots and its rejections. */
  readonly requestMissing?: (model: Model) => Transition;
  /** Keeps its cursors on what they are on as more of the file is loaded. `model` still has the previous dataset. */
  readonly withDataset?: (model: Model, dataset: Dataset) => Model;
  /** The rejections on the screen, by number: their texts are read from the file. */
  readonly rejectionsOnScreen?: (model: Model) => readonly number[];
  /** What y copies, if the pane with the cursor is not a table. */
  readonly copied?: (model: Model) => Copied;
  /** What e writes, if that is not a table; undefined if it is. */
  readonly exportOffer?: (model: Model) => ExportOffer | undefined;
  /** The table that e writes, even if it does not have the cursor. */
  readonly exportTable?: TableName;
  /** For a tab whose rows are not a list: how keys, the wheel and a click move in it, and where the cursor is. */
  readonly scroller?: Scroller;
}

/** A body whose rows are not numbered. */
export interface Scroller {
  readonly move: (model: Model, move: Move) => Transition;
  /** Scrolls by rows, down or up, as the wheel does. */
  readonly scroll: (model: Model, rows: number) => Transition;
  /** Puts the cursor on a row of the body, from 0; undefined if it is there already. */
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
