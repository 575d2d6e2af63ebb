import { formatProgress } from '../../../format/human-format.ts';
import type { RejectionKindsQuery, RejectionPlacesQuery } from '../../../query/fault-queries.ts';
import type { Answer } from '../../../query/query.ts';
import { rejectedScope } from '../../../query/rejected-scope.ts';
import { holdsAllRejections } from '../../../query/scoped-rejections.ts';
import { asOfRejections } from '../../model/load-state.ts';
import { isUnderWay, type Model, withTabState } from '../../model/model.ts';
import { sameListedRow } from './panes.ts';
import { reasonRows } from './reason-rows.ts';

/** Returns the query for where the rejections are; undefined while the last answer is up to date. */
export function placesQuery(model: Model): RejectionPlacesQuery | undefined {
  const { dataset, tabs } = model;
  if (dataset === undefined || dataset.rejections.count === 0) return undefined;
  const query = { kind: 'rejectionPlaces', ...asked(model) } as const;
  return tabs.skipped.places?.key === keyOf(model, query) ? undefined : query;
}

/** Returns the query for the kinds of the first unfolded reason whose kinds are unknown or out of date. */
export function kindsQuery(model: Model): RejectionKindsQuery | undefined {
  const { kinds } = model.tabs.skipped;
  return reasonRows(model)
    .filter(({ isUnfolded }) => isUnfolded)
    .map(({ reason }) => ({ kind: 'rejectionKinds', reason, ...asked(model) }) as const)
    .find((query) => kinds.get(query.reason)?.key !== keyOf(model, query));
}

/** Whether the reasons in a narrowed scope are still being counted. */
function areReasonsAwaited(model: Model): boolean {
  return isUnderWay(model.pending.rejectionPlaces) && !holdsAllRejections(model.scope);
}

/**
 * Says that the reasons in the range, of the user and with the filter are still being counted; undefined if those on the
 * screen are theirs, or stay for the moment that it takes.
 */
export function reasonsWaiting(model: Model): string | undefined {
  if (!areReasonsAwaited(model)) return undefined;
  const share = model.pending.rejectionPlaces?.share;
  if (share === undefined && reasonRows(model).length > 0) return undefined;
  return formatProgress('counting', share, model.options.ascii);
}

/** Takes the answer to where the rejections are. */
export function withPlaces(
  model: Model,
  query: RejectionPlacesQuery,
  answer: Extract<Answer, { kind: 'rejectionPlaces' }>,
): Model {
  const change = { places: { answer, key: keyOf(model, query) } };
  const next = withTabState(model, 'skipped', change);
  return withTabState(sameListedRow(model, next), 'skipped', change);
}

/** Takes the kinds of a reason. */
export function withKinds(
  model: Model,
  query: RejectionKindsQuery,
  answer: Extract<Answer, { kind: 'rejectionKinds' }>,
): Model {
  const held = { answer, key: keyOf(model, query) };
  const change = { kinds: new Map(model.tabs.skipped.kinds).set(query.reason, held) };
  const next = withTabState(model, 'skipped', change);
  return withTabState(sameListedRow(model, next), 'skipped', change);
}

function asked(model: Model): Omit<RejectionPlacesQuery, 'kind'> {
  return { scope: rejectedScope(model.scope), sizeBytes: model.file.sizeBytes };
}

function keyOf(model: Model, query: RejectionPlacesQuery | RejectionKindsQuery): string {
  return `${asOfRejections(model)} ${JSON.stringify(query)}`;
}
