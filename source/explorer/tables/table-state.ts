import { idAt } from '../../pipeline/columns/row-selection.ts';
import { AT_TOP, type Viewport } from '../view/viewport.ts';
import { idInRow, type ShownRows } from './shown-rows.ts';

/** Where the cursor goes when the requested rows arrive. */
export type CursorTarget =
  | { readonly at: 'top' }
  /** The session, rejection, event or user it is on; if that is gone, about the same row. */
  | { readonly at: 'same' }
  /** The session, rejection, event or user with this number. */
  | { readonly at: 'id'; readonly id: number };

/** The order of a table, by the name of a column. */
export interface TableSort {
  readonly column: string;
  readonly descending: boolean;
}

/** How the columns of a table are laid out, by their names. */
export interface ColumnsLayout {
  readonly hidden: readonly string[];
  /** The optional columns that are shown. */
  readonly chosen: readonly string[];
  /** Columns that are as wide as what they hold, however wide that is. */
  readonly widened: readonly string[];
  /** The last column that stays at the left edge; undefined: the first one. */
  readonly frozen: string | undefined;
  /** The width of the widest cell that was on the screen, by column. */
  readonly widths: Readonly<Record<string, number>>;
}

/** What a table shows, and where in it the cursor is. */
export interface TableState {
  readonly viewport: Viewport;
  /** The name of the column that the cursor is in. */
  readonly column: string;
  /** How many columns after the frozen ones are scrolled off to the left. */
  readonly left: number;
  readonly layout: ColumnsLayout;
  readonly sort: TableSort;
  /** The order of `shown`: differs from `sort` while that is pending. */
  readonly shownSort: TableSort;
  readonly shown: ShownRows | undefined;
  readonly cursorTarget: CursorTarget;
  /** Whether a key, the mouse or a step back put the cursor where it is; until then it stays on the first row. */
  readonly isPlaced: boolean;
}

/** Returns a table before any rows arrive. `firstColumn`: the one with the cursor. */
export function newTable(firstColumn: string, sort: TableSort): TableState {
  return {
    viewport: AT_TOP,
    column: firstColumn,
    left: 0,
    layout: { hidden: [], chosen: [], widened: [], frozen: undefined, widths: {} },
    sort,
    shownSort: sort,
    shown: undefined,
    cursorTarget: { at: 'same' },
    isPlaced: false,
  };
}

/** Returns the number of what the cursor of a table is on; undefined in an empty table. */
export function selectedId({ shown, viewport }: TableState): number | undefined {
  return idInRow(shown, viewport.cursor);
}

/**
 * Returns the numbers of what is in the `height` rows of a table on the screen, and in `ahead` more beyond either edge; none
 * before any rows arrived.
 */
export function idsOnScreen(
  { shown, viewport }: Pick<TableState, 'shown' | 'viewport'>,
  height: number,
  ahead = 0,
): readonly number[] {
  const ids: number[] = [];
  if (shown === undefined) return ids;
  const end = Math.min(shown.rowCount, viewport.top + height + ahead);
  for (let row = Math.max(0, viewport.top - ahead); row < end; row++) ids.push(idAt(shown, row));
  return ids;
}

/** Whether two orders are the same. */
export function isSameSort(a: TableSort, b: TableSort): boolean {
  return a.column === b.column && a.descending === b.descending;
}

/** Whether the user keeps a column off the screen. */
export function isHidden(
  { name, isOptional }: { readonly name: string; readonly isOptional?: boolean },
  { hidden, chosen }: Pick<ColumnsLayout, 'hidden' | 'chosen'>,
): boolean {
  return isOptional === true ? !chosen.includes(name) : hidden.includes(name);
}
