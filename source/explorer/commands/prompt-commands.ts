import { readGap } from '../../format/duration.ts';
import { compilePattern } from '../../query/pattern.ts';
import type { Model } from '../model/model.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import { fieldRows, rowNamed } from '../overlays/field-rows.ts';
import { recalled, remembered } from '../prompt/history.ts';
import { edited, newPrompt, type PromptState, type Purpose, questionOf, typed } from '../prompt/prompt.ts';
import { activeTable } from '../tabs/active-list.ts';
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
import { GO_TO_HELP, goTo } from './go-to.ts';
import { openPath, quit } from './leave-file.ts';
import { searchFor } from './search.ts';
import { filterBy } from './table-commands.ts';

/** Opens a prompt, if there is something to use it for. */
export function openPrompt(model: Model, purpose: Purpose): Transition {
  if (purpose === 'filter') {
    const table = activeTable(model);
    if (table === undefined) return withMessage(model, 'there is nothing to filter here');
    return withPrompt(model, newPrompt('filter'));
  }
  if (purpose === 'export') {
    const offer = exportOffer(model);
    return offer === undefined
      ? withMessage(model, NOTHING_TO_EXPORT)
      : withPrompt(model, withFormat(model, newPrompt('export', offer.fileName)));
  }
  return withPrompt(model, newPrompt(purpose));
}

function withPrompt(model: Model, prompt: PromptState): Transition {
  return noEffects({ ...model, prompt, message: undefined });
}

/** Handles a key while a prompt is open. */
export function promptKey(model: Model, prompt: PromptState, key: string): Transition {
  if (key === 'escape') return noEffects({ ...model, prompt: undefined });
  if (questionOf(prompt) !== undefined) return answered(model, prompt, key === 'y' || key === 'Y');
  if (key === 'enter') {
    const [next, effects] = submit({ ...model, prompt: undefined }, prompt);
    // What stays in the prompt, to be corrected, was not taken.
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
    const prompt = changed.purpose === 'export' ? withFormat(model, changed) : noted(changed);
    return noEffects({ ...model, prompt });
  }
  const row = rowNamed(fieldRows(model), changed.text);
  const note = row < 0 && changed.text !== '' ? 'no key has this name' : '';
  const fields = { ...overlay, search: changed.text };
  const next = { ...model, overlay: fields, prompt: { ...changed, note } };
  return row < 0 ? noEffects(next) : goToField(next, fields, row);
}

/** Notes at once what is wrong with a regular expression. */
function noted(prompt: PromptState): PromptState {
  if (prompt.purpose !== 'search' && prompt.purpose !== 'filter') return prompt;
  const pattern = compilePattern(patternOf(prompt));
  return { ...prompt, note: 'error' in pattern ? pattern.error : '' };
}

function patternOf({ purpose, text }: PromptState): string {
  return purpose === 'filter' && text.startsWith('!') ? text.slice(1) : text;
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
      const pattern = text === '' ? undefined : compilePattern(patternOf(prompt));
      if (pattern !== undefined && 'error' in pattern) return withMessage(model, pattern.error, 'bad');
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
