import { readGap } from '../../format/duration.ts';
import { compilePattern } from '../../query/pattern.ts';
import type { Model } from '../model/model.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import { fieldRows, rowNamed } from '../overlays/field-rows.ts';
import { recalled, remembered } from '../prompt/history.ts';
import {
  edited,
  newPrompt,
  offeredPrompt,
  type PromptState,
  type Purpose,
  questionOf,
  typed,
} from '../prompt/prompt.ts';
import { GAP_HELP, setGap } from '../tabs/gap.ts';
import {
  exportOffer,
  exportTo,
  isNotWritten,
  NOTHING_TO_EXPORT,
  NOTHING_WRITTEN,
  withFormat,
} from './export.ts';
import { goToField } from './fields-commands.ts';
import { filterBy, readFilter } from './filter.ts';
import { GO_TO_HELP, goTo } from './go-to.ts';
import { openPath, quit } from './leave-file.ts';
import { searchFor } from './search.ts';

/** Opens a prompt, if there is something to use it for. */
export function openPrompt(model: Model, purpose: Purpose): Transition {
  if (purpose === 'filter')
    return withClock(withPrompt(model, newPrompt('filter', model.scope.filter?.text)));
  if (purpose === 'goTo') return withClock(withPrompt(model, newPrompt('goTo')));
  if (purpose === 'export') {
    const offer = exportOffer(model);
    if (offer === undefined) return withMessage(model, NOTHING_TO_EXPORT);
    const prompt = withFormat(model, offeredPrompt('export', offer.fileName));
    const parts = [prompt.hint, 'typing replaces it, End edits it'].filter(Boolean);
    return withPrompt(model, { ...prompt, hint: parts.join('; ') });
  }
  return withPrompt(model, newPrompt(purpose));
}

function withPrompt(model: Model, prompt: PromptState): Transition {
  return noEffects({ ...model, prompt, message: undefined });
}

/** Asks for the time, since a prompt may get `yesterday`. */
function withClock([model, effects]: Transition): Transition {
  return [model, [...effects, { kind: 'clock' }]];
}

/** Handles a key while a prompt is open. */
export function promptKey(model: Model, prompt: PromptState, key: string): Transition {
  // Escape also drops what was typed ahead.
  if (key === 'escape') return noEffects({ ...model, prompt: undefined, typedAhead: [] });
  if (questionOf(prompt) !== undefined) return answered(model, prompt, key === 'y' || key === 'Y');
  if (key === 'enter') {
    const [next, effects] = submit({ ...model, prompt: undefined }, prompt);
    // A text that stays in the prompt, to be corrected, was not accepted.
    const isTaken = next.prompt === undefined;
    return [isTaken ? { ...next, history: remembered(next.history, prompt) } : next, effects];
  }
  if (key === 'tab') {
    const completes = prompt.purpose === 'open' || prompt.purpose === 'export';
    return completes ? [model, [{ kind: 'complete', text: prompt.text }]] : noEffects(model);
  }
  // As in less: deleting in an empty prompt closes it.
  if (key === 'backspace' && prompt.text === '') return noEffects({ ...model, prompt: undefined });
  const next =
    key === 'up' || key === 'down'
      ? recalled(model.history, prompt, key === 'up' ? -1 : 1)
      : edited(prompt, key);
  return next === undefined ? noEffects(model) : withTyped(model, next);
}

/** Takes text that is pasted into a prompt. */
export function promptPaste(model: Model, prompt: PromptState, text: string): Transition {
  if (questionOf(prompt) !== undefined) return noEffects(model);
  return withTyped(model, typed(prompt, text));
}

/** Puts a changed text into the prompt; the name of a key is gone to at once. */
function withTyped(model: Model, changed: PromptState): Transition {
  const { overlay } = model;
  if (changed.purpose !== 'field' || overlay?.kind !== 'fields') {
    const prompt = changed.purpose === 'export' ? withFormat(model, changed) : noted(model, changed);
    return noEffects({ ...model, prompt });
  }
  const row = rowNamed(fieldRows(model), changed.text);
  const note = row < 0 && changed.text !== '' ? 'no key has this name' : '';
  const fields = { ...overlay, search: changed.text };
  const next = { ...model, overlay: fields, prompt: { ...changed, note } };
  return row < 0 ? noEffects(next) : goToField(next, fields, row);
}

/** Notes at once, while it is typed, what is wrong with a filter or a regular expression. */
function noted(model: Model, prompt: PromptState): PromptState {
  return { ...prompt, note: faultOf(model, prompt) ?? '' };
}

function faultOf(model: Model, { purpose, text }: PromptState): string | undefined {
  const read =
    purpose === 'search' ? compilePattern(text) : purpose === 'filter' ? readFilter(model, text) : undefined;
  return read !== undefined && 'error' in read ? read.error : undefined;
}

/** Takes the answer to a question. */
function answered(model: Model, { purpose, text }: PromptState, isYes: boolean): Transition {
  const done = { ...model, prompt: undefined };
  if (purpose === 'quit') return isYes ? [done, [{ kind: 'quit', exitCode: 0 }]] : noEffects(done);
  return isYes ? exportTo(done, text, 'replace') : noEffects({ ...done, message: NOTHING_WRITTEN });
}

function submit(model: Model, prompt: PromptState): Transition {
  const { text } = prompt;
  switch (prompt.purpose) {
    case 'search':
    case 'filter': {
      const note = faultOf(model, prompt);
      // A text with a fault stays in the prompt, to be corrected.
      if (note !== undefined) return noEffects({ ...model, prompt: { ...prompt, note } });
      return prompt.purpose === 'search' ? searchFor(model, text) : filterBy(model, text);
    }
    case 'goTo':
      return text.trim() === '' ? noEffects(model) : goToTyped(model, prompt);
    case 'gap': {
      const gap = readGap(text.trim());
      if (text.trim() === '') return noEffects(model);
      return gap === 'invalid'
        ? noEffects({ ...model, prompt: { ...prompt, note: GAP_HELP } })
        : setGap(model, gap);
    }
    case 'export':
      if (text === '') return noEffects(model);
      // Stays in the prompt, which says what is wrong with it.
      return isNotWritten(model, text)
        ? noEffects({ ...model, prompt: withFormat(model, prompt) })
        : exportTo(model, text, 'ask');
    case 'open':
      return text === '' ? noEffects(model) : openPath(model, text);
    default:
      return noEffects(model);
  }
}

/** A text that is not a place stays in the prompt, to be corrected. */
function goToTyped(model: Model, prompt: PromptState): Transition {
  const text = prompt.text.trim();
  // As in vim.
  if (text === 'q') return quit(model);
  return goTo(model, text) ?? noEffects({ ...model, prompt: { ...prompt, note: GO_TO_HELP } });
}
