/** Rows of the screen, from 0: `height` of them from `top` on. */
export interface Band {
  readonly top: number;
  readonly height: number;
}

/** Returns bands of these heights by their names, each below the one before. */
export function stackedBands<Name extends string>(
  heights: Readonly<Record<Name, number>>,
): Readonly<Record<Name, Band>> {
  let top = 0;
  const bands: Partial<Record<Name, Band>> = {};
  for (const name in heights) {
    bands[name] = { top, height: heights[name] };
    top += heights[name];
  }
  // Cast: there is a band for each of the names.
  return bands as Record<Name, Band>;
}

/** The position of everything. Bands of height 0 are not shown. */
export interface ScreenLayout {
  readonly columns: number;
  readonly rows: number;
  /** Too small for anything useful: the screen only says so. */
  readonly tooSmall: boolean;
  readonly header: Band;
  /** What the file is read as. */
  readonly plan: Band;
  /** Three rows with frames, or one row of text. */
  readonly boxes: Band;
  readonly tabs: Band;
  /** The chips, if they have a row of their own. */
  readonly chips: Band;
  readonly body: Band;
  /** The keys and the position; messages and prompts take the place of the keys. */
  readonly hints: Band;
}

/** The smallest screen that is drawn on. */
export const LEAST_COLUMNS = 30;
export const LEAST_ROWS = 8;

/** From this size on the numbers are in boxes. */
const BOXES_COLUMNS = 70;
const BOXES_ROWS = 24;

/** From this height on the plan has a row. */
const PLAN_ROWS = 10;

/** The least height at which chips have a row of their own; on a lower screen they share that of the tabs. */
const CHIPS_ROWS = 18;

/** The least height at which the help fits beside the boxes, the plan and the chips. */
const HELP_ROWS = 30;

/** What there is to show besides the tab. */
interface ScreenContent {
  /** Whether the plan is worth a line. */
  readonly hasPlanLine?: boolean;
  /** Whether anything is narrowed. */
  readonly hasChips?: boolean;
  /**
   * Whether the help is open, for which the boxes of a screen that is not high become a line, and the plan and the chips
   * give way.
   */
  readonly hasHelp?: boolean;
}

/** Lays out the screen: header, plan, boxes, tabs, chips, body, hints, from top to bottom (spec section 10). */
export function screenLayout(
  columns: number,
  rows: number,
  { hasPlanLine = false, hasChips = false, hasHelp = false }: ScreenContent = {},
): ScreenLayout {
  const tooSmall = columns < LEAST_COLUMNS || rows < LEAST_ROWS;
  const givesWay = hasHelp && rows < HELP_ROWS;
  const plan = hasPlanLine && rows >= PLAN_ROWS && !givesWay ? 1 : 0;
  const boxes = columns >= BOXES_COLUMNS && rows >= BOXES_ROWS && !givesWay ? 3 : 1;
  const chips = hasChips && rows >= CHIPS_ROWS && !givesWay ? 1 : 0;
  // The header, the tabs and the hints have a row each.
  const body = Math.max(0, rows - 3 - plan - boxes - chips);
  const bands = stackedBands({ header: 1, plan, boxes, tabs: 1, chips, body, hints: 1 });
  return { columns, rows, tooSmall, ...bands };
}
