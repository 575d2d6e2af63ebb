/** What a prompt is for. */
export type Purpose =
  | 'search'
  | 'filter'
  | 'field'
  | 'goTo'
  | 'gap'
  | 'export'
  | 'open'
  | 'overwrite'
  | 'quit';

/** What all prompts for one purpose have in common. */
interface PromptKind {
  /** Before the text. */
  readonly label: string;
  /** What can be typed, beside a prompt that is empty. */
  readonly hint?: string;
  /** Of a prompt that takes y or n, not a text: the question. `text`: what it is about. */
  readonly question?: (text: string) => string;
  /** Whether the text is a path, which Tab completes. */
  readonly takesPath?: true;
  /** Whether the text may be a time such as `yesterday`, which depends on what time it is. */
  readonly takesTimes?: true;
}

/** The prompts by their purpose. */
export const PROMPTS: Readonly<Record<Purpose, PromptKind>> = {
  search: { label: '/', hint: 'a text, or /regex/' },
  filter: {
    label: '&',
    hint: 'a word, user_id=12, type=view,click, duration>1h, !dup',
    takesTimes: true,
  },
  field: { label: '/', hint: 'a key' },
  goTo: { label: ':', hint: '14:20, 14..15, 11-26, -2h, a row, #event, @offset', takesTimes: true },
  gap: { label: 'gap: ' },
  export: { label: 'export to: ', takesPath: true },
  open: { label: 'open: ', hint: 'a file (Tab completes)', takesPath: true },
  overwrite: { label: '', question: (path) => `${path} exists: overwrite it? y / n` },
  quit: { label: '', question: () => 'a file is being written: give it up and quit? y / n' },
};

/** A line being typed. */
export interface PromptState {
  readonly purpose: Purpose;
  readonly text: string;
  /** Where the next character is inserted, in code points from the beginning. */
  readonly at: number;
  /** What is wrong with it, or how it could be completed. */
  readonly note: string;
  /** What Enter will do with it, where the text decides that. */
  readonly hint?: string;
  /** Whether the text is an offer that no key has touched: a character takes its place, any other edit keeps it. */
  readonly isOffered?: true;
  /** Which entry of the history it shows, by index, and what was typed before. */
  readonly recall?: { readonly at: number; readonly draft: string };
}

/** The question of a prompt that takes y or n; undefined for one that takes text. */
export function questionOf({ purpose, text }: PromptState): string | undefined {
  return PROMPTS[purpose].question?.(text);
}

/** A prompt with a text, the cursor at its end. */
export function newPrompt(purpose: Purpose, text = '', note = ''): PromptState {
  return { purpose, text, at: [...text].length, note };
}

/** A prompt with a text that is offered: typing replaces it. */
export function offeredPrompt(purpose: Purpose, text: string): PromptState {
  return { ...newPrompt(purpose, text), isOffered: true };
}

/** Returns a prompt as one whose text is no mere offer any more. */
function accepted({ isOffered, ...prompt }: PromptState): PromptState {
  return prompt;
}

/** More than any path or pattern needs; the cost of a key grows with the length of the text. */
const MOST_CHARACTERS = 4096;

/** Inserts text at the cursor. Line feeds, in pasted text, become spaces. */
export function typed(before: PromptState, text: string): PromptState {
  const prompt = before.isOffered ? { ...accepted(before), text: '', at: 0 } : before;
  const characters = [...prompt.text];
  const room = Math.max(0, MOST_CHARACTERS - characters.length);
  if (room === 0) return { ...prompt, note: `no more than ${MOST_CHARACTERS} characters` };
  const added = [...text.slice(0, 2 * room).replace(/\r\n|[\r\n]/g, ' ')].slice(0, room);
  return {
    ...prompt,
    text: [...characters.slice(0, prompt.at), ...added, ...characters.slice(prompt.at)].join(''),
    at: prompt.at + added.length,
    note: '',
  };
}

/** The prompt after an editing key, as in a shell; undefined for a key that edits nothing. */
export function edited(before: PromptState, key: string): PromptState | undefined {
  const prompt = accepted(before);
  const characters = [...prompt.text];
  const { at } = prompt;
  const without = (from: number, to: number): PromptState => ({
    ...prompt,
    text: [...characters.slice(0, from), ...characters.slice(to)].join(''),
    at: from,
    note: '',
  });
  const moved = (to: number): PromptState => ({
    ...prompt,
    at: Math.max(0, Math.min(characters.length, to)),
  });
  switch (key) {
    case 'left':
    case 'ctrl+b':
      return moved(at - 1);
    case 'right':
    case 'ctrl+f':
      return moved(at + 1);
    case 'home':
    case 'ctrl+a':
      return moved(0);
    case 'end':
    case 'ctrl+e':
      return moved(characters.length);
    case 'backspace':
      return without(Math.max(0, at - 1), at);
    case 'delete':
    case 'ctrl+d':
      return without(at, at + 1);
    case 'ctrl+u':
      return without(0, at);
    case 'ctrl+k':
      return { ...without(at, characters.length), at };
    case 'ctrl+w':
      return without(wordBefore(characters, at), at);
    case 'space':
      return typed(before, ' ');
    default:
      return [...key].length === 1 ? typed(before, key) : undefined;
  }
}

function wordBefore(characters: readonly string[], at: number): number {
  let start = at;
  while (start > 0 && characters[start - 1] === ' ') start--;
  while (start > 0 && characters[start - 1] !== ' ' && characters[start - 1] !== '/') start--;
  return start === at && at > 0 ? at - 1 : start;
}
