import { formatRecordTitle } from '../../../format/address.ts';
import { lowerBound } from '../../../pipeline/columns/lower-bound.ts';
import { keyList } from '../../../pipeline/differ/differing-keys.ts';
import type { Dataset } from '../../../pipeline/result/dataset.ts';
import { recordNumberOfEvent } from '../../../pipeline/store/rejection-store.ts';
import type { Model } from '../../model/model.ts';
import type { Overlay } from '../../model/overlay.ts';
import { type Transition, withMessage } from '../../model/transition.ts';
import { showRecord } from '../../overlays/show-record.ts';

/**
 * Shows the record of an event; over that of a duplicate stands which event it repeats, and in what it differs. `cameFrom`:
 * the duplicate of which it is the twin.
 */
export function showEvent(model: Model, dataset: Dataset, eventIndex: number, cameFrom?: number): Transition {
  const { store, rejections, files, grouping } = dataset;
  const place = files.placeOf(store.byteOffsetOf(eventIndex), store.lineOf(eventIndex));
  const original = grouping?.duplicates.has(eventIndex)
    ? grouping.duplicates.originalOf(eventIndex)
    : undefined;
  const numberOf = (event: number): number => recordNumberOfEvent(rejections, event);
  return showRecord(model, {
    byteOffset: store.byteOffsetOf(eventIndex),
    byteLength: undefined,
    title: formatRecordTitle(numberOf(eventIndex), place),
    twin: original ?? cameFrom,
    note:
      original === undefined ? '' : `repeats event ${numberOf(original)}${differsText(model, eventIndex)}`,
  });
}

function differsText({ differences }: Model, duplicate: number): string {
  const keys = differences.get(duplicate);
  if (keys === undefined) return '';
  return keys.length === 0 ? ', and differs in nothing' : `, and differs in ${keyList(keys, ', ')}`;
}

/** Shows the event that the record of a duplicate repeats; from there the duplicate again. */
export function showTwin(model: Model, overlay: Overlay): Transition {
  if (overlay.kind !== 'record') return withMessage(model, 'close the overlay first (Esc)');
  const { twin, byteOffset } = overlay;
  const { dataset } = model;
  if (twin === undefined || dataset === undefined) return withMessage(model, 'this event repeats none');
  const duplicates = dataset.grouping?.duplicates;
  // Back from the event that is repeated.
  if (duplicates?.has(twin)) return showEvent(model, dataset, twin);
  return showEvent(model, dataset, twin, eventAt(dataset, byteOffset));
}

function eventAt({ store }: Dataset, byteOffset: number): number | undefined {
  const eventIndex = lowerBound(store.count, (event) => store.byteOffsetOf(event) < byteOffset);
  return eventIndex < store.count ? eventIndex : undefined;
}
