import { copiesText, differencesText } from '../../format/duplicate-words.ts';
import { mergesByNamedId } from '../../pipeline/settings.ts';
import { hasWholeFile } from '../model/load-state.ts';
import type { Model } from '../model/model.ts';
import type { Fact } from './fact.ts';

/** The facts about the duplicates of a file: how many differ from the event that they repeat, how many are copies. */
export function duplicateFacts(model: Model): readonly Fact[] {
  const { dataset, duplicateSample } = model;
  const removed = dataset?.grouping?.duplicates.count ?? 0;
  if (dataset === undefined || removed === 0 || !hasWholeFile(model)) return [];
  const found = duplicateSample?.differences;
  if (found === undefined)
    return [['duplicates_that_differ', duplicateSample === undefined ? '...' : 'not known']];
  return [
    ['duplicates_that_differ', differencesText(removed, found, !mergesByNamedId(dataset.settings))],
    ['copies', copiesText(removed, found)],
  ];
}
