import { compilePattern } from '../query/pattern.ts';
import { exportName, exportTo, NOTHING_WRITTEN, openPath, quit } from './act-commands.ts';
import { GO_TO_HELP, goTo } from './go-to.ts';
import { activeTable } from './lists.ts';
import type { Model } from './model.ts';
import { edited, newPrompt, type PromptState, type Purpose, questionOf, typed } from './prompt.ts';
import { searchFor } from './search-commands.ts';
import { only, told, type Updated } from './step.ts';
import { filterBy } from './table-commands.ts';

export function openPrompt(model: Model, purpose: Purpose): Updated {
  if (purpose === 'filter') {
    const table = activeTable(model);
    if (table === undefined) return told(model, 'there is nothing to filter here');
    return withPrompt(model, newPrompt('filter'));
  }
  if (purpose === 'export') {
    const name = exportName(model);
    return name === undefined
      ? told(model, 'there is nothing to export here')
      : withPrompt(model, newPrompt('export', name));
  }
  return withPrompt(model, newPrompt(purpose));
}

function withPrompt(model: Model, prompt: PromptState): Updated {
  return only({ ...model, prompt, message: undefined });
}

/** A key while something is being typed. */
export function promptKey(model: Model, prompt: PromptState, key: string): Updated {
  if (key === 'escape') return only({ ...model, prompt: undefined });
  if (questionOf(prompt) !== undefined) return answered(model, prompt, key === 'y' || key === 'Y');
  if (key === 'enter') return submit({ ...model, prompt: undefined }, prompt);
  if (key === 'tab') {
    const completes = prompt.purpose === 'open' || prompt.purpose === 'export';
    return completes ? [model, [{ kind: 'complete', text: prompt.text }]] : only(model);
  }
  // As in less: deleting the last character of nothing leaves.
  if (key === 'backspace' && prompt.text === '') return only({ ...model, prompt: undefined });
  const next = key === 'up' ? recalled(model, prompt) : edited(prompt, key);
  return only(next === undefined ? model : { ...model, prompt: noted(next) });
}

/** What was typed into such a prompt before. */
function recalled(model: Model, { purpose }: PromptState): PromptState | undefined {
  const table = activeTable(model);
  const filter = purpose === 'filter' && table !== undefined ? model[table].filter : undefined;
  const text = purpose === 'search' ? model.search : filter && `${filter.leaveOut ? '!' : ''}${filter.text}`;
  return text === undefined ? undefined : newPrompt(purpose, text);
}

export function promptPaste(model: Model, prompt: PromptState, text: string): Updated {
  if (questionOf(prompt) !== undefined) return only(model);
  return only({ ...model, prompt: noted(typed(prompt, text)) });
}

/** Says at once when a regular expression is none. */
function noted(prompt: PromptState): PromptState {
  if (prompt.purpose !== 'search' && prompt.purpose !== 'filter') return prompt;
  const pattern = compilePattern(patternOf(prompt));
  return { ...prompt, note: 'error' in pattern ? pattern.error : '' };
}

function patternOf({ purpose, text }: PromptState): string {
  return purpose === 'filter' && text.startsWith('!') ? text.slice(1) : text;
}

/** A question was answered. */
function answered(model: Model, { purpose, text }: PromptState, isYes: boolean): Updated {
  const done = { ...model, prompt: undefined };
  if (purpose === 'quit') return isYes ? [done, [{ kind: 'quit', exitCode: 0 }]] : only(done);
  return isYes ? exportTo(done, text, true) : only({ ...done, message: NOTHING_WRITTEN });
}

function submit(model: Model, prompt: PromptState): Updated {
  const { text } = prompt;
  switch (prompt.purpose) {
    case 'search':
    case 'filter': {
      const pattern = text === '' ? undefined : compilePattern(patternOf(prompt));
      if (pattern !== undefined && 'error' in pattern) return told(model, pattern.error, 'bad');
      return prompt.purpose === 'search' ? searchFor(model, text) : filterBy(model, text);
    }
    case 'goTo':
      return text.trim() === '' ? only(model) : goToTyped(model, prompt);
    case 'export':
      return text === '' ? only(model) : exportTo(model, text, false);
    case 'open':
      return text === '' ? only(model) : openPath(model, text);
    default:
      return only(model);
  }
}

/** Who mistyped goes on typing. */
function goToTyped(model: Model, prompt: PromptState): Updated {
  const text = prompt.text.trim();
  // As in vim.
  if (text === 'q') return quit(model);
  return goTo(model, text) ?? only({ ...model, prompt: { ...prompt, note: GO_TO_HELP } });
}
