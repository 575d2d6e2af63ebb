import { newPrompt, type PromptState, type Purpose } from './prompt.ts';

/** The texts entered into each kind of prompt, the latest last. */
export type History = Readonly<Partial<Record<Purpose, readonly string[]>>>;

/** What Up recalls before anything was entered. */
export const FIRST_HISTORY: History = { gap: ['none', '1h', '30m'] };

const MOST_ENTRIES = 50;

/** Returns the history with an entered text. One that it already has moves to the end. */
export function remembered(history: History, { purpose, text }: PromptState): History {
  if (text.trim() === '') return history;
  const others = (history[purpose] ?? []).filter((entry) => entry !== text);
  return { ...history, [purpose]: [...others, text].slice(-MOST_ENTRIES) };
}

/**
 * Returns the prompt with the entry before the one that it shows, or with 1 the entry after it; after the latest one comes
 * what was typed. Undefined if there is none.
 */
export function recalled(history: History, prompt: PromptState, by: -1 | 1): PromptState | undefined {
  const entries = history[prompt.purpose] ?? [];
  const { at, draft } = prompt.recall ?? { at: entries.length, draft: prompt.text };
  const next = at + by;
  if (next < 0 || next > entries.length) return undefined;
  return {
    ...newPrompt(prompt.purpose, entries[next] ?? draft),
    ...(prompt.hint === undefined ? {} : { hint: prompt.hint }),
    recall: { at: next, draft },
  };
}
