import type { Clock } from '../../query/said-times.ts';
import type { Model } from './model.ts';

/** Returns the clock by which times are said on the screen, which leaves out the year of the last event. */
export function screenClock({ options, nowSeconds }: Pick<Model, 'options' | 'nowSeconds'>): Clock {
  return { zone: options.zone ?? 'UTC', nowSeconds, hidesYear: true };
}
