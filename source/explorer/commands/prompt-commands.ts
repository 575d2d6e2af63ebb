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
  PROMPTS,
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
  const prompt = promptFor(model, purpose);
  if (prompt === undefined) return withMessage(model, NOTHING_TO_EXPORT);
  return [
    { ...model, prompt, message: undefined },
    PROMPTS[purpose].takesTimes === true ? [{ kind: 'clock' }] : [],
  ];
}

/** Returns a prompt as it opens; undefined for an export of nothing. */
function promptFor(model: Model, purpose: Purpose): PromptState | undefined {
  if (purpose === 'filter') return newPrompt(purpose, model.scope.filter?.text);
  if (purpose !== 'export') return newPrompt(purpose);
  const offer = exportOffer(model);
  if (offer === undefined) return undefined;
  const prompt = withFormat(model, offeredPrompt(purpose, offer.fileName));
  const parts = [prompt.hint, 'typing replaces it, End edits it'].filter(Boolean);
  return { ...prompt, hint: parts.join('; ') };
}

/** Handles a key while a prompt is open. */
export function promptKey(model: Model, prompt: PromptState, key: string): Transition {
  // Escape also drops what was typed ahead.
  if (key === 'escape') return noEffects({ ...model, prompt: undefined, typedAhead: [] });
  if (questionOf(prompt) !== undefined) {
    return answered({ ...model, prompt: undefined }, prompt, key === 'y' || key === 'Y' ? 'yes' : 'no');
  }
  if (key === 'enter') {
    const [next, effects] = submit({ ...model, prompt: undefined }, prompt);
    // A text that stays in the prompt, to be corrected, was not accepted.
    const isTaken = next.prompt === undefined;
    return [isTaken ? { ...next, history: remembered(next.history, prompt) } : next, effects];
  }
  if (key === 'tab') {
    const { takesPath } = PROMPTS[prompt.purpose];
    return takesPath === true ? [model, [{ kind: 'complete', text: prompt.text }]] : noEffects(model);
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
function answered(model: Model, { purpose, text }: PromptState, answer: 'yes' | 'no'): Transition {
  if (purpose === 'quit') {
    return answer === 'yes' ? [model, [{ kind: 'quit', exitCode: 0 }]] : noEffects(model);
  }
  return answer === 'yes'
    ? exportTo(model, text, 'replace')
    : noEffects({ ...model, message: NOTHING_WRITTEN });
}

/** What Enter does with the text of a prompt, which `model` no longer has. */
const SUBMITS: Readonly<Record<Purpose, (model: Model, prompt: PromptState) => Transition>> = {
  search: (model, prompt) => searchFor(model, prompt.text),
  filter: (model, prompt) => filterBy(model, prompt.text),
  field: noEffects,
  goTo: (model, prompt) => (prompt.text.trim() === '' ? noEffects(model) : goToTyped(model, prompt)),
  gap: submitGap,
  export: submitExport,
  open: (model, { text }) => (text === '' ? noEffects(model) : openPath(model, text)),
  // Questions are answered, not entered.
  overwrite: noEffects,
  quit: noEffects,
};

function submit(model: Model, prompt: PromptState): Transition {
  const fault = faultOf(model, prompt);
  return fault === undefined ? SUBMITS[prompt.purpose](model, prompt) : corrected(model, prompt, fault);
}

/** Leaves a text with a fault in its prompt, to be corrected. */
function corrected(model: Model, prompt: PromptState, note: string): Transition {
  return noEffects({ ...model, prompt: { ...prompt, note } });
}

function submitGap(model: Model, prompt: PromptState): Transition {
  const text = prompt.text.trim();
  if (text === '') return noEffects(model);
  const gap = readGap(text);
  return gap === 'invalid' ? corrected(model, prompt, GAP_HELP) : setGap(model, gap);
}

function submitExport(model: Model, prompt: PromptState): Transition {
  const { text } = prompt;
  if (text === '') return noEffects(model);
  return isNotWritten(model, text)
    ? noEffects({ ...model, prompt: withFormat(model, prompt) })
    : exportTo(model, text, 'ask');
}

function goToTyped(model: Model, prompt: PromptState): Transition {
  const text = prompt.text.trim();
  // As in vim.
  if (text === 'q') return quit(model);
  return goTo(model, text) ?? corrected(model, prompt, GO_TO_HELP);
}
