import { type FilterError, parseFilter } from '../../query/filter-language/parse-filter.ts';
import type { ParsedFilter } from '../../query/filter-language/term.ts';
import { asksForDuplicates } from '../../query/filter-language/term-traits.ts';
import type { Model } from '../model/model.ts';
import { withScope } from '../model/scope.ts';
import { screenClock } from '../model/screen-clock.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';

/** Reads a typed filter; undefined for a blank one. */
export function readFilter(model: Model, text: string): ParsedFilter | FilterError | undefined {
  const { plan } = model;
  const keys = plan?.fields.map(({ path }) => path);
  return parseFilter(text, {
    clock: screenClock(model),
    keys: keys === undefined || keys.length === 0 ? undefined : keys,
  });
}

/** Filters all tabs; a blank text ends that. */
export function filterBy(model: Model, text: string): Transition {
  const filter = readFilter(model, text);
  if (filter !== undefined && 'error' in filter) return withMessage(model, filter.error, 'bad');
  const target = filter === undefined ? ({ at: 'same' } as const) : ({ at: 'top' } as const);
  if (!asksForDuplicates(filter) || model.scope.duplicates !== 'hidden') {
    return noEffects(withScope(model, { filter }, target));
  }
  // Hidden duplicates would leave nothing that fits.
  return withMessage(
    withScope(model, { duplicates: 'alone', filter }, target),
    'duplicates alone, as dup asks for them',
  );
}
