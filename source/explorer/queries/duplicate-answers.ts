import { briefDifferences, differencesWarning } from '../../format/duplicate-words.ts';
import type { DuplicateDifferences } from '../../pipeline/differ/difference-tally.ts';
import { mergesByNamedId } from '../../pipeline/settings.ts';
import { withNews } from '../model/kept-map.ts';
import type { Model } from '../model/model.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import { TABS } from '../tabs/registry.ts';

/** The most duplicates of which it is kept whether they differ; the oldest are dropped first. */
const MOST_COMPARED = 4096;

/** Takes the keys in which duplicates differ. */
export function withDifferences(model: Model, keys: Model['differences']): Model {
  return { ...model, differences: withNews(model.differences, keys, MOST_COMPARED) };
}

/** Takes what a sample of the duplicates has shown, and says so if many of them differ. */
export function sampled(model: Model, differences: DuplicateDifferences | undefined): Transition {
  const next: Model = { ...model, duplicateSample: { differences } };
  const { dataset, message, prompt, overlay, tab } = next;
  if (differences === undefined || dataset?.grouping === undefined) return noEffects(next);
  const { settings, grouping } = dataset;
  const { count } = grouping.duplicates;
  const suggestsId = !mergesByNamedId(settings);
  const warning = differencesWarning(count, differences, suggestsId);
  // What the line shows already answers a key or is more urgent: a message, or in Original what is wrong with a record. The
  // warning is in `i` too.
  const isTaken =
    message !== undefined ||
    prompt !== undefined ||
    overlay !== undefined ||
    TABS[tab].scroller !== undefined;
  if (warning === undefined || isTaken) return noEffects(next);
  const isTooWide = warning.length > next.columns - 2;
  return withMessage(next, isTooWide ? briefDifferences(count, differences, suggestsId) : warning);
}
