import type { Answer, RejectionKindsQuery, RejectionPlacesQuery } from '../../../query/query.ts';
import { type Model, withTabState } from '../../model/model.ts';
import { sameListedRow } from './panes.ts';
import { reasonRows } from './reason-rows.ts';

/** Returns the query for where the rejections are; undefined while what is known of that is up to date. */
export function placesQuery({ dataset, file, generation, tabs }: Model): RejectionPlacesQuery | undefined {
  if (dataset === undefined || dataset.rejections.count === 0) return undefined;
  if (tabs.skipped.places?.generation === generation) return undefined;
  return { kind: 'rejectionPlaces', sizeBytes: file.sizeBytes };
}

/** Returns the query for the kinds of the first unfolded reason whose kinds are not known as of the last regrouping. */
export function kindsQuery(model: Model): RejectionKindsQuery | undefined {
  const { tabs, generation, file } = model;
  const due = reasonRows(model).find(
    ({ reason, isUnfolded }) => isUnfolded && tabs.skipped.kinds.get(reason)?.generation !== generation,
  );
  return due && { kind: 'rejectionKinds', reason: due.reason, sizeBytes: file.sizeBytes };
}

/** Takes where the rejections are. */
export function withPlaces(model: Model, answer: Extract<Answer, { kind: 'rejectionPlaces' }>): Model {
  return withTabState(model, 'skipped', { places: { answer, generation: model.generation } });
}

/** Takes the kinds of a reason. */
export function withKinds(
  model: Model,
  reason: number,
  answer: Extract<Answer, { kind: 'rejectionKinds' }>,
): Model {
  const held = { answer, generation: model.generation };
  const kinds = new Map(model.tabs.skipped.kinds).set(reason, held);
  const next = withTabState(model, 'skipped', { kinds });
  return withTabState(sameListedRow(model, next), 'skipped', { kinds });
}
