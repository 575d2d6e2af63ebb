/** Rows of the screen, from 0: `height` of them from `top` on. */
export interface Band {
  readonly top: number;
  readonly height: number;
}

/** Where everything is. Bands of height 0 are not there. */
interface Layout {
  readonly columns: number;
  readonly rows: number;
  /** Nothing useful fits: only this is said. */
  readonly tooSmall: boolean;
  readonly header: Band;
  /** Three rows with frames, or one row of text. */
  readonly boxes: Band;
  readonly tabs: Band;
  readonly body: Band;
  /** Messages and prompts; on a low screen they take the place of the hints. */
  readonly message: Band;
  readonly hints: Band;
}

export const LEAST_COLUMNS = 30;
export const LEAST_ROWS = 8;

/** From this size on the numbers are in boxes. */
const BOXES_COLUMNS = 70;
const BOXES_ROWS = 18;
/** From this height on messages have a row of their own. */
const MESSAGE_ROWS = 12;

/** Lays the screen out: header, boxes, tabs, body, message, hints, from top to bottom (spec section 10). */
export function layout(columns: number, rows: number): Layout {
  const tooSmall = columns < LEAST_COLUMNS || rows < LEAST_ROWS;
  const heights = {
    header: 1,
    boxes: columns >= BOXES_COLUMNS && rows >= BOXES_ROWS ? 3 : 1,
    tabs: 1,
    message: rows >= MESSAGE_ROWS ? 1 : 0,
    hints: 1,
  };
  const { header, boxes, tabs, message, hints } = heights;
  const body = Math.max(0, rows - header - boxes - tabs - message - hints);
  let top = 0;
  const band = (height: number): Band => {
    top += height;
    return { top: top - height, height };
  };
  return {
    columns,
    rows,
    tooSmall,
    header: band(header),
    boxes: band(boxes),
    tabs: band(tabs),
    body: band(body),
    message: band(message),
    hints: band(hints),
  };
}

/** The two panes of Skipped in a body: reasons with a header, then rejections with a header. */
interface SkippedLayout {
  readonly reasons: Band;
  readonly rejections: Band;
}

/** `reasonCount`: how many reasons there are to list. On a low screen only the pane in use is there. */
export function skippedLayout(
  bodyHeight: number,
  reasonCount: number,
  pane: 'reasons' | 'rejections',
): SkippedLayout {
  const wanted = Math.max(1, reasonCount) + 1;
  if (bodyHeight < wanted + 4) {
    const all = { top: 0, height: bodyHeight };
    const none = { top: 0, height: 0 };
    return pane === 'reasons' ? { reasons: all, rejections: none } : { reasons: none, rejections: all };
  }
  return {
    reasons: { top: 0, height: wanted },
    rejections: { top: wanted, height: bodyHeight - wanted },
  };
}

/** The parts of Events in a body: a line on what is shown, the chart, its time axis, its legend, the list. */
interface EventsLayout {
  readonly info: Band;
  readonly plot: Band;
  readonly axis: Band;
  readonly legend: Band;
  readonly list: Band;
}

/** A chart lower than this says nothing; the list is always at least this high, with its header. */
const LEAST_PLOT = 3;
const LEAST_LIST = 4;

export function eventsLayout(bodyHeight: number): EventsLayout {
  const info = Math.min(1, bodyHeight);
  const left = bodyHeight - info;
  const plot = Math.min(12, Math.floor((left - 2) * 0.45));
  const hasPlot = plot >= LEAST_PLOT && left - plot - 2 >= LEAST_LIST;
  const heights = hasPlot ? { plot, axis: 1, legend: 1 } : { plot: 0, axis: 0, legend: 0 };
  const listTop = info + heights.plot + heights.axis + heights.legend;
  return {
    info: { top: 0, height: info },
    plot: { top: info, height: heights.plot },
    axis: { top: info + heights.plot, height: heights.axis },
    legend: { top: info + heights.plot + heights.axis, height: heights.legend },
    list: { top: listTop, height: Math.max(0, bodyHeight - listTop) },
  };
}
