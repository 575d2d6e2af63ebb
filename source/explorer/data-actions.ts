import type { Dataset } from '../pipeline/result/dataset.ts';
import type { Answer, TimeWindow, TrendTimes } from '../query/query.ts';
import type { Action } from './actions.ts';
import type { DescribedRejection, Model } from './model.ts';
import { prettyJson } from './pretty-json.ts';
import { reasonRows } from './reason-rows.ts';
import { found } from './search-commands.ts';
import { only, told, type Updated } from './step.ts';
import { firstWindow, wholeWindow } from './time-window.ts';
import type { Viewport } from './viewport.ts';
import { isRowsQuery, isStillWanted, slotWaitingFor, withPending, withRows } from './wanted.ts';

/** More of the file is known. */
export function loaded(model: Model, action: Extract<Action, { kind: 'loaded' }>): Updated {
  const { dataset, bytesRead, bytesPerSecond } = action;
  const regrouped = dataset.grouping !== model.dataset?.grouping;
  const { imbalances } = dataset;
  const next: Model = {
    ...model,
    dataset,
    reasons: sameReason(model, dataset),
    generation: model.generation + (regrouped ? 1 : 0),
    load: {
      ...model.load,
      state: dataset.state.kind === 'done' ? 'done' : model.load.state,
      bytesRead,
      bytesPerSecond,
    },
  };
  if (dataset.state.kind !== 'done') return only(next);
  if (imbalances.length > 0) return told(next, `the numbers do not add up: ${imbalances.join('; ')}`, 'bad');
  if (bytesRead === 0) return told(next, `${model.file.name} is empty; o opens another file`, 'bad');
  if (dataset.totalEvents === 0) {
    return told(
      next,
      'no JSON object was found; if the file is compressed, send it through zcat: 4 shows it, o opens another',
      'bad',
    );
  }
  return only(next);
}

/** The cursor of the reasons stays on its reason, whatever row that has come to. */
function sameReason({ reasons, dataset: before }: Model, now: Dataset): Viewport {
  const code = reasonRows(before)[reasons.cursor]?.code;
  const cursor = reasonRows(now).findIndex((reason) => reason.code === code);
  return cursor < 0 ? reasons : { ...reasons, cursor };
}

/** Rows, a trend or a match came: put where they are waited for. What nobody waits for any more is dropped. */
export function answered(model: Model, id: number, answer: Answer): Updated {
  const slot = slotWaitingFor(model, id);
  const pending = slot && model.pending[slot];
  if (slot === undefined || pending === undefined) return only(model);
  if (answer.kind === 'found') return found(model, answer.row);
  const done = withPending(model, slot, undefined);
  if (!isStillWanted(done, slot, pending)) return only(done);
  if (answer.kind === 'trend') {
    const { eventsView } = done;
    const window = windowFor(done, answer.times);
    return only({ ...done, eventsView: { ...eventsView, window, trend: { key: pending.key, answer } } });
  }
  if (!isRowsQuery(pending.query) || done.dataset === undefined) return only(done);
  const { rows, rowCount } = answer;
  return only(withRows(done, slot, { key: pending.key, rows, rowCount, dataset: done.dataset }));
}

/**
 * The window that a trend suggests; while more comes, one that somebody chose stays. Where the cursor is to go to an event
 * outside of the first window, it is the whole one.
 */
function windowFor(
  { eventsView, options, events, dataset }: Model,
  times: TrendTimes | undefined,
): TimeWindow | undefined {
  const { window, trend } = eventsView;
  const before = trend?.answer.times;
  if (times === undefined) return window;
  if (window === undefined && events.arrival.at === 'id' && dataset !== undefined) {
    const first = firstWindow(times, options.bucketSeconds);
    const seconds = dataset.store.secondsOf(events.arrival.id);
    const isInside = seconds >= first.fromSeconds && seconds < first.toSeconds;
    return isInside ? first : wholeWindow(times, options.bucketSeconds);
  }
  for (const suggested of [firstWindow, wholeWindow]) {
    const was = before && suggested(before, options.bucketSeconds);
    const isSame = was?.fromSeconds === window?.fromSeconds && was?.toSeconds === window?.toSeconds;
    if (window === undefined || isSame) return suggested(times, options.bucketSeconds);
  }
  return window;
}

export function queryFailed(model: Model, id: number, message: string): Updated {
  const slot = slotWaitingFor(model, id);
  const pending = slot && model.pending[slot];
  if (slot === undefined || pending === undefined) return only(model);
  const failed = slot === 'find' ? undefined : { ...pending, share: undefined, failed: true };
  return told({ ...withPending(model, slot, failed), held: [] }, message, 'bad');
}

export function queryProgress(model: Model, id: number, share: number): Updated {
  const slot = slotWaitingFor(model, id);
  const pending = slot && model.pending[slot];
  return only(
    slot === undefined || pending === undefined ? model : withPending(model, slot, { ...pending, share }),
  );
}

/** Texts of rejections kept; what was read first goes first. */
const MOST_DESCRIBED = 4096;

export function describedRejections(model: Model, texts: ReadonlyMap<number, DescribedRejection>): Updated {
  const described = new Map(model.described);
  const describing = new Set(model.describing);
  for (const [rejection, text] of texts) {
    described.set(rejection, text);
    describing.delete(rejection);
  }
  for (const rejection of described.keys()) {
    if (described.size <= MOST_DESCRIBED) break;
    described.delete(rejection);
  }
  return only({ ...model, described, describing });
}

export function recordRead(model: Model, byteOffset: number, text: string, cut: boolean): Updated {
  const { overlay } = model;
  if (overlay?.kind !== 'record' || overlay.byteOffset !== byteOffset) return only(model);
  const lines = [
    ...(overlay.note === '' ? [] : [overlay.note, '']),
    ...(text === '' ? ['nothing is here any more: the file has changed'] : prettyJson(text)),
    ...(cut ? ['... (the record goes on; Enter shows it in Original)'] : []),
  ];
  return only({ ...model, overlay: { ...overlay, lines, text } });
}
