import type { Band } from '../../view/screen-layout.ts';

/** The parts of Events in a body: an information line, the chart, its time axis, its legend, the list. */
interface EventsLayout {
  readonly info: Band;
  readonly plot: Band;
  readonly axis: Band;
  readonly legend: Band;
  readonly list: Band;
}

/** A lower chart says nothing; the list is always at least this high, with its header. */
const LEAST_PLOT = 3;
const LEAST_LIST = 4;

/** `bodyHeight`: rows of the body. On a low screen there is no chart. */
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
