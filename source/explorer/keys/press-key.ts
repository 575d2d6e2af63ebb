import { enter } from '../commands/enter.ts';
import { promptKey, promptPaste } from '../commands/prompt-commands.ts';
import type { Model } from '../model/model.ts';
import type { UsersOverlay } from '../model/overlay.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import { edited, newPrompt, typed } from '../prompt/prompt.ts';
import { TABS } from '../tabs/registry.ts';
import { AT_TOP } from '../view/viewport.ts';
import { runKeyCommand } from './commands.ts';
import { bindingOf } from './find-binding.ts';
import { misplacedKey } from './misplaced-key.ts';

/** Passes a key to the prompt, to the text of the user picker, or to its command. */
export function pressKey(model: Model, key: string): Transition {
  const binding = bindingOf(key, model);
  if (binding?.overPrompt) return runKeyCommand(model, binding.command);
  if (model.prompt !== undefined) return promptKey(model, model.prompt, key);
  if (model.overlay?.kind === 'users') {
    const picked = pickerKey(model, model.overlay, key);
    if (picked !== undefined) return picked;
  }
  if (model.overlay?.kind === 'columns' && key === 'space') return enter(model);
  const misplaced = misplacedKey(model, key);
  if (binding === undefined || misplaced !== undefined) return withMessage(model, misplaced ?? '');
  if (model.overlay !== undefined && !binding.overOverlay) {
    return withMessage(model, 'close the overlay first (Esc)');
  }
  const cleared = { ...model, message: undefined, readingFailed: false };
  // A key that acts on a row means the row that earlier keys go to, so it catches up with them first.
  const rested =
    binding.needs === undefined || binding.needs === 'chart' || binding.needs === 'buckets'
      ? undefined
      : TABS[model.tab].rested?.(cleared);
  return runKeyCommand(rested ?? cleared, binding.command);
}

/** Passes pasted text to the prompt or the user picker. */
export function pasteText(model: Model, text: string): Transition {
  if (model.prompt !== undefined) return promptPaste(model, model.prompt, text);
  if (model.overlay?.kind !== 'users') return withMessage(model, 'paste into a prompt: / & : o e');
  return noEffects(
    withPickerText(model, model.overlay, typed(newPrompt('search', model.overlay.text), text).text),
  );
}

/** In the user picker letters are typed; arrows, Enter and Esc are still keys, and Tab changes the order. */
function pickerKey(model: Model, overlay: UsersOverlay, key: string): Transition | undefined {
  if (['enter', 'escape', 'up', 'down', 'pageup', 'pagedown', 'home', 'end'].includes(key)) return undefined;
  if (key === 'tab') {
    const order = overlay.order === 'count' ? 'name' : 'count';
    const { viewport } = overlay;
    return noEffects({
      ...model,
      overlay: { ...overlay, order, viewport: { cursor: Math.min(1, viewport.cursor), top: 0 } },
    });
  }
  const line = edited(newPrompt('search', overlay.text), key);
  return line === undefined ? undefined : noEffects(withPickerText(model, overlay, line.text));
}

function withPickerText(model: Model, overlay: UsersOverlay, text: string): Model {
  return { ...model, overlay: { ...overlay, text, viewport: text === '' ? AT_TOP : { cursor: 1, top: 0 } } };
}
