import { columnsFitted, paneFitted, resized } from './commands/resize.ts';
import { nextReadyInput, withTypedAhead } from './keys/type-ahead.ts';
import type { Action } from './model/action.ts';
import { chipsInTab } from './model/layout.ts';
import type { Model } from './model/model.ts';
import { noEffects, type Transition } from './model/transition.ts';
import { requestRejectionDetails } from './queries/rejection-details.ts';
import { requestMissing } from './queries/request-missing.ts';
import { react } from './reactions.ts';
import { TABS } from './tabs/registry.ts';

/**
 * The one place where the model changes: takes an action, returns the next model and the effects. Pure: everything that
 * must be read, written, copied or queried is an effect, whose result comes back as an action.
 */
export function update(model: Model, action: Action): Transition {
  const [first, second] = keysApart(model, action);
  if (second === undefined) return take(model, action);
  const [next, effects] = take(model, first);
  const [after, more] = take(next, second);
  return [after, [...effects, ...more]];
}

/**
 * Escape followed by a key, which a slow link delivers at once, is the same bytes as alt and the key. No key has alt, so
 * these are the two keys; but not while text is typed, where many users move with alt.
 */
function keysApart({ prompt, overlay }: Model, action: Action): readonly Action[] {
  const key =
    action.kind === 'key' ? /^(ctrl\+)?alt\+(.|space|enter|tab|backspace)$/u.exec(action.key) : null;
  if (key === null || prompt !== undefined || overlay?.kind === 'users') return [];
  return [
    { kind: 'key', key: 'escape' },
    { kind: 'key', key: `${key[1] ?? ''}${key[2]}` },
  ];
}

function take(model: Model, action: Action): Transition {
  const holding = withTypedAhead(model, action);
  let [next, effects] = settle(holding === undefined ? reacted(model, action) : noEffects(holding));
  for (let released = nextReadyInput(next); released !== undefined; released = nextReadyInput(next)) {
    const [after, more] = settle(reacted(...released));
    next = after;
    effects = [...effects, ...more];
  }
  return [next, effects];
}

/** Requests whatever the new model shows and does not have. */
function settle([changed, effects]: Transition): Transition {
  const [withRows, rowEffects] = requestMissing(changed);
  const [withTexts, textEffects] = requestRejectionDetails(columnsFitted(paneFitted(withRows)));
  const [next, tabEffects] = TABS[withTexts.tab].requestMissing?.(withTexts) ?? noEffects(withTexts);
  return [next, [...effects, ...rowEffects, ...textEffects, ...tabEffects]];
}

/**
 * Reacts, and fits the screen: the first chip takes a row from what is below, the last one gives it back, as does a tab
 * without any.
 */
function reacted(model: Model, action: Action): Transition {
  const [next, effects] = react(model, action);
  const isHigher = chipsInTab(next).length > 0 !== chipsInTab(model).length > 0;
  return [isHigher ? resized(next, next.columns, next.rows) : next, effects];
}
