import { formatGap } from '../../format/duration.ts';
import { type Model, withTable } from '../model/model.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import { newPrompt } from '../prompt/prompt.ts';
import { defaultSort } from '../tables/registry.ts';

/** What a gap can be, in words. */
export const GAP_HELP = 'a duration as 90s, 30m, 1h30m or 1d; none: one session per user';

/** Opens the prompt for the gap. */
export function openGap(model: Model): Transition {
  const hint = `now ${formatGap(model.options.gapSeconds)}; 30m, 1h, none (Up: the last ones)`;
  return noEffects({ ...model, prompt: { ...newPrompt('gap'), hint }, message: undefined });
}

/**
 * Cuts the sessions by a gap, in seconds. If there was no gap, or will be none, the list gets the order that fits: longest
 * first with a gap, by user without one.
 */
export function setGap(model: Model, gap: number | undefined): Transition {
  const { options, load } = model;
  if (load.died !== undefined)
    return withMessage(model, `sessions cannot be cut any more: ${load.died}`, 'bad');
  if (gap === options.gapSeconds) return withMessage(model, `the gap is ${formatGap(gap)} already`);
  const next = { ...model, options: { ...options, gapSeconds: gap }, cutShare: undefined };
  const hadGap = options.gapSeconds !== undefined;
  const resorted =
    hadGap === (gap !== undefined)
      ? withTable(next, 'sessions', { cursorTarget: { at: 'same' } })
      : withTable(next, 'sessions', {
          sort: defaultSort('sessions', next.options),
          cursorTarget: { at: 'top' },
        });
  return [resorted, [{ kind: 'setGap', gapSeconds: gap }]];
}
