import { copiesText, differencesText } from '../../format/duplicate-words.ts';
import { isWhole } from '../model/load-state.ts';
import type { Model } from '../model/model.ts';

/** The facts about the duplicates of a file: how many differ from the event that they repeat, how many are copies. */
export function duplicateRows(model: Model): [name: string, value: string][] {
  const removed = model.dataset?.grouping?.duplicates.count ?? 0;
  const { duplicateSample } = model;
  if (removed === 0 || !isWhole(model)) return [];
  const found = duplicateSample?.differences;
  if (found === undefined)
    return [['duplicates_that_differ', duplicateSample === undefined ? '...' : 'not known']];
  return [
    ['duplicates_that_differ', differencesText(removed, found)],
    ['copies', copiesText(removed, found)],
  ];
}
