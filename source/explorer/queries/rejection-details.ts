import type { Model } from '../model/model.ts';
import { noEffects, type Transition } from '../model/transition.ts';
import { TABS } from '../tabs/registry.ts';

/** Requests the texts of the rejections on the screen that are not known yet: they are read from the file. */
export function requestRejectionDetails(model: Model): Transition {
  const onScreen = TABS[model.tab].rejectionsOnScreen?.(model) ?? [];
  const missing = onScreen.filter(
    (rejection) => !model.described.has(rejection) && !model.describing.has(rejection),
  );
  if (missing.length === 0) return noEffects(model);
  const describing = new Set(model.describing);
  for (const rejection of missing) describing.add(rejection);
  return [{ ...model, describing }, [{ kind: 'describe', rejections: missing }]];
}
