import { filesLeftOut } from '../format/files-left-out.ts';
import { type Dataset, isComplete, mayGrow } from '../pipeline/result/dataset.ts';
import type { Answer, Query } from '../query/query.ts';
import { found } from './commands/search.ts';
import { withCursors } from './cursor-places.ts';
import type { ActionOf } from './model/action.ts';
import { withAwaited } from './model/awaited-scope.ts';
import { withNews } from './model/kept-map.ts';
import { isLoading, loadState } from './model/load-state.ts';
import { type Model, type Slot, withTabState } from './model/model.ts';
import { noEffects, type Transition, withMessage } from './model/transition.ts';
import { offerFields } from './overlays/open-fields.ts';
import { sampled, withDifferences } from './queries/duplicate-answers.ts';
import { isCurrent, slotWaitingFor, withPending } from './queries/request-missing.ts';
import { withRows } from './queries/slots.ts';
import type { DescribedRejection } from './tables/table-spec.ts';
import { withBucket } from './tabs/events/list-at-bucket.ts';
import { linesOfRecord } from './tabs/events/record-text.ts';
import { withTrend } from './tabs/events/trend-state.ts';
import { TABS } from './tabs/registry.ts';
import { withFacts } from './tabs/sessions/facts.ts';
import { withKinds, withPlaces } from './tabs/skipped/skipped-queries.ts';

/** Takes a newer dataset of the file. */
export function loaded(
  model: Model,
  { dataset, bytesRead, bytesPerSecond, shareRead }: ActionOf<'loaded'>,
): Transition {
  const regrouped = dataset.grouping !== model.dataset?.grouping;
  // Rows that were asked for earlier belong to a dataset that was a part, even if no event came since.
  const hasEnded = mayGrow(loadState(model)) && !mayGrow(dataset.state);
  const { imbalances } = dataset;
  let kept = regrouped ? withAwaited(model, dataset) : model;
  for (const tab of Object.values(TABS)) kept = tab.withDataset?.(kept, dataset) ?? kept;
  const grown: Model = {
    ...kept,
    dataset,
    generation: model.generation + (regrouped || hasEnded ? 1 : 0),
    load: { ...model.load, bytesRead, bytesPerSecond, shareRead },
  };
  const next = regrouped || !mayGrow(dataset.state) ? withCursors(grown, dataset) : grown;
  const { state } = dataset;
  if (state.kind === 'failed' && isLoading(model)) return loadFailed(next, state.failure.message);
  if (!isComplete(state)) return noEffects(next);
  if (imbalances.length > 0)
    return withMessage(next, `the numbers do not add up: ${imbalances.join('; ')}`, 'bad');
  if (bytesRead === 0) return withMessage(next, whyNothing(model.file.name, dataset), 'bad');
  if (dataset.totalEvents === 0) {
    return withMessage(next, 'no JSON object was found: 4 shows it, o opens another', 'bad');
  }
  return noEffects(hasEnded && dataset.store.count === 0 ? offerFields(next) : next);
}

/** Says that nothing was read, and why. */
function whyNothing(name: string, { fileTally }: Dataset): string {
  const left = filesLeftOut(fileTally);
  return left.length === 0
    ? `${name} is empty; o opens another file`
    : `no file of ${name} is read: ${left.join(', ')}; o opens another`;
}

/** Shows why no more of the file is loaded. */
export function loadFailed(model: Model, why: string): Transition {
  return withMessage(model, `${why}; what was read before can be explored, r reads again`, 'bad');
}

/** Takes the answer to a query: rows, a trend or a match. An answer that is no longer needed is dropped. */
export function answered(model: Model, id: number, answer: Answer): Transition {
  const slot = slotWaitingFor(model, id);
  const pending = slot && model.pending[slot];
  if (slot === undefined || pending === undefined) return noEffects(model);
  if (answer.kind === 'found') return found(model, answer.row);
  const done = withPending(model, slot, undefined);
  if (!isCurrent(done, slot, pending)) return noEffects(done);
  const { key, query } = pending;
  switch (answer.kind) {
    case 'rows':
      return takeRows(done, slot, key, answer);
    case 'differences':
      return noEffects(withDifferences(done, answer.keys));
    case 'counts':
      return noEffects(query.kind === answer.kind ? withCounts(done, key, query, answer.counts) : done);
    case 'sessionStats': {
      const stats = { key, gapSeconds: done.options.gapSeconds, stats: answer.stats };
      return noEffects(withTabState(done, 'sessions', { stats }));
    }
    case 'typeTotals':
      return noEffects(withTabState(done, 'sessions', { totals: { key, counts: answer.counts } }));
    case 'sessionFacts':
    case 'userFacts':
    case 'userRejections':
      return noEffects(withFacts(done, answer));
    case 'duplicateSample':
      return sampled(done, answer.differences);
    case 'trend':
      return noEffects(withTrend(done, key, answer));
    case 'rejectionPlaces':
      return noEffects(query.kind === answer.kind ? withPlaces(done, query, answer) : done);
    case 'rejectionKinds':
      return noEffects(query.kind === answer.kind ? withKinds(done, query, answer) : done);
  }
}

function takeRows(model: Model, slot: Slot, key: string, answer: AnswerOf<'rows'>): Transition {
  const { dataset } = model;
  if (dataset === undefined) return noEffects(model);
  const { kind: _, ...rows } = answer;
  return slot === 'bucket'
    ? withBucket(model, rows)
    : noEffects(withRows(model, slot, { ...rows, key, dataset }));
}

function withCounts(
  model: Model,
  key: string,
  { of, scope }: Extract<Query, { kind: 'counts' }>,
  counts: AnswerOf<'counts'>['counts'],
): Model {
  return { ...model, counts: { ...model.counts, [of]: { key, scope, counts } } };
}

type AnswerOf<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>;

/** Takes the failure of a query. */
export function queryFailed(model: Model, id: number, message: string): Transition {
  const slot = slotWaitingFor(model, id);
  const pending = slot && model.pending[slot];
  if (slot === undefined || pending === undefined) return noEffects(model);
  const failed = slot === 'find' ? undefined : { ...pending, share: undefined, failed: true };
  const next = { ...withPending(model, slot, failed), typedAhead: [] };
  // The explorer starts this query by itself, so its failure answers no key.
  return slot === 'duplicateSample' ? noEffects(next) : withMessage(next, message, 'bad');
}

/** Slots of background work, which no key waits for, so that its progress is not shown. */
const SILENT: ReadonlySet<Slot> = new Set([
  'bucket',
  'eventCounts',
  'rejectionCounts',
  'typeTotals',
  'sessionFacts',
  'userFacts',
  'differences',
  'duplicateSample',
] as const);

/** Takes the progress of a query. */
export function queryProgress(model: Model, id: number, share: number): Transition {
  const slot = slotWaitingFor(model, id);
  const pending = slot && model.pending[slot];
  if (slot !== undefined && SILENT.has(slot)) return noEffects(model);
  return noEffects(
    slot === undefined || pending === undefined ? model : withPending(model, slot, { ...pending, share }),
  );
}

/** The most texts of rejections that are kept; the oldest are dropped first. */
const MOST_DESCRIBED = 4096;

/** Takes the texts of rejections. */
export function describedRejections(
  model: Model,
  texts: ReadonlyMap<number, DescribedRejection>,
): Transition {
  const described = withNews(model.described, texts, MOST_DESCRIBED);
  const describing = new Set(model.describing);
  for (const rejection of texts.keys()) describing.delete(rejection);
  return noEffects({ ...model, described, describing });
}

/** The most records of events that are kept; the oldest are dropped first. */
const MOST_RECORDS = 256;

/** Takes the records of events. */
export function recordsRead(model: Model, texts: Model['records']): Transition {
  const records = withNews(model.records, texts, MOST_RECORDS);
  const readingRecords = new Set(model.readingRecords);
  for (const event of texts.keys()) readingRecords.delete(event);
  return noEffects({ ...model, records, readingRecords });
}

/** Takes the record of an overlay. */
export function recordRead(model: Model, { byteOffset, text, cut }: ActionOf<'recordRead'>): Transition {
  const { overlay } = model;
  if (overlay?.kind !== 'record' || overlay.byteOffset !== byteOffset) return noEffects(model);
  const lines = [...(overlay.note === '' ? [] : [overlay.note, '']), ...linesOfRecord({ text, cut })];
  return noEffects({ ...model, overlay: { ...overlay, lines, text } });
}
