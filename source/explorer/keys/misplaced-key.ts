import { listInWords } from '../../format/human-format.ts';
import type { Model } from '../model/model.ts';
import { TABS } from '../tabs/registry.ts';
import { tabOrder } from '../tabs/tab-labels.ts';
import { bindingOf, worksIn } from './find-binding.ts';
import { keyLabel } from './key-labels.ts';

/**
 * Returns the message about a key that does nothing here: that it is unknown, or in which tabs it works; undefined for a key
 * that works here.
 */
export function misplacedKey({ tab, overlay, options }: Model, key: string): string | undefined {
  if (bindingOf(key, { tab, overlay }) !== undefined && (overlay !== undefined || works(key, tab)))
    return undefined;
  const label = keyLabel(key, options.ascii);
  const places = tabOrder().flatMap((name, i) =>
    works(key, name) ? [`${TABS[name].title} (${i + 1})`] : [],
  );
  if (places.length === 0 && bindingOf(key, { overlay: { kind: 'fields' } }) !== undefined) {
    places.push('Fields (M)');
  }
  return places.length === 0 ? `unknown key ${label}` : `${label} works in ${listInWords(places)}`;
}

function works(key: string, tab: Model['tab']): boolean {
  const binding = bindingOf(key, { tab });
  return binding !== undefined && worksIn(binding, tab);
}
